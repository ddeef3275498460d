import type { Command } from 'commander';
import { readFile, writeFile } from 'node:fs/promises';
import { ioError, writeFileAtomic } from '../data/files';
import { DriftlabError } from '../errors';
import type { OpenedDecision } from '../registry/decisionLog';
import { createNoteKey } from '../registry/signedNote';
import { verifyLog } from '../registry/verifyLog';
import { examples } from './examples';
import { pipelineStatus } from './pipelineStatus';
import { storeOption, withStore, type StoreFlags } from './withStore';

interface VerifyFlags extends StoreFlags {
  /** An exported log instead of the one of the store. */
  readonly log?: string;
  readonly key: string;
}

/** Exit status of a log that is not whole: that of an alert. */
const NOT_WHOLE = 2;

async function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw ioError('read', path, error);
  });
}

async function readLog(path: string): Promise<OpenedDecision[]> {
  const lines = (await read(path)).split('\n').filter((line) => line !== '');
  return lines.map((line, i) => {
    try {
      const { position, entry, leaf, ...opening } = JSON.parse(line) as OpenedDecision;
      if (typeof entry === 'string' && typeof leaf === 'string') return { position, entry, leaf, ...opening };
    } catch {
      // said below
    }
    throw new DriftlabError(
      'DRIFTLAB_INVALID_DATA',
      `invalid ${path}, line ${i + 1}: expected an entry of a decision log`,
    );
  });
}

async function verify(paths: readonly string[], { log, key, ...flags }: VerifyFlags): Promise<void> {
  const checkpoints = await Promise.all(paths.map(read));
  const entries =
    log === undefined ? await withStore(flags, ({ decisions }) => decisions.entries()) : await readLog(log);
  const { ok, size, vouched, erased, root, problems } = verifyLog(entries, { checkpoints, verifierKey: key });
  for (const { kind, message } of problems) console.log(`${kind}: ${message}`);
  console.log(`${ok ? 'whole' : 'not whole'}: ${size} entries (${erased} erased), root ${root}`);
  console.log(`${vouched} of them are vouched for by a checkpoint; what came later could have been changed unseen`);
  if (!ok) process.exitCode = NOT_WHOLE;
}

async function check(flags: StoreFlags): Promise<void> {
  const { ok, problems } = await withStore(flags, (store) => store.check());
  console.log(ok ? 'whole: database, references, artifacts and log' : problems.join('\n'));
  if (!ok) process.exitCode = NOT_WHOLE;
}

async function checkpoint({
  privateKey,
  out,
  ...flags
}: StoreFlags & { privateKey: string; out: string }): Promise<void> {
  const pem = await read(privateKey);
  const note = await withStore(flags, ({ decisions }) => decisions.checkpoint(pem));
  await writeFileAtomic(out, note);
  console.log(`${out}: keep it where whoever runs the store cannot change it`);
}

async function keygen({ out, ...flags }: StoreFlags & { readonly out: string }): Promise<void> {
  const { privateKey, verifierKey } = await withStore(flags, ({ decisions }) => createNoteKey(decisions.origin()));
  // never over a key that signed checkpoints
  await writeFile(out, privateKey, { mode: 0o600, flag: 'wx' }).catch((error: unknown) => {
    throw ioError('write', out, error, 'A key is never overwritten: name another file');
  });
  console.log(verifierKey);
}

async function exportLog({ out, contents, ...flags }: StoreFlags & { out: string; contents?: boolean }): Promise<void> {
  const entries = await withStore(flags, ({ decisions }) => decisions.entries({ contents: contents === true }));
  await writeFileAtomic(out, entries.map((one) => `${JSON.stringify(one)}\n`).join(''));
  console.log(`${out}: ${entries.length} entries`);
}

/** `driftlab audit`. */
export function addAudit(program: Command): void {
  const audit = program
    .command('audit')
    .description('the decision log: verify, checkpoint, export; check of the store');
  const command = (name: string, what: string) => audit.command(name).description(what).addOption(storeOption());
  pipelineStatus(
    command(
      'verify',
      'examine the log against checkpoints that were kept elsewhere; status 0 whole, 2 not whole, 3 error',
    )
      .argument('<checkpoints...>', 'notes that audit checkpoint wrote')
      .requiredOption('--key <key>', 'verifier key, kept elsewhere too')
      .option('--log <file>', 'an exported log instead of the one in the store'),
    verify,
  );
  pipelineStatus(command('check', 'examine database, references, bytes of artifacts and log by themselves'), check);
  pipelineStatus(
    command('keygen', 'a new key for checkpoints; prints the verifier key').requiredOption(
      '--out <file>',
      'private key',
    ),
    keygen,
  );
  pipelineStatus(
    command('checkpoint', 'sign size and root of the log')
      .requiredOption('--private-key <file>', 'what audit keygen wrote')
      .requiredOption('--out <file>', 'where the note goes'),
    checkpoint,
  );
  pipelineStatus(
    command('export', 'the log as JSON lines, for audit verify and the independent script')
      .requiredOption('--out <file>', 'where it goes')
      .option('--contents', 'with contents and salts, which may be about persons'),
    exportLog,
  );
  audit.addHelpText(
    'after',
    examples([
      ['audit keygen --out log.key', 'once; hand the line that it prints to your auditors'],
      ['audit checkpoint --private-key log.key --out 2026-05-03.txt', 'every day; send the note to someone else'],
      ['audit verify --key "driftlab/…+…+…" 2026-05-03.txt', 'is the log still the one that was signed?'],
    ]),
  );
}
