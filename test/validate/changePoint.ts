import type { Random } from '../../src/random';
import { changePoint, type ChangePointOptions } from '../../src/retraining/explaining/changePoint';
import type { Cell, ValidationTable } from './cell';

const LENGTH = 500;
const EDGE = 25;
const RUNS = 1000;

/** A value of the series, before the change or after it. */
type Law = (after: boolean, noise: number, random: Random) => number;

interface Series {
  readonly name: string;
  readonly law: Law;
  /** Samples within which half of the estimates or more should lie. */
  readonly median: number;
  /** About nine of ten. */
  readonly most: number;
  /** Values over which the change is spread; default 0. */
  readonly width?: number;
  /** Autocorrelation of the noise; default 0. */
  readonly kept?: number;
  readonly options?: ChangePointOptions;
  /** Whether the law is one that the interval is promised for; default true. */
  readonly promised?: boolean;
}

const moved = (shift: number): Law => (after, noise) => noise + (after ? shift : 0); // prettier-ignore
const spread = (scale: number): Law => (after, noise) => noise * (after ? scale : 1); // prettier-ignore
const rate = (before: number, later: number): Law => (after, _, random) => Number(random.uniform() < (after ? later : before)); // prettier-ignore

/** Student's t with three degrees of freedom. */
const heavy: Law = (after, noise, random) => {
  const square = [0, 0, 0].reduce((sum) => sum + random.normal() ** 2, 0);
  return noise / Math.sqrt(square / 3) + (after ? 1.5 : 0);
};

const SERIES: readonly Series[] = [
  { name: 'mean + 0.5', law: moved(0.5), median: 8, most: 50 },
  { name: 'mean + 1', law: moved(1), median: 2, most: 8 },
  { name: 'mean + 2', law: moved(2), median: 1, most: 3 },
  { name: 'mean + 1, normal law', law: moved(1), median: 2, most: 8, options: { law: 'normal' } },
  { name: 'spread × 1.5', law: spread(1.5), median: 7, most: 40 },
  { name: 'spread × 2', law: spread(2), median: 2, most: 9 },
  { name: 'errors 10 to 20 %', law: rate(0.1, 0.2), median: 33, most: 190 },
  { name: 'errors 10 to 30 %', law: rate(0.1, 0.3), median: 8, most: 45 },
  { name: 'errors 10 to 50 %', law: rate(0.1, 0.5), median: 2, most: 9 },
  { name: "mean + 1.5, Student's t with 3", law: heavy, median: 2, most: 8, promised: false },
  { name: 'mean + 1.5, autocorrelation 0.5', law: moved(1.5), median: 3, most: 12, kept: 0.5, promised: false },
  { name: 'mean + 2, over 100 values', law: moved(2), median: 14, most: 32, width: 100, promised: false },
];

/** Change points. */
export const changePoints: ValidationTable = {
  name: 'change-point',
  title: 'When it changed: error and coverage',
  text: `\`changePoint\` of ${LENGTH} values that change once, at a time uniform in [${EDGE}, ${LENGTH - EDGE}], whatever the Bayes factor says. "error ≤ k
samples" with a promise of at least 0.5 is a median error of at most k. A change over 100 values is dated against its middle. The interval
is promised for independent values whose normal scores (or which themselves) are normal, and a sudden change; the other lines are only measured. Without a change, P(Bayes factor ≥ 20) ≤ 1/20 by Markov's inequality.`,
  cells: [...SERIES.map(changed), ...[0, 0.5].map(unchanged)],
};

function changed({ name, law, median, most, width = 0, kept = 0, options, promised = true }: Series): Cell {
  return {
    name: `change: ${name}`,
    runs: RUNS,
    promises: [
      { event: 'the 90 % interval holds the change', kind: promised ? 'at least' : 'nothing', probability: promised ? 0.9 : 0 }, // prettier-ignore
      { event: `error ≤ ${median} samples`, kind: 'at least', probability: 0.5 },
      { event: `error ≤ ${most} samples`, kind: 'nothing', probability: 0 },
      { event: 'Bayes factor ≥ 20', kind: 'nothing', probability: 0 },
    ],
    run: (random) => {
      const change = EDGE + random.integer(LENGTH - 2 * EDGE + 1);
      const starts = change - width / 2;
      const after = (i: number) => (width > 0 ? random.uniform() < (i - starts) / width : i >= change);
      const found = changePoint(drawSeries(law, after, kept, random), options);
      const error = Math.abs(found.estimate - change);
      const held = found.low <= change && change <= found.high;
      return Promise.resolve({ hits: [held, error <= median, error <= most, found.logBayesFactor >= Math.log(20)] }); // prettier-ignore
    },
  };
}

function unchanged(kept: number): Cell {
  return {
    name: `no change, autocorrelation ${kept}`,
    runs: RUNS,
    promises: [{ event: 'Bayes factor ≥ 20', kind: kept > 0 ? 'nothing' : 'at most', probability: 0.05 }],
    run: (random) => {
      const { logBayesFactor } = changePoint(drawSeries(moved(0), () => false, kept, random));
      return Promise.resolve({ hits: [logBayesFactor >= Math.log(20)] });
    },
  };
}

/** Noise with standard deviation 1 keeps a part of what it was. */
function drawSeries(law: Law, after: (i: number) => boolean, kept: number, random: Random): number[] {
  let noise = random.normal();
  return Array.from({ length: LENGTH }, (_, i) => {
    if (i > 0) noise = kept * noise + Math.sqrt(1 - kept ** 2) * random.normal();
    return law(after(i), noise, random);
  });
}
