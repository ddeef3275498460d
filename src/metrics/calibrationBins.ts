import { checkInteger, checkOneOf } from '../errors';
import { quantile } from '../stats/quantile';
import { countBelow } from '../stats/ranks';
import { sortedOrder } from '../stats/sortedOrder';
import { checkBinary } from './checkBinary';
import { checkProbabilities } from './checkProbabilities';

/** How confidences are put into bins; see `reliabilityCurve`. */
export type BinScheme = (typeof SCHEMES)[number];

const SCHEMES = ['equalWidth', 'equalWidthLeft', 'equalMass', 'quantile'] as const;

/** Options of all measures of calibration in bins. */
export interface CalibrationOptions {
  /** Default 15 (Guo et al. 2017). */
  readonly bins?: number;
  /**
   * 'equalWidth' (default): (b/B, (b + 1)/B], the first with 0; 'equalWidthLeft': [b/B, (b + 1)/B), the last with 1;
   * 'equalMass': by rank, sizes that differ by 1 at most, equal confidences in their order; 'quantile': between the
   * quantiles i/B of the confidences, so that equal ones stay together.
   */
  readonly scheme?: BinScheme;
}

/** Confidences in bins. */
export interface CalibrationBins {
  /** The bin of each confidence. */
  readonly binOf: Uint32Array;
  readonly counts: readonly number[];
  /** Sum of the confidences of each bin. */
  readonly confidence: readonly number[];
  /** How many of each bin are right. */
  readonly correct: readonly number[];
}

/** Puts confidences into bins and counts what is right in them; checks its arguments. */
export function calibrationBins(
  confidences: ArrayLike<number>,
  correct: ArrayLike<number | boolean>,
  { bins = 15, scheme = 'equalWidth' }: CalibrationOptions = {},
): CalibrationBins {
  const values = checkProbabilities('confidences', confidences);
  const right = checkBinary('correct', correct, values.length, 'confidence');
  checkInteger('bins', bins, 1);
  checkOneOf('scheme', scheme, SCHEMES);
  const binOf = placeInBins[scheme](values, bins);
  const [counts, confidence, hits] = [0, 1, 2].map(() => new Array<number>(bins).fill(0));
  binOf.forEach((bin, i) => {
    counts[bin]++;
    confidence[bin] += values[i];
    hits[bin] += right[i];
  });
  return { binOf, counts, confidence, correct: hits };
}

type Placing = (values: Float64Array, bins: number) => Uint32Array;

const placeInBins: Readonly<Record<BinScheme, Placing>> = {
  equalWidth: (values, bins) => between(values, evenEdges(bins), false),
  equalWidthLeft: (values, bins) => between(values, evenEdges(bins), true),
  quantile: (values, bins) => {
    const sorted = values.slice().sort();
    // percentiles rounded as NumPy rounds them: a value on an edge falls on the same side as in scikit-learn
    const edges = inner(bins, (i) => quantile(sorted, Math.min((i * (1 / bins) * 100) / 100, 1)));
    return between(values, edges, false);
  },
  equalMass: (values, bins) => {
    const [least, larger] = [Math.floor(values.length / bins), values.length % bins];
    const binOf = new Uint32Array(values.length);
    sortedOrder(values).forEach((place, rank) => {
      // the first ones hold one more
      const bin =
        rank < larger * (least + 1)
          ? Math.floor(rank / (least + 1))
          : larger + Math.floor((rank - larger * (least + 1)) / least);
      binOf[place] = bin;
    });
    return binOf;
  },
};

/** The bin of each value: the edges below it, or also those it equals. */
function between(values: Float64Array, edges: readonly number[], orEqual: boolean): Uint32Array {
  return Uint32Array.from(values, (value) => countBelow(edges, value, orEqual));
}

function evenEdges(bins: number): number[] {
  return inner(bins, (i) => i / bins);
}

function inner(bins: number, edge: (i: number) => number): number[] {
  return Array.from({ length: bins - 1 }, (_, i) => edge(i + 1));
}
