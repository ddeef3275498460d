import { checkpointText, readCheckpoint, type TreeHead } from './checkpoint';
import { commitTo, type OpenedDecision } from './decisionLog';
import { leafHash, merkleRoot } from './merkleTree';
import { openNote } from './signedNote';

/** What is wrong with a log. */
export interface LogProblem {
  /**
   * 'changed entry' and 'changed content': bytes are others than were hashed. 'gap': positions are not 0, 1, 2 … 'unlogged erasure': a
   * content is gone and no entry says so. 'missing tail': a checkpoint has more entries. 'fork': some checkpoints fit and others do not, or
   * two contradict each other. 'rewritten': no checkpoint fits. 'not signed': a checkpoint is unreadable or not by this key.
   */
  readonly kind:
    | 'changed entry'
    | 'changed content'
    | 'gap'
    | 'unlogged erasure'
    | 'missing tail'
    | 'fork'
    | 'rewritten'
    | 'not signed';
  readonly message: string;
}

/** What an examination of a log came to. */
export interface LogReport {
  readonly ok: boolean;
  readonly size: number;
  /** Of the whole log, hexadecimal. */
  readonly root: string;
  /** So many entries are vouched for by a checkpoint; what comes after them could have been changed unseen. */
  readonly vouched: number;
  readonly erased: number;
  readonly problems: readonly LogProblem[];
}

/** Options of {@link verifyLog}. */
export interface VerifyLogOptions {
  /** Notes that were kept elsewhere. Those inside the store show nothing against whoever has the store and the key. */
  readonly checkpoints: readonly string[];
  /** Of the key that signed them, kept elsewhere too. */
  readonly verifierKey: string;
}

/**
 * Examines a log against checkpoints that were kept elsewhere: entries against their hashes, contents against their commitments, the tree
 * against every signed root. Finds a changed byte, a missing tail, a fork and a log that was rewritten whole; not what happened after
 * the last checkpoint. O(n · checkpoints).
 * @throws {RangeError} for a verifier key that is none.
 * @example
 * verifyLog(store.decisions.entries(), { checkpoints: [await readFile('checkpoint.txt', 'utf8')], verifierKey }).ok;
 */
export function verifyLog(
  entries: readonly OpenedDecision[],
  { checkpoints, verifierKey }: VerifyLogOptions,
): LogReport {
  const leaves = entries.map(({ leaf }) => Buffer.from(leaf, 'hex'));
  const heads = checkpoints.map((note, i) => signedHead(note, i, verifierKey));
  const known = heads.filter((head): head is TreeHead => !('kind' in head));
  const fits = known.filter(({ size, root }) => size <= leaves.length && isRoot(leaves, size, root));
  const problems = [
    ...verifyEntries(entries),
    ...heads.filter((head): head is LogProblem => 'kind' in head),
    ...known.filter((head) => !fits.includes(head)).map((head) => headProblem(head, fits, leaves.length)),
    ...contradictions(known),
  ];
  return {
    ok: problems.length === 0,
    size: leaves.length,
    root: Buffer.from(merkleRoot(leaves)).toString('hex'),
    vouched: fits.reduce((most, { size }) => Math.max(most, size), 0),
    erased: entries.filter(({ content }) => content === null).length,
    problems,
  };
}

/** What is wrong with entries by themselves, without any checkpoint. */
export function verifyEntries(entries: readonly OpenedDecision[]): LogProblem[] {
  return [...entries.flatMap(entryProblems), ...unloggedErasures(entries)];
}

function entryProblems({ position, entry, leaf, salt, content }: OpenedDecision, i: number): LogProblem[] {
  const problems: LogProblem[] = [];
  if (position !== i) problems.push({ kind: 'gap', message: `entry ${i} says that it is entry ${position}` });
  if (Buffer.from(leafHash(entry)).toString('hex') !== leaf)
    return [...problems, { kind: 'changed entry', message: `entry ${i} is not the one that was hashed` }];
  const { commitment } = parsed<{ commitment: string }>(entry);
  if (content != null && commitTo(salt ?? '', content) !== commitment)
    problems.push({ kind: 'changed content', message: `the content of entry ${i} is not the one that was hashed` });
  return problems;
}

function unloggedErasures(entries: readonly OpenedDecision[]): LogProblem[] {
  const logged = new Set(entries.flatMap(erasedBy));
  return entries
    .filter(({ position, content }) => content === null && !logged.has(position))
    .map(({ position }) => ({
      kind: 'unlogged erasure',
      message: `the content of entry ${position} is gone and no entry says so`,
    }));
}

function erasedBy({ entry, content }: OpenedDecision): readonly number[] {
  if (content == null || !entry.includes('"kind":"erasure"')) return [];
  const { positions } = parsed<{ positions: number[] }>(content);
  return Array.isArray(positions) ? positions : [];
}

/** A record of a log that may have been made by anyone. */
function parsed<T>(text: string): Partial<T> {
  try {
    return (JSON.parse(text) ?? {}) as Partial<T>;
  } catch {
    return {};
  }
}

function signedHead(note: string, i: number, verifierKey: string): TreeHead | LogProblem {
  const text = openNote(note, verifierKey);
  const head = text === undefined ? undefined : readCheckpoint(text);
  return head ?? { kind: 'not signed', message: `checkpoint ${i} is not signed by ${verifierKey.split('+')[0]}` };
}

function isRoot(leaves: readonly Uint8Array[], size: number, root: Uint8Array): boolean {
  return Buffer.compare(merkleRoot(leaves.slice(0, size)), root) === 0;
}

function headProblem({ size }: TreeHead, fits: readonly TreeHead[], length: number): LogProblem {
  if (size > length)
    return { kind: 'missing tail', message: `a checkpoint has ${size} entries, this log has ${length}` };
  const common = Math.max(0, ...fits.map((one) => one.size).filter((one) => one < size));
  if (fits.length > 0)
    return { kind: 'fork', message: `entries ${common} to ${size - 1} are not those of a checkpoint` };
  return {
    kind: 'rewritten',
    message: `the first ${size} entries are not those of a checkpoint, and no other one fits`,
  };
}

/** Two heads of one size with two roots: whoever holds the key told two stories. */
function contradictions(heads: readonly TreeHead[]): LogProblem[] {
  const texts = [...new Set(heads.map(checkpointText))];
  const sizes = texts.map((text) => readCheckpoint(text)!.size);
  return [...new Set(sizes.filter((size, i) => sizes.indexOf(size) !== i))].map((size) => ({
    kind: 'fork',
    message: `two checkpoints of ${size} entries contradict each other`,
  }));
}
