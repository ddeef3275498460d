import { psiBins } from '../../stats/psiBins';
import { countBelow } from '../../stats/ranks';

/** A column of both windows in bins of the reference. */
export interface BinnedColumn {
  /** Of each row, the reference's first. */
  readonly bins: Uint8Array;
  readonly reference: readonly number[];
  readonly sample: readonly number[];
  /** Bins that hold anything, less one. */
  readonly freedom: number;
}

const MOST_BINS = 10;

/** Counts in at most ten bins cut at quantiles of the reference, ends open; below, at and above a constant. */
export function binnedColumn(reference: Float64Array, sample: Float64Array): BinnedColumn {
  const { edges, constant } = psiBins(reference, { bins: MOST_BINS });
  const place = constant ? (value: number) => 1 + Math.sign(value - reference[0]) : (value: number) => countBelow(edges, value, true); // prettier-ignore
  const bins = new Uint8Array(reference.length + sample.length);
  reference.forEach((value, i) => (bins[i] = place(value)));
  sample.forEach((value, i) => (bins[reference.length + i] = place(value)));
  const counts = [bins.subarray(0, reference.length), bins.subarray(reference.length)].map(countsOf);
  const full = counts[0].map((count, bin) => count + counts[1][bin] > 0);
  const [first, second] = counts.map((own) => own.filter((_, bin) => full[bin]));
  return { bins, reference: first, sample: second, freedom: first.length - 1 };
}

function countsOf(bins: Uint8Array): number[] {
  const counts = new Array<number>(MOST_BINS).fill(0);
  for (const bin of bins) counts[bin]++;
  return counts;
}

// beyond so many steps a part of the pairs of columns stands for all
const MOST_STEPS = 1e7;

/**
 * Σ of the mean square contingency φ² over all pairs of columns, less what chance makes of it. Where columns are dependent, their χ²
 * statistics vary together: the variance of their sum is 2·Σ freedom + 4·Σ φ².
 */
export function sharedContingency(columns: readonly BinnedColumn[]): number {
  const pairs = (columns.length * (columns.length - 1)) / 2;
  if (pairs === 0) return 0;
  const rows = columns[0].bins.length;
  const stride = Math.ceil((pairs * rows) / MOST_STEPS);
  let [sum, seen, index] = [0, 0, 0];
  for (let j = 0; j < columns.length; j++)
    for (let k = 0; k < j; k++)
      if (index++ % stride === 0) {
        sum += contingency(columns[j], columns[k]);
        seen++;
      }
  return Math.max(0, (sum * pairs) / seen);
}

function contingency(one: BinnedColumn, other: BinnedColumn): number {
  const rows = one.bins.length;
  const joint = new Float64Array(MOST_BINS * MOST_BINS);
  for (let i = 0; i < rows; i++) joint[one.bins[i] * MOST_BINS + other.bins[i]]++;
  const [first, second] = [countsOf(one.bins), countsOf(other.bins)];
  let sum = 0;
  for (let a = 0; a < MOST_BINS; a++)
    for (let b = 0; b < MOST_BINS; b++)
      if (joint[a * MOST_BINS + b] > 0) sum += joint[a * MOST_BINS + b] ** 2 / (first[a] * second[b]);
  return sum - 1 - (one.freedom * other.freedom) / rows;
}
