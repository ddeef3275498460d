import { cpus } from 'node:os';
import { join } from 'node:path';
import { digits } from '../../src/data/digits/digits';
import { writeFileAtomic } from '../../src/data/files';
import { quarterTurn } from '../../src/experiments/retraining/scannerTask';
import { evaluate } from '../../src/nn/evaluate';
import { fit } from '../../src/nn/fit';
import type { Model } from '../../src/nn/model';
import { imageRows } from '../../src/nn/samples';
import { createRandom, type Random } from '../../src/random';
import { ewc } from '../../src/retraining/learning/ewc';
import { fullTraining } from '../../src/retraining/learning/fullTraining';
import { incrementalTraining } from '../../src/retraining/learning/incrementalTraining';
import { l2ToOld } from '../../src/retraining/learning/l2ToOld';
import { selectSamples, type LabeledSamples } from '../../src/retraining/learning/learnable';
import { lwf } from '../../src/retraining/learning/lwf';
import { partialTraining } from '../../src/retraining/learning/partialTraining';
import { replayTraining } from '../../src/retraining/learning/replayTraining';
import type { LearningStrategy } from '../../src/retraining/learning/strategy';
import type { Interval } from '../../src/stats/interval';
import { tInterval } from '../../src/stats/tInterval';

/**
 * What each strategy forgets: digits come upright, then from a scanner mounted sideways, then upright again. Writes
 * docs/validation/forgetting.{json,md}; `node -r ts-node/register/transpile-only test/validate/forgetting.ts`.
 */
export interface ForgettingRow {
  readonly strategy: string;
  readonly setting: string;
  readonly steps: number;
  /** Accuracy on fresh digits of each concept, mean over seeds with its 95 % t interval. */
  readonly old: Interval;
  readonly present: Interval;
}

/** How large a study is. */
export interface ForgettingSizes {
  readonly seeds: readonly number[];
  readonly train: number;
  readonly today: number;
  readonly buffer: number;
  readonly test: number;
  readonly epochs: number;
}

export const SIZES: ForgettingSizes = { seeds: [1, 2, 3, 4, 5], train: 3000, today: 1000, buffer: 300, test: 1000, epochs: 8 }; // prettier-ignore

const LAMBDAS = [0.4, 10, 100, 1000, 10_000];
const ANCHORS = [0.001, 0.01, 0.1, 1];
const SGD = { kind: 'sgd', momentum: 0.9 } as const;
const SPEC = { architecture: 'mlp', hidden: [64], input: [784], outputs: 10 } as const;

const strategies: readonly { readonly setting: string; readonly strategy: LearningStrategy }[] = [
  { setting: 'from nothing, new samples only', strategy: fullTraining() },
  { setting: 'last layer', strategy: partialTraining() },
  { setting: '', strategy: incrementalTraining() },
  ...LAMBDAS.map((lambda) => ({ setting: `λ ${lambda}, Fisher sampled, mean`, strategy: ewc({ lambda }) })),
  ...ANCHORS.map((lambda) => ({ setting: `λ ${lambda}`, strategy: l2ToOld({ lambda }) })),
  ...[0.5, 0.9].map((alpha) => ({ setting: `α ${alpha}, T 2`, strategy: lwf({ alpha }) })),
  { setting: 'new and old samples', strategy: replayTraining() },
  { setting: 'as many steps as without', strategy: replayTraining({ compute: 'equal' }) },
];

/** The rows of the table; the first is the model before it learns. */
export async function forgettingRows(sizes: ForgettingSizes): Promise<readonly ForgettingRow[]> {
  const worlds = [];
  for (const seed of sizes.seeds) worlds.push(await world(seed, sizes));
  const before = [];
  for (const { model, upright, sideways } of worlds) before.push(await scores(model, upright, sideways));
  const rows = [rowOf('none', 'the champion as it was', 0, before)];
  for (const { strategy, setting } of strategies) {
    const found = [];
    let steps = 0;
    for (const { seed, model, samples, past, upright, sideways } of worlds) {
      const options = { seed, epochs: sizes.epochs, batch: 50, learningRate: 0.02, optimizer: SGD, threads: 1 };
      const learned = await strategy.learn(model, { samples, past }, options);
      steps = learned.report.steps;
      found.push(await scores(learned.model, upright, sideways));
    }
    rows.push(rowOf(strategy.name, setting, steps, found));
  }
  return rows;
}

