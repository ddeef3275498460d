import { calibrationBins } from '../../src/metrics/calibrationBins';
import { calibrationError } from '../../src/metrics/calibrationError';
import { equalizedOdds, type EqualizedOdds } from '../../src/metrics/equalizedOdds';
import type { GapOptions } from '../../src/metrics/rateGaps';
import type { Random } from '../../src/random';
import type { Cell, ValidationTable } from './cell';

const RUNS = 1000;

/** Groups of samples with their rates; the first one is the reference. */
interface Population {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly rates: readonly number[];
}

const populations: readonly Population[] = [
  { name: 'two groups of 50, rates 0.5', sizes: [50, 50], rates: [0.5, 0.5] },
  { name: 'two groups of 200 and 20, rates 0.9', sizes: [200, 20], rates: [0.9, 0.9] },
  { name: 'two groups of 100, rates 0.8 and 0.7', sizes: [100, 100], rates: [0.8, 0.7] },
  { name: 'two groups of 500 and 60, rates 0.97 and 0.9', sizes: [500, 60], rates: [0.97, 0.9] },
  { name: 'two groups of 20, rates 0.2 and 0.6', sizes: [20, 20], rates: [0.2, 0.6] },
  { name: 'five groups of 100, rates 0.8', sizes: [100, 100, 100, 100, 100], rates: [0.8, 0.8, 0.8, 0.8, 0.8] },
  {
    name: 'five groups of 100, rates 0.8, one 0.6',
    sizes: [100, 100, 100, 100, 100],
    rates: [0.8, 0.6, 0.8, 0.8, 0.8],
  },
];

const calibrations: readonly { name: string; rate: (confidence: number) => number }[] = [
  { name: 'calibrated', rate: (confidence) => confidence },
  { name: 'overconfident by 0.02', rate: (confidence) => confidence - 0.02 },
  { name: 'overconfident by 0.1', rate: (confidence) => confidence - 0.1 },
];

/** Intervals of fairness gaps and of calibration errors. */
export const fairness: ValidationTable = {
  name: 'metrics-coverage',
  title: 'Coverage of the intervals of fairness gaps and calibration errors',
  text: `How often a 95 % interval holds the figure of the population. Fairness: true-positive rates of groups, whose
sizes count their positives, against the first group; the bound is the one-sided one of the largest gap of all
groups. Counts are whole numbers, so with few samples coverage is not the same at all rates: 20 against 20 hold the
bound in 0.94 of 10,000 runs. Calibration: the expected calibration error in 15 bins, of confidences between 0.6 and
1; its interval is wider than it needs to be away from 0.`,
  cells: [
    ...populations.map(gapCell),
    ...[200, 1000].flatMap((n) => calibrations.map(({ name, rate }) => calibrationCell(name, rate, n))),
  ],
};

function gapCell({ name, sizes, rates }: Population): Cell {
  const gap = rates[1] - rates[0];
  const largest = Math.max(...rates.map((rate) => Math.abs(rate - rates[0])));
  return {
    name,
    runs: RUNS,
    promises: [
      { event: `the interval holds ${round(gap)}`, kind: 'at least', probability: 0.95 },
      { event: `the bound is ${round(largest)} or more`, kind: 'at least', probability: 0.95 },
    ],
    run: (random) => {
      const { truePositiveRate, largest: found } = drawnOdds(sizes, rates, random, { reference: 0 });
      const { low, high } = truePositiveRate.groups[0].gap!;
      return Promise.resolve({ hits: [low <= gap && gap <= high, found!.bound >= largest] });
    },
  };
}

/** Only positives: predictions of group g are 1 at its rate. */
function drawnOdds(
  sizes: readonly number[],
  rates: readonly number[],
  random: Random,
  options: GapOptions,
): EqualizedOdds {
  const groups = sizes.flatMap((size, group) => new Array<number>(size).fill(group));
  const predictions = groups.map((group) => Number(random.uniform() < rates[group]));
  return equalizedOdds(
    predictions,
    groups.map(() => 1),
    groups,
    options,
  );
}

function calibrationCell(name: string, rate: (confidence: number) => number, n: number): Cell {
  return {
    name: `${name}, ${n} samples`,
    runs: RUNS,
    promises: [
      { event: 'the interval holds the error of the population', kind: 'at least', probability: 0.95 },
      ...(name === 'calibrated' ? [{ event: 'p ≤ 0.05', kind: 'at most', probability: 0.05 } as const] : []),
    ],
    run: (random) => {
      const confidences = Array.from({ length: n }, () => 1 - 0.4 * random.uniform() ** 2);
      const correct = confidences.map((confidence) => random.uniform() < rate(confidence));
      const truth = errorOfPopulation(confidences, rate);
      const { debiased, pValue } = calibrationError(confidences, correct, { random, resamples: 199 });
      const held = debiased.low <= truth + 1e-12 && truth <= debiased.high;
      return Promise.resolve({ hits: name === 'calibrated' ? [held, pValue <= 0.05] : [held] });
    },
  };
}

/** Σ over bins of |expected right − confidence| / n. */
function errorOfPopulation(confidences: readonly number[], rate: (confidence: number) => number): number {
  const { binOf, counts } = calibrationBins(
    confidences,
    confidences.map(() => 0),
  );
  const gaps = counts.map(() => 0);
  confidences.forEach((confidence, i) => (gaps[binOf[i]] += rate(confidence) - confidence));
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / confidences.length;
}

function round(value: number): number {
  return Number(value.toFixed(3));
}
