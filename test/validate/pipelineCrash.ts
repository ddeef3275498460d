import { buildSync } from 'esbuild';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../../src/random';
import type { JsonObject } from '../../src/registry/canonicalJson';
import type { Store } from '../../src/registry/openStore';
import { createNoteKey } from '../../src/registry/signedNote';
import { verifyLog } from '../../src/registry/verifyLog';
import { recordedVerdicts } from '../../src/retraining/deployment/judgeVersion';
import type { RetrainingPipeline } from '../../src/retraining/pipeline/retrainingPipeline';
import { scratchFolder } from '../helpers/tinyClass';
import { send, type Own } from '../retraining/pipeline/lab';
import type { Cell, ValidationTable } from './cell';
import { openTurning, ORIGIN, playRound, type Said } from './pipelineWriter';

/** What was found after a pipeline had been killed. */
export interface PipelineFindings {
  /** The registry, the log or the history of champions is not whole. */
  readonly broken: readonly string[];
  readonly unloadable: readonly string[];
  /** Samples that were acknowledged and are not there. */
  readonly lost: number;
  /** Decisions that were taken, carried out, judged or answered more than once. */
  readonly twice: readonly string[];
  /** Where the pipeline's state and the store contradict each other. */
  readonly torn: readonly string[];
  /** Why a new process cannot go on. */
  readonly stuck: string;
  readonly phase: string;
  readonly said: readonly Said[];
  readonly rollbacks: number;
}

let writer: Promise<string> | undefined;

async function bundleOnce(): Promise<string> {
  const { folder } = await scratchFolder();
  process.once('exit', () => rmSync(folder, { recursive: true }));
  const outfile = join(folder, 'writer.cjs');
  const entryPoints = [join(__dirname, 'pipelineWriter.ts')];
  buildSync({ entryPoints, outfile, bundle: true, platform: 'node', packages: 'external', logLevel: 'error' });
  return outfile;
}

/** When a process is killed. */
export interface KillOptions {
  /** After so many rounds, and somewhere in the next one. */
  readonly rounds: number;
  /** Milliseconds after a step of that round, at most. */
  readonly longest: number;
}

/** What a writer says in a round. */
const WORDS = 4;

/** Lets a process run cycle after cycle, kills it with SIGKILL at a random moment, looks what is left, and goes on. */
export async function killPipeline(random: Random, { rounds, longest }: KillOptions): Promise<PipelineFindings> {
  const { folder, remove } = await scratchFolder();
  const script = await (writer ??= bundleOnce());
  const [path, words] = ['store.db', 'said.jsonl'].map((name) => join(folder, name));
  const env = { ...process.env, NODE_PATH: join(__dirname, '../../node_modules') };
  const { privateKey, verifierKey } = createNoteKey(ORIGIN);
  const args = [script, path, words, String(random.integer(1000)), privateKey];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'], env });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => (complaint += part));
  const ended = new Promise((resolve) => child.on('close', resolve));
  const awaited = WORDS * rounds + random.integer(WORDS);
  while (wordsIn(words).length < awaited && child.exitCode === null) await wait(2);
  await wait(random.uniform() * longest);
  child.kill('SIGKILL');
  await ended;
  const said = wordsIn(words);
  const found = await examine(path, said, verifierKey);
  await remove();
  return { ...found, stuck: complaint + found.stuck, said };
}

function wordsIn(path: string): Said[] {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
  return lines.map((line) => JSON.parse(line) as Said);
}

/** Opens what is left, compares it with what was said, and plays on. */
export async function examine(
  path: string,
  said: readonly Said[],
  verifierKey: string,
): Promise<Omit<PipelineFindings, 'said'>> {
  const pipeline = await openTurning(path);
  const { store } = pipeline;
  try {
    const { phase, champion, fault } = pipeline.getPipelineStatus();
    const torn = champion === store.models.current('model') && fault === null ? [] : [`champion ${champion}, ${fault}`];
    const unloadable = await pipeline.champion().then(
      (found) => (found && found.model.model.coefficients.every(Number.isFinite) ? [] : ['no numbers']),
      (error: unknown) => [String(error)],
    );
    const lost = await lostSamples(pipeline, said);
    const rollbacks = store.decisions.list({ kind: 'rollback' }).length;
    const stuck = await goOn(pipeline).then(
      () => '',
      (error: unknown) => String(error),
    );
    return {
      broken: await broken(store, said, verifierKey),
      unloadable,
      lost,
      twice: twice(store),
      torn,
      stuck,
      phase,
      rollbacks,
    };
  } finally {
    await pipeline.close();
  }
}

async function goOn(pipeline: RetrainingPipeline<Own>): Promise<void> {
  for (let round = 5000; round < 5004; round++) await playRound(pipeline, round, () => undefined);
  const { fault, phase } = pipeline.getPipelineStatus();
  if (fault !== null || phase === 'retraining') throw new Error(`${phase}, ${fault}`);
}

