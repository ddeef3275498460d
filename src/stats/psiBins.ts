import { checkInteger, checkOneOf } from '../errors';
import { numericSample, type SampleOptions } from './numericSample';
import { quantile } from './quantile';
import { countBelow } from './ranks';

/** How the bins of a reference are cut; see `psiBins`. */
export type BinStrategy = 'auto' | 'quantile' | 'uniform';

/** Options of `psiBins`. */
export interface PsiBinsOptions extends SampleOptions {
  /** How many at most, 1 or more; default 10. */
  readonly bins?: number;
  /** Default 'auto'. */
  readonly strategy?: BinStrategy;
  /** The side on which a bin holds its edge: [a, b) or (a, b]; default 'left'. */
  readonly closed?: 'left' | 'right';
}

/** Bins that belong to a reference. Survive JSON, so that they can be stored with it. */
export interface PsiBins {
  /** Inner edges, ascending: the two outer bins are open and hold whatever lies beyond. */
  readonly edges: readonly number[];
  readonly closed: 'left' | 'right';
  /** Values of the reference in each bin. */
  readonly referenceCounts: readonly number[];
  /** Whether all values of the reference are one: a finding of its own, no distance can be measured against it. */
  readonly constant: boolean;
}

/**
 * Bins for a numeric reference, to count every later sample with (`binCounts`) before `psi` or `jsDivergence` compares them.
 * Separate histograms of two samples hide a shift, and values outside the reference's range are often the drift: so edges are
 * kept, and the outer bins are open.
 *
 * 'quantile' cuts at the linear quantiles i / bins of the reference, each edge once; a value that fills several bins merges them,
 * and two values, such as 0 and 1, may leave a single bin, in which PSI is always 0. 'uniform' cuts its range evenly. 'auto' gives
 * each value its own bin, cut halfway, if there are no more than `bins` different ones, else it cuts at quantiles.
 * @throws {TypeError | RangeError} if the reference is empty, has NaN (unless omitted) or infinite values, or an option is wrong.
 * @example
 * const bins = psiBins(reference);
 * psi(bins.referenceCounts, binCounts(bins, sample));
 */
export function psiBins(
  reference: ArrayLike<number>,
  { bins = 10, strategy = 'auto', closed = 'left', nanPolicy }: PsiBinsOptions = {},
): PsiBins {
  checkInteger('bins', bins, 1);
  checkOneOf('strategy', strategy, Object.keys(cuts) as BinStrategy[]);
  checkOneOf('closed', closed, ['left', 'right']);
  const sorted = numericSample('reference', reference, { nanPolicy, finite: true }).slice().sort();
  const edges = cuts[strategy](sorted, bins);
  const referenceCounts = binCounts({ edges, closed }, sorted);
  return { edges, closed, referenceCounts, constant: sorted[0] === sorted[sorted.length - 1] };
}

/**
 * How many values of a sample lie in each bin, one more than there are edges. Infinite ones lie in the outer bins.
 * @throws {TypeError | RangeError} if the sample is empty or has NaN (unless omitted).
 * @example
 * binCounts({ edges: [0, 1], closed: 'left' }, [-5, 0, 0.5, 9]); // [1, 2, 1]
 */
export function binCounts(
  { edges, closed }: Pick<PsiBins, 'edges' | 'closed'>,
  sample: ArrayLike<number>,
  options: SampleOptions = {},
): number[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (const value of numericSample('sample', sample, options)) counts[countBelow(edges, value, closed === 'left')]++;
  return counts;
}

type Cut = (sorted: Float64Array, bins: number) => number[];

const atQuantiles: Cut = (sorted, bins) =>
  unique(Array.from({ length: bins + 1 }, (_, i) => quantile(sorted, i === bins ? 1 : i * (1 / bins)))).slice(1, -1);

const cuts: Readonly<Record<BinStrategy, Cut>> = {
  auto: (sorted, bins) => {
    const values = unique(sorted, bins + 1);
    return values.length > bins ? atQuantiles(sorted, bins) : values.slice(1).map((v, i) => v / 2 + values[i] / 2);
  },
  quantile: atQuantiles,
  uniform: (sorted, bins) => {
    const step = (sorted[sorted.length - 1] - sorted[0]) / bins;
    return Array.from({ length: bins - 1 }, (_, i) => (i + 1) * step + sorted[0]);
  },
};

/** The different ones of ascending values, `most` at most. */
function unique(sorted: ArrayLike<number>, most = Infinity): number[] {
  const found: number[] = [];
  for (let i = 0; i < sorted.length && found.length < most; i++)
    if (i === 0 || sorted[i] !== sorted[i - 1]) found.push(sorted[i]);
  return found;
}
