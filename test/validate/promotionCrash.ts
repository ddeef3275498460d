import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../../src/random';
import { openStore, type Store } from '../../src/registry/openStore';
import { modelCard } from '../../src/retraining/deployment/modelCard';
import { recordedVerdicts, versionName } from '../../src/retraining/deployment/judgeVersion';
import { replayVerdict } from '../../src/retraining/judging/replayVerdict';
import { scratchFolder } from '../helpers/tinyClass';
import { bundled } from '../registry/bundled';
import type { Cell, ValidationTable } from './cell';
import { MODEL, openVersion, type Done } from './promotionWriter';

/** What was found after a line of models had been killed. */
export interface PromotionFindings {
  /** The registry or the log is not whole, or they contradict each other. */
  readonly broken: readonly string[];
  /** The champion cannot be loaded. */
  readonly unloadable: readonly string[];
  /** What was said to be done and is not there. */
  readonly lost: readonly Done[];
  /** Verdicts that do not give themselves again. */
  readonly unlike: readonly number[];
  /** Why a new process cannot go on. */
  readonly stuck: string;
  readonly done: readonly Done[];
}

let writer: Promise<string> | undefined;

async function bundleOnce(): Promise<string> {
  const { folder } = await scratchFolder();
  process.once('exit', () => rmSync(folder, { recursive: true }));
  return bundled(join(__dirname, 'promotionWriter.ts'), folder);
}

/** Lets a process train, judge, promote and roll back, kills it with SIGKILL at a random moment, looks what is left, and goes on. */
export async function killLine(random: Random, { longest }: { readonly longest: number }): Promise<PromotionFindings> {
  const { folder, remove } = await scratchFolder();
  const script = await (writer ??= bundleOnce());
  const [path, said] = ['store.db', 'said.jsonl'].map((name) => join(folder, name));
  const seed = random.integer(1e6);
  const line = run(script, [path, said, String(seed), '1e9']);
  // before the first words the store is being made, which another table is about
  while (!existsSync(said)) await wait(2);
  await wait(random.uniform() * longest);
  line.kill();
  await line.ended;
  const done = readFileSync(said, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((text) => JSON.parse(text) as Done);
  const found = await examine(path, done);
  const stuck = await run(script, [path, said, String(seed + 1), '1']).ended;
  await remove();
  return { ...found, stuck, done };
}

function run(script: string, args: readonly string[]): { kill: () => void; ended: Promise<string> } {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => (text += part));
  return { kill: () => child.kill('SIGKILL'), ended: new Promise((resolve) => child.on('close', () => resolve(text))) };
}

/** Opens a store and looks whether all of it fits together. */
export async function examine(path: string, done: readonly Done[]): Promise<Omit<PromotionFindings, 'stuck' | 'done'>> {
  const store = openStore(path, { clock: Date.now });
  try {
    const { problems } = await store.check();
    const verdicts = recordedVerdicts(store, MODEL);
    return {
      broken: [...problems, ...contradictions(store)],
      unloadable: await openVersion(store, 'champion').then(
        ({ coefficients }) => (coefficients.every(Number.isFinite) ? [] : ['not finite']),
        (error: unknown) => [String(error)],
      ),
      lost: done.filter((one) => !isThere(store, one)),
      unlike: verdicts.filter(({ verdict }) => !replayVerdict(verdict).same).map(({ position }) => position),
    };
  } finally {
    store.close();
  }
}

/** Every change of the champion has its decision and every decision its change, in one order; every promotion has its verdict. */
function contradictions(store: Store): string[] {
  const changes = store.models.history(MODEL).map(({ action, version }) => `${action} ${version}`);
  const log = store.decisions.list().filter(({ kind }) => kind === 'promotion' || kind === 'rollback');
  const contents = log.map(({ kind, content }) => ({ kind, ...(content as { version: number; verdict?: number }) }));
  const decisions = contents.map(({ kind, version }) => `${kind} ${version}`);
  const wrong =
    changes.join() === decisions.join() ? [] : [`champions ${changes.join()}, decisions ${decisions.join()}`];
  const passed = new Map(recordedVerdicts(store, MODEL).map(({ position, verdict }) => [position, verdict]));
  for (const { kind, version, verdict } of contents.slice(1)) {
    const found = verdict === undefined ? undefined : passed.get(verdict);
    if (kind === 'promotion' && (found?.outcome !== 'PASS' || found.evidence.challenger !== versionName(version)))
      wrong.push(`version ${version} was promoted without a verdict`);
  }
  for (const { version } of store.models.list(MODEL))
    if (modelCard(store, MODEL, version).about.use === undefined) wrong.push(`version ${version} has no card`);
  return wrong;
}

function isThere({ models, decisions }: Store, { what, version, position }: Done): boolean {
  if (what === 'registered') return models.list(MODEL).some((one) => one.version === version);
  if (what === 'verdict') return decisions.list({ kind: 'verdict' }).some((one) => one.position === position);
  const history = models.history(MODEL);
  const at = history.findIndex((one) => one.action === 'promotion' && one.version === version);
  return what === 'promoted' ? at >= 0 : at >= 0 && history[at + 1]?.action === 'rollback';
}

/** What is left of a line of models when its process is killed. */
export const promotionCrash: ValidationTable = {
  name: 'promotion-crash',
  title: 'Train, judge, promote, roll back: killed at any moment',
  text: `A process trains logistic regressions, registers them, judges each on 1,000 fresh samples beside the champion and every version approved before,
promotes what passes and rolls it back. It is killed with SIGKILL at a random moment. Then the store is opened: its integrity, the bytes
of its artifacts and the entries of its log are checked; the history of champions and the log's decisions must be the same list; every
verdict is judged again from its record; the champion is loaded; what the process had said to be done is looked for; a new process goes on.`,
  cells: [0.2, 0.6, 1.2, 2.4].map(crashCell),
};

function crashCell(seconds: number): Cell {
  const never = [
    'registry or log is broken',
    'the champion cannot be loaded',
    'something done is lost',
    'a verdict comes out otherwise',
    'a new process cannot go on',
  ].map((event) => ({ event, kind: 'at most' as const, probability: 0 }));
  const seen = ['a promotion was made', 'a rollback was made'].map((event) => ({
    event,
    kind: 'nothing' as const,
    probability: 0,
  }));
  return {
    name: `killed within ${seconds} s of the first challenger`,
    runs: 50,
    promises: [...never, ...seen],
    run: (random) => killed(random, 1000 * seconds),
  };
}

async function killed(random: Random, longest: number): Promise<{ hits: boolean[] }> {
  const { broken, unloadable, lost, unlike, stuck, done } = await killLine(random, { longest });
  for (const line of [...broken, ...unloadable, ...lost.map((one) => JSON.stringify(one)), stuck])
    if (line) console.log(line);
  const faults = [broken, unloadable, lost, unlike, stuck].map(({ length }) => length > 0);
  return {
    hits: [...faults, ...(['promoted', 'rolled back'] as const).map((what) => done.some((one) => one.what === what))],
  };
}