async function world(seed: number, { train, today, buffer, test }: ForgettingSizes) {
  const random = createRandom(seed);
  const all = draw(train, random.fork('train'), false);
  const { model } = await fit(SPEC, all, { seed, epochs: 8, learningRate: 0.003, threads: 1 });
  return {
    seed,
    model,
    samples: draw(today, random.fork('today'), true),
    past: selectSamples(all, [...Array(buffer).keys()]),
    upright: draw(test, random.fork('upright'), false),
    sideways: draw(test, random.fork('sideways'), true),
  };
}

function draw(count: number, random: Random, sideways: boolean): LabeledSamples {
  const drawn = digits(count, { random });
  const inputs = imageRows(sideways ? quarterTurn(drawn.images) : drawn.images, { mean: 0.13, deviation: 0.3 });
  return { inputs, labels: drawn.labels };
}

async function scores(model: Model, upright: LabeledSamples, sideways: LabeledSamples) {
  const share = async (samples: LabeledSamples) => (await evaluate(model, samples, { threads: 1 })).accuracy!;
  return { old: await share(upright), present: await share(sideways) };
}

function rowOf(
  strategy: string,
  setting: string,
  steps: number,
  found: readonly { old: number; present: number }[],
): ForgettingRow {
  const over = (of: 'old' | 'present') => tInterval(found.map((one) => one[of]));
  return { strategy, setting, steps, old: over('old'), present: over('present') };
}

function page(rows: readonly ForgettingRow[], { seeds, train, today, buffer, test, epochs }: ForgettingSizes): string {
  const shown = ({ estimate, low, high }: Interval) =>
    `${estimate.toFixed(3)} | ${low.toFixed(3)} to ${Math.min(1, high).toFixed(3)}`;
  const lines = rows.map(({ strategy, setting, steps, old, present }) => `| ${strategy} | ${setting} | ${steps} | ${shown(old)} | ${shown(present)} |`); // prettier-ignore
  return `# What each strategy forgets

Synthetic digits come upright, then from a scanner that is mounted sideways, then upright again. A network with one hidden layer of 64 units has
learnt ${train} upright digits; each strategy goes on with ${today} sideways ones, ${epochs} epochs of stochastic gradient descent at one
rate, the same for all. EWC and both kinds of replay have ${buffer} old digits besides. Accuracy on ${test} fresh digits of each kind: "old" is what comes
back. Means over ${seeds.length} seeds with 95 % t intervals.

λ of EWC means nothing without the scale of the Fisher information (here the mean over samples of the squared gradient of the log loss, labels drawn from
the model): its default 0.4 keeps a little more than plain incremental training does, a hundred times as much is where it pays. Where two rows have learnt the present equally well, compare
what they keep. LwF asks the old model about the new samples: where that is sure and wrong about them, as here, it keeps the old by
not learning the new. Replay needs old samples, and a rule for erasing them.

| strategy | setting | steps | old | | present | |
| --- | --- | ---: | ---: | --- | ---: | --- |
${lines.join('\n')}
`;
}

async function main(folder: string): Promise<void> {
  const rows = await forgettingRows(SIZES);
  const machine = `${cpus().length} × ${cpus()[0].model}`;
  const about = { ...SIZES, machine, node: process.version };
  await writeFileAtomic(join(folder, 'forgetting.json'), `${JSON.stringify({ ...about, rows }, null, 2)}\n`);
  await writeFileAtomic(join(folder, 'forgetting.md'), page(rows, SIZES));
}

if (require.main === module) void main(process.argv[2] ?? join(__dirname, '../../docs/validation'));
