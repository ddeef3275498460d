import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { writeFileAtomic } from '../../src/data/files';
import { inParallel } from '../../src/data/inParallel';
import type { LabeledSplits } from '../../src/data/labeledImages';
import { medicalStandIns, medicalStandInSplits, type MedicalStandInName } from '../../src/data/standins/medicalStandIn';
import { listModels } from '../../src/nn/zoo/listModels';
import { forget, makeModel, nameOf, zooPath, type Made, type Task } from './makeModel';
import { zooPage } from './page';
import type { RealRecord } from './realRecord';
import { recipes } from './recipes';

/** What of the zoo is made again. */
export interface ZooOptions {
  /** Parts of names of data sets and architectures; default all. */
  readonly words?: readonly string[];
  /** Whether models that came out otherwise replace those that are there. Default false. */
  readonly write?: boolean;
}

const THREADS = 2;
const SECONDS = 1000;

/**
 * Makes models of the zoo again and compares them with what is committed.
 * @throws if one of them is clearly another model.
 */
export async function makeZoo({ words = [], write = false }: ZooOptions = {}): Promise<void> {
  const tasks = chosen(words);
  const say = clock(tasks);
  const made: Made[] = [];
  const seconds: Record<string, number> = {};
  const splits = remembered();
  await inParallel(
    tasks,
    async (task) => {
      const images = splits(task.dataset as MedicalStandInName);
      const start = performance.now();
      const one = await makeModel(task, images, write);
      seconds[nameOf(task)] = Math.round((performance.now() - start) / SECONDS);
      made.push(one);
      say(task, one);
    },
    THREADS,
  );
  await finish(made, seconds, write);
}

/**
 * Words for data sets and words for architectures both narrow the choice.
 * @throws {RangeError} if a word is part of no name.
 */
function chosen(words: readonly string[]): readonly Task[] {
  const sets: readonly string[] = medicalStandIns;
  const kinds: readonly string[] = recipes.map(({ network }) => network.architecture);
  const within = (name: string, word: string): boolean => name.toLowerCase().includes(word.toLowerCase());
  const unknown = words.find((word) => ![...sets, ...kinds].some((name) => within(name, word)));
  if (unknown !== undefined)
    throw new RangeError(`no model is called ${unknown}: expected parts of ${[...sets, ...kinds].join(', ')}`);
  const picked = (names: readonly string[]): string[] => {
    const own = words.filter((word) => names.some((name) => within(name, word)));
    return names.filter((name) => own.length === 0 || own.some((word) => within(name, word)));
  };
  const chosenKinds = picked(kinds);
  return picked(sets).flatMap((dataset) =>
    recipes
      .filter(({ network }) => chosenKinds.includes(network.architecture))
      .map((recipe): Task => ({ dataset, recipe })),
  );
}

/** Says what was made, and how much longer the rest takes. */
function clock(tasks: readonly Task[]): (task: Task, made: Made) => void {
  const start = performance.now();
  const total = tasks.reduce((sum, { recipe }) => sum + recipe.cost, 0);
  let [done, count] = [0, 0];
  return (task, { card, outcome, before }) => {
    done += task.recipe.cost;
    count++;
    const left = ((performance.now() - start) * (total - done)) / done / SECONDS / 60;
    // the first, cheap models say little about the rest
    const end = done < total && done > total / 20 ? `; about ${Math.ceil(left)} min left` : '';
    const was = outcome === 'same' || outcome === 'new' ? '' : `, was ${before}`;
    console.log(`[${count}/${tasks.length}] ${nameOf(task)}: ${outcome}, accuracy ${card.test.accuracy}${was}${end}`);
  };
}

/** Models of one set are trained one after the other: the images of the last two sets are kept. */
function remembered(): (name: MedicalStandInName) => LabeledSplits {
  const kept = new Map<MedicalStandInName, LabeledSplits>();
  return (name) => {
    const splits = kept.get(name) ?? medicalStandInSplits(name);
    kept.set(name, splits);
    if (kept.size > THREADS) kept.delete([...kept.keys()][0]);
    return splits;
  };
}

async function finish(made: readonly Made[], seconds: Record<string, number>, write: boolean): Promise<void> {
  const count = (outcome: Made['outcome']): number => made.filter((one) => one.outcome === outcome).length;
  if (write || count('new') > 0) await writePages(seconds);
  for (const { card } of made) await forget(card.name);
  const counts = (['same', 'close', 'new', 'different'] as const).map((outcome) => `${count(outcome)} ${outcome}`);
  console.log(`models/zoo: ${counts.join(', ')}`);
  if (count('different') > 0 && !write)
    throw new Error('models/zoo holds other models than these: keep them, or write the new ones with --write');
}

/** The page of the zoo, and the times that its models took: these differ from run to run and stand apart. */
async function writePages(seconds: Record<string, number>): Promise<void> {
  const path = join(zooPath, 'times.json');
  const old = await readFile(path, 'utf8').catch(() => '{}');
  const { models = {} } = JSON.parse(old) as { models?: Record<string, number> };
  const times = { machine: `${cpus()[0]?.model}, ${cpus().length} cores`, unit: 'seconds, two models at a time', models: { ...models, ...seconds } }; // prettier-ignore
  await writeFileAtomic(path, `${JSON.stringify(times, undefined, 1)}\n`);
  const { records } = JSON.parse(await readFile(join(zooPath, 'real-sets.json'), 'utf8')) as { records: RealRecord[] };
  await writeFileAtomic(join(zooPath, 'README.md'), zooPage(await listModels({ folder: zooPath }), records));
}
