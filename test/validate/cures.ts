import { matrix, row } from '../../src/matrix';
import type { Random } from '../../src/random';
import { chooseCure } from '../../src/retraining/learning/chooseCure';
import { curesOf } from '../../src/retraining/learning/cures';
import { fullTraining } from '../../src/retraining/learning/fullTraining';
import type { LabeledSamples } from '../../src/retraining/learning/learnable';
import { ownLearner, ownModel } from '../../src/retraining/learning/ownLearner';
import { logistic } from '../retraining/learning/own';
import type { Cell, ValidationTable } from './cell';

const N = 2000;
const COLUMNS = 5;
const RUNS = 300;

/** What happened to the data since the model was trained. */
interface Change {
  /** Share of the second class; 0.5 before. */
  readonly share?: number;
  /** Degrees by which the boundary between the classes has turned. */
  readonly turn?: number;
}

interface Case {
  readonly name: string;
  readonly change: Change;
  readonly right: readonly string[];
}

const PRIOR = ['priorCorrection', 'intercept'];

const cases: readonly Case[] = [
  { name: 'no drift', change: {}, right: ['none'] },
  { name: 'prior shift, 50 to 65 %', change: { share: 0.65 }, right: PRIOR },
  { name: 'prior shift, 50 to 90 %', change: { share: 0.9 }, right: PRIOR },
  { name: 'concept, boundary turned by 30°', change: { turn: 30 }, right: ['full'] },
  { name: 'concept, boundary turned by 90°', change: { turn: 90 }, right: ['full'] },
  { name: 'concept and prior, 30° and 80 %', change: { turn: 30, share: 0.8 }, right: ['full'] },
];

/** Whether `chooseCure` finds what is wrong. */
export const cures: ValidationTable = {
  name: 'cures',
  title: 'The right cure: the cheapest that suffices',
  text: `Two normal classes in ${COLUMNS} dimensions, their means 1.6 standard deviations apart. A logistic regression (a user's own model) learns
${N} samples, is asked about ${N} others of the same kind, and then there are ${N} labelled samples of today: chooseCure among none, prior correction, intercept,
recalibration and a full training, at alpha 0.05, in five folds. A cure is right if it is the cheapest that makes predictions right again: none
without drift, prior correction or intercept after a prior shift, training when the concept has changed.`,
  cells: cases.map(cellOf),
};

function cellOf({ name, change, right }: Case): Cell {
  return {
    name,
    runs: RUNS,
    promises: [{ event: right.join(' or '), kind: 'at least', probability: 0.9 }],
    run: async (random) => ({ hits: [right.includes(await chosen(random, change))] }),
  };
}

async function chosen(random: Random, change: Change): Promise<string> {
  const learner = ownLearner(logistic);
  const options = { seed: random.integer(2 ** 32) };
  const model = ownModel(await logistic.train(draw(random), undefined, options), 2);
  const built = await curesOf(model, { learner, past: draw(random), strategies: [fullTraining(learner)], options });
  return (await chooseCure(built, draw(random, change), { random })).cure;
}

/** Normal points; the mean of the second class lies to the right, turned in the plane of the first two axes. */
function draw(random: Random, { share = 0.5, turn = 0 }: Change = {}): LabeledSamples {
  const angle = (turn * Math.PI) / 180;
  const inputs = matrix(new Float32Array(N * COLUMNS), N, COLUMNS);
  const labels = Array.from({ length: N }, () => Number(random.uniform() < share));
  labels.forEach((label, i) => {
    const own = row(inputs, i);
    own.forEach((_, j) => (own[j] = random.normal()));
    const side = label ? 0.8 : -0.8;
    own[0] += side * Math.cos(angle);
    own[1] += side * Math.sin(angle);
  });
  return { inputs, labels };
}