/** What was acknowledged last is sent again: none of it may be new. Persons that were erased are not counted. */
async function lostSamples(pipeline: RetrainingPipeline<Own>, said: readonly Said[]): Promise<number> {
  const sent = said.flatMap((one) => (one.what === 'samples' ? [one] : []));
  const erased = pipeline.store.decisions.list({ kind: 'erasure' }).length > 0;
  const before = pipeline.getPipelineStatus().counts.samples;
  const least = sent.reduce((sum, { count }) => sum + count, 0);
  for (const { seed, count, turn } of erased ? [] : sent.slice(-4)) await send(pipeline, count, { seed, turn });
  return Math.max(0, least - before) + pipeline.getPipelineStatus().counts.samples - before;
}

async function broken(store: Store, said: readonly Said[], verifierKey: string): Promise<string[]> {
  const { problems } = await store.check();
  const checkpoints = said.flatMap((one) => (one.what === 'checkpoint' ? [one.note] : []));
  const log = verifyLog(store.decisions.entries(), { checkpoints, verifierKey });
  const changes = store.models.history('model').map(({ action, version }) => `${action} ${version}`);
  const decided = store.decisions
    .list()
    .filter(({ kind }) => kind === 'promotion' || kind === 'rollback')
    .map(({ kind, content }) => `${kind} ${(content as { readonly version: number }).version}`);
  const order = changes.join() === decided.join() ? [] : [`champions ${changes.join()}, decisions ${decided.join()}`];
  return [...problems, ...log.problems.map(({ message }) => message), ...order];
}

/** Every decision has one entry, one version, one verdict, one promotion; every alarm one answer. */
export function twice(store: Store): string[] {
  const contents = (kind: string) => store.decisions.list({ kind }).map(({ content }) => content as JsonObject);
  const lists: Readonly<Record<string, readonly unknown[]>> = {
    decision: contents('retraining-decision').map(({ id }) => id),
    'version of decision': store.models.list('model').map(({ card }) => card.cycle),
    'verdict on': recordedVerdicts(store, 'model').map(({ verdict }) => verdict.evidence.challenger),
    'promotion by verdict': contents('promotion').map(
      ({ verdict, version }) => verdict ?? `first ${JSON.stringify(version)}`,
    ),
    'answer to': contents('rollback').map(({ evidence }) => (evidence as JsonObject).key),
  };
  return Object.entries(lists).flatMap(([name, keys]) => {
    const again = keys.filter((key, i) => keys.indexOf(key) !== i);
    return again.map((key) => `${name} ${String(key)}`);
  });
}

/** What is left of a pipeline when its process is killed. */
export const pipelineCrash: ValidationTable = {
  name: 'pipeline-crash',
  title: 'A full cycle: killed at any moment',
  text: `A process runs a pipeline on a stream whose concept turns to and fro: it monitors labelled samples (300 a window), decides, curates, chooses a cure,
trains a logistic regression, judges it in shadow on 200 samples, promotes it, rolls it back when the watch says so, and erases a person now and then. It is killed
with SIGKILL at a random moment after a random step of a round. Then the pipeline is opened again: the store's integrity, the bytes of its artifacts and its Merkle log are
checked, the log against the checkpoints that were signed after every round and kept elsewhere; the history of champions and the log's decisions must be the same list; no decision may have two entries, versions, verdicts, promotions or
answers, also after the pipeline has gone on for four rounds; the samples that had been acknowledged are sent again, and none may be new.`,
  cells: [0, 1, 2, 3].map(crashCell),
};

function crashCell(rounds: number): Cell {
  const never = [
    'registry or audit chain is broken',
    'the champion cannot be loaded',
    'an acknowledged sample is lost',
    'a decision is executed twice',
    'state and registry disagree',
    'a new process cannot go on',
  ].map((event) => ({ event, kind: 'at most' as const, probability: 0 }));
  const seen = [
    'a retraining was cut short',
    'a shadow trial was cut short',
    'a promotion was made',
    'a rollback was made',
  ];
  return {
    name: `killed in round ${rounds + 1}`,
    runs: 50,
    promises: [...never, ...seen.map((event) => ({ event, kind: 'nothing' as const, probability: 0 }))],
    run: (random) => killed(random, { rounds, longest: 1500 }),
  };
}

async function killed(random: Random, options: KillOptions): Promise<{ hits: boolean[] }> {
  const { broken, unloadable, lost, twice, torn, stuck, phase, said, rollbacks } = await killPipeline(random, options);
  const wrong = [broken, unloadable, lost > 0 ? [`${lost} lost`] : [], twice, torn, stuck ? [stuck] : []];
  wrong.flat().forEach((line) => console.log(line));
  const promoted = said.some((one) => one.what === 'cycle' && one.outcome === 'inShadow');
  return {
    hits: [
      ...wrong.map(({ length }) => length > 0),
      phase === 'retraining',
      phase === 'inShadow',
      promoted,
      rollbacks > 0,
    ],
  };
}
