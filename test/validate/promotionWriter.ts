import { appendFileSync } from 'node:fs';
import { matrix, type Matrix } from '../../src/matrix';
import { createRandom, type Random } from '../../src/random';
import { openStore, type Store } from '../../src/registry/openStore';
import { deployFirst } from '../../src/retraining/deployment/deployFirst';
import { contestantsOf, judgeVersion, versionNumber } from '../../src/retraining/deployment/judgeVersion';
import { promote } from '../../src/retraining/deployment/promote';
import { rollBack } from '../../src/retraining/deployment/rollBack';
import { judgingPlan } from '../../src/retraining/judging/judgingPlan';
import { logisticRegression, logOdds, type LogisticModel } from '../../src/stats/logisticRegression';

export const MODEL = 'm';

/** What a writer says once something has been done. */
export interface Done {
  readonly what: 'registered' | 'verdict' | 'promoted' | 'rolled back';
  /** The version that is meant. */
  readonly version: number;
  /** In the log, of a verdict. */
  readonly position?: number;
}

const COLUMNS = 6;
const plan = judgingPlan({ critical: ['overall'], approval: 'automatic', resamples: 100 });

/** Samples whose labels follow the sum of their numbers, with noise. */
function samples(count: number, random: Random): { readonly x: Matrix; readonly labels: Int32Array } {
  const x = matrix(
    Float64Array.from({ length: count * COLUMNS }, () => random.normal()),
    count,
    COLUMNS,
  );
  const labels = Int32Array.from({ length: count }, (_, i) => {
    const sum = x.values.subarray(i * COLUMNS, (i + 1) * COLUMNS).reduce((total, value) => total + value, 0);
    return Number(sum + 0.3 * random.normal() > 0);
  });
  return { x, labels };
}

/** The model that a version's file holds. */
export async function openVersion(store: Store, version: number | string): Promise<LogisticModel> {
  const { 'model.json': bytes } = await store.models.files(MODEL, version);
  const { coefficients, intercept } = JSON.parse(bytes.toString()) as { coefficients: number[]; intercept: number };
  return { coefficients: Float64Array.from(coefficients), intercept };
}

async function train(store: Store, count: number, random: Random): Promise<number> {
  const { x, labels } = samples(count, random);
  const { coefficients, intercept } = logisticRegression(x, labels);
  const { sha256 } = await store.artifacts.putJson({ coefficients: [...coefficients], intercept });
  const parent = store.models.current(MODEL);
  return store.models.register(MODEL, {
    artifacts: { 'model.json': sha256 },
    parents: parent === null ? [] : [{ model: MODEL, version: parent }],
    dataset: `${count} samples`,
    card: { use: 'crash tests' },
  }).version;
}

async function judgeOn(store: Store, version: number, random: Random) {
  const { x, labels } = samples(1000, random);
  const { challenger, approved } = contestantsOf(store, MODEL, version);
  const answers: Record<string, number[]> = {};
  for (const name of [challenger, ...approved]) {
    const odds = logOdds(x, await openVersion(store, versionNumber(name)));
    answers[name] = Array.from(odds, (value) => Number(value > 0));
  }
  return judgeVersion(store, MODEL, version, { labels, answers }, plan);
}

/** Trains, judges, promotes and rolls back until it is killed, or `rounds` times. */
async function main([path, said, seed, rounds]: readonly string[]): Promise<void> {
  const store = openStore(path, { clock: Date.now });
  const random = createRandom(Number(seed));
  const say = (done: Done) => appendFileSync(said, `${JSON.stringify(done)}\n`);
  if (store.models.current(MODEL) === null) {
    const because = 'the first one';
    await deployFirst(store, MODEL, await train(store, 12, random), { because, approvalRule: 'automatic' });
  }
  for (let i = 0; i < Number(rounds); i++) {
    const version = await train(store, i % 3 === 2 ? 12 : 400, random);
    say({ what: 'registered', version });
    const { position } = await judgeOn(store, version, random);
    say({ what: 'verdict', version, position });
    if ((await promote(store, position)).outcome === 'promoted') say({ what: 'promoted', version });
    const back = await rollBack(store, MODEL, { because: 'to try the next one', expected: version });
    if (back.outcome === 'restored') say({ what: 'rolled back', version });
  }
  store.close();
}

if (require.main === module) void main(process.argv.slice(2));
