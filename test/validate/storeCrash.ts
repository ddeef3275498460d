import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../../src/random';
import { openStore, type Store } from '../../src/registry/openStore';
import { scratchFolder } from '../helpers/tinyClass';
import { bundled } from '../registry/bundled';
import type { Cell, ValidationTable } from './cell';
import type { Acknowledged } from './storeWriter';

/** What was found after the writers of a store had been killed. */
export interface CrashFindings {
  /** Why it does not open or is not whole. */
  readonly damage: readonly string[];
  /** Writes that had returned and are not there. */
  readonly lost: readonly Acknowledged[];
  /** Runs, versions and promotions of which only a part is there. */
  readonly halves: readonly string[];
  /** Why a new writer cannot go on. */
  readonly stuck: readonly string[];
  readonly acknowledged: number;
}

/** How long the writers are left alone, in milliseconds. */
export interface CrashOptions {
  /** When that time begins: once all of them have written, or once the file of the store appears. */
  readonly from: 'all have written' | 'the file appears';
  readonly longest: number;
}

const WRITERS = 4;

/** Lets four processes write to a new store, kills each with SIGKILL at a moment of its own, looks what is left, and writes again. */
export async function crashOnce(random: Random, { from, longest }: CrashOptions): Promise<CrashFindings> {
  const { folder, remove } = await scratchFolder();
  const script = writerScript();
  const path = join(folder, 'store.db');
  const said = (writer: number | string) => join(folder, `${writer}.jsonl`);
  const start = (writer: number | string, rounds: number) =>
    spawn(process.execPath, [script, path, said(writer), `writer ${writer}`, String(rounds)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  const writers = Array.from({ length: WRITERS }, (_, i) => start(i, 1e9));
  const deaths = writers.map(ended);
  const awaited = from === 'the file appears' ? [path] : writers.map((_, i) => said(i));
  while (!awaited.every(existsSync)) await wait(2);
  await Promise.all(writers.map((one) => wait(random.uniform() * longest).then(() => one.kill('SIGKILL'))));
  const complaints = (await Promise.all(deaths)).filter((text) => text !== '');
  const acknowledged = writers.flatMap((_, i) => acknowledgements(said(i)));
  const found = await examine(path, acknowledged);
  const again = await ended(start('again', 1));
  const complete = acknowledgements(said('again')).length === 6;
  await remove();
  return {
    ...found,
    stuck: [...complaints, again, complete ? '' : 'a new writer did not finish'].filter((text) => text !== ''),
  };
}

let writer: string | undefined;

/** Bundled once, so that a change of the sources in the middle of a long run changes nothing. */
function writerScript(): string {
  if (writer !== undefined) return writer;
  const folder = mkdtempSync(join(tmpdir(), 'driftlab-writer-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return (writer = bundled(join(__dirname, 'storeWriter.ts'), folder));
}

/** What a process said on stderr before it ended. */
function ended(child: ChildProcess): Promise<string> {
  let text = '';
  child.stderr!.setEncoding('utf8').on('data', (part: string) => (text += part));
  return new Promise((resolve) => child.on('close', () => resolve(text)));
}

/** Whole lines only: the last one may have been cut. */
function acknowledgements(file: string): Acknowledged[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Acknowledged);
}

/** Opens a store, checks it and looks for every write that was acknowledged. */
export async function examine(
  path: string,
  acknowledged: readonly Acknowledged[],
): Promise<Omit<CrashFindings, 'stuck'>> {
  let store: Store | undefined;
  try {
    store = openStore(path, { clock: Date.now });
    const { problems } = await store.check();
    const state = stateOf(store);
    const lost = acknowledged.filter((one) => !isThere(store!, state, one));
    return { damage: problems, lost, halves: halves(store, state), acknowledged: acknowledged.length };
  } catch (error) {
    return { damage: [String(error)], lost: [...acknowledged], halves: [], acknowledged: acknowledged.length };
  } finally {
    store?.close();
  }
}

interface State {
  readonly runs: ReadonlyMap<string, ReturnType<Store['experiments']['get']>>;
  readonly decisions: ReturnType<Store['decisions']['list']>;
  /** Runs that the log says were promoted. */
  readonly decided: ReadonlySet<string>;
  /** Runs that the history of champions names. */
  readonly promoted: ReadonlySet<string>;
}

function stateOf({ experiments, decisions, models }: Store): State {
  const log = decisions.list();
  const promotions = log.filter(({ kind }) => kind === 'promotion');
  return {
    runs: new Map(experiments.list({ limit: 1e9 }).map((run) => [run.id, run])),
    decisions: log,
    decided: new Set(promotions.map(({ content }) => (content as { run: string }).run)),
    promoted: new Set(models.history('m').map(({ because }) => because)),
  };
}

function isThere({ artifacts, models }: Store, state: State, { what, id, number }: Acknowledged): boolean {
  const { runs, decisions, decided, promoted } = state;
  const ended = () => runs.get(id)?.status === 'finished';
  if (what === 'run') return runs.has(id);
  if (what === 'end') return ended();
  // `check` has read the bytes of every artifact that is named
  if (what === 'artifact') return artifacts.list().some(({ sha256 }) => sha256 === id);
  if (what === 'version') return models.get('m', number!).artifacts.file === id;
  if (what === 'decision') return (decisions[number!]?.content as { run: string } | undefined)?.run === id;
  return ended() && runs.get(id)!.metrics.version === number && promoted.has(id) && decided.has(id);
}

/** Runs of `start` have their tag, and what was written in one transaction is there with all of its four parts or none. */
function halves({ models }: Store, { runs, decided, promoted }: State): string[] {
  const wrong: string[] = [];
  for (const { id, parameters, tags, status, metrics } of runs.values()) {
    if ('i' in parameters) {
      if (!('writer' in tags)) wrong.push(`run ${id} has no tag`);
      continue;
    }
    const parts = [status === 'finished', 'version' in metrics, promoted.has(id), decided.has(id)];
    if (new Set(parts).size > 1) wrong.push(`run ${id} has parts ${parts.join(' ')}`);
  }
  for (const { version, artifacts, run } of models.list('m'))
    if (Object.keys(artifacts).length !== 1 || !runs.has(run!)) wrong.push(`version ${version} is not whole`);
  return wrong;
}

function crashCell(name: string, runs: number, options: CrashOptions): Cell {
  const never = (event: string) => ({ event, kind: 'at most' as const, probability: 0 });
  return {
    name,
    runs,
    promises: [
      ...['does not open or is not whole', 'an acknowledged write is lost', 'something half-written is visible'].map(
        never,
      ),
      never('a new writer cannot go on'),
      { event: 'something was acknowledged', kind: 'nothing', probability: 0 },
    ],
    run: async (random) => {
      const { damage, lost, halves: parts, stuck, acknowledged } = await crashOnce(random, options);
      for (const line of [...damage, ...lost.map((one) => JSON.stringify(one)), ...parts, ...stuck]) console.log(line);
      return { hits: [...[damage, lost, parts, stuck].map(({ length }) => length > 0), acknowledged > 0] };
    },
  };
}

/** What is left of a store when its writers are killed. */
export const storeCrash: ValidationTable = {
  name: 'store-crash',
  title: 'A store whose writers are killed',
  text: `Four processes write runs, artifacts of 30 kB, model versions, decisions, and promotions that land together with a decision and the end of
a run. Each is killed with SIGKILL at a random moment of its own. Then the store is opened and checked (SQLite's integrity, references, the
bytes of every artifact, the entries of the log), every write that had returned is looked for, and a new process writes again. A kill
keeps the operating system's page cache: that each write is on the disk before it returns is shown by a test that reads the system
calls (test/registry/durability-test.ts).`,
  cells: [
    crashCell('while four processes write', 200, { from: 'all have written', longest: 400 }),
    crashCell('while the store is made', 60, { from: 'the file appears', longest: 200 }),
  ],
};
