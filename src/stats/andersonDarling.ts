import { checkInteger, checkOneOf } from '../errors';
import { permutation, type Random } from '../random';
import { andersonDarlingTable } from './andersonDarlingTable';
import { numericSample, numericSamples, type SampleOptions } from './numericSample';
import { sortedOrder } from './sortedOrder';
import type { TestResult } from './testResult';

const VARIANTS = ['midrank', 'right', 'continuous'] as const;
const METHODS = ['table', 'permutation'] as const;

/**
 * How ties enter: mid-ranks (Scholz & Stephens 1987, eq. 7), right-continuous distribution functions (eq. 6), or not at
 * all (eq. 3).
 */
export type AndersonDarlingVariant = (typeof VARIANTS)[number];

/** Options of `andersonDarling`. */
export interface AndersonDarlingOptions extends SampleOptions {
  /** Default 'midrank'. */
  readonly variant?: AndersonDarlingVariant;
  /** Default 'table': interpolated in the critical values, between 0.001 and 0.25. 'permutation' needs `random`. */
  readonly method?: (typeof METHODS)[number];
  readonly random?: Random;
  /** Default 999. */
  readonly permutations?: number;
}

/** Outcome of the Anderson–Darling test. */
export interface AndersonDarlingResult extends TestResult {
  /** The statistic is below the table: the p value is above 0.25, which is what is given. */
  readonly pValueCapped: boolean;
  /** The statistic is beyond the table: the p value is below 0.001, which is what is given. */
  readonly pValueFloored: boolean;
}

/**
 * Two-sample Anderson–Darling test: `andersonDarlingSamples` of a reference and a sample. It weighs the tails more than
 * `kolmogorovSmirnov`.
 * @throws as `andersonDarlingSamples` does.
 * @example
 * andersonDarling([1, 2, 3, 4], [5, 6, 7, 9]).pValue; // 0.0105…
 */
export function andersonDarling(
  reference: ArrayLike<number>,
  sample: ArrayLike<number>,
  options: AndersonDarlingOptions = {},
): AndersonDarlingResult {
  const { nanPolicy } = options;
  const checked = [
    numericSample('reference', reference, { nanPolicy }),
    numericSample('sample', sample, { nanPolicy }),
  ];
  return andersonDarlingSamples(checked, options);
}

/**
 * k-sample Anderson–Darling test (Scholz & Stephens 1987). The statistic is A² less its mean k − 1, over its standard
 * deviation. Null: all values are independent draws from one distribution. The table's p value is approximate and kept
 * within [0.001, 0.25]; by permutation it is (1 + b) / (1 + B), which has the level whatever the sizes and ties.
 * @throws {TypeError | RangeError} if there are fewer than two samples, one is empty, all values together are fewer
 * than 4 or equal, values are NaN (unless `nanPolicy` is 'omit'), or `random` is missing for permutations.
 * @example
 * andersonDarlingSamples([[1, 2, 3], [2, 4, 6], [7, 8, 9]], { method: 'permutation', random: createRandom(1) }).pValue;
 */
export function andersonDarlingSamples(
  samples: readonly ArrayLike<number>[],
  { variant = 'midrank', method = 'table', random, permutations = 999, nanPolicy }: AndersonDarlingOptions = {},
): AndersonDarlingResult {
  checkOneOf('variant', variant, VARIANTS);
  checkOneOf('method', method, METHODS);
  const pooled = pool(numericSamples(samples, { nanPolicy }));
  const squared = sumOfDistances(pooled, pooled.labels, variant);
  const between = pooled.sizes.length - 1;
  const statistic = (squared - between) / Math.sqrt(variance(pooled));
  const name = `${pooled.sizes.length}-sample Anderson–Darling, ${variant}`;
  if (method === 'table') return { statistic, ...andersonDarlingTable(statistic, between), method: `${name}, table` };
  if (!random) throw new TypeError('invalid random: expected a Random for method permutation, got none');
  checkInteger('permutations', permutations, 1);
  const pValue = permute(pooled, squared, variant, permutations, random);
  const how = `${name}, ${permutations} permutations`;
  return { statistic, pValue, pValueCapped: false, pValueFloored: false, method: how };
}

/** All values together: where each comes from, in ascending order, and where ties end. */
interface Pooled {
  readonly labels: Uint32Array;
  readonly ends: Uint32Array;
  readonly sizes: readonly number[];
}

function pool(samples: readonly Float64Array[]): Pooled {
  const total = samples.reduce((sum, { length }) => sum + length, 0);
  if (total < 4) throw new RangeError(`invalid samples: expected at least 4 values in all, got ${total}`);
  const values = new Float64Array(total);
  const labels = new Uint32Array(total);
  let start = 0;
  samples.forEach((sample, label) => {
    values.set(sample, start);
    labels.fill(label, start, (start += sample.length));
  });
  const order = sortedOrder(values);
  const places = Uint32Array.from({ length: total }, (_, i) => i + 1);
  const ends = places.filter((end) => end === total || values[order[end - 1]] !== values[order[end]]);
  if (ends.length < 2) throw new RangeError('invalid samples: expected at least two distinct values, got one');
  return { labels: labels.map((_, i) => labels[order[i]]), ends, sizes: samples.map(({ length }) => length) };
}

/** A² of the samples that the labels tell apart. */
function sumOfDistances({ ends, sizes }: Pooled, labels: Uint32Array, variant: AndersonDarlingVariant): number {
  const total = labels.length;
  const counts = new Float64Array(sizes.length);
  const before = new Float64Array(sizes.length);
  let sum = 0;
  let start = 0;
  for (const end of ends) {
    before.set(counts);
    for (let i = start; i < end; i++) counts[labels[i]]++;
    if (variant === 'midrank') {
      const tie = end - start;
      const place = start + tie / 2;
      const weight = tie / (place * (total - place) - (total * tie) / 4);
      sum += weight * spread(before, counts, place, total, sizes);
    } else if (variant === 'right') {
      if (end < total) sum += ((end - start) / (end * (total - end))) * spread(counts, counts, end, total, sizes);
    } else {
      for (let place = start + 1; place <= Math.min(end, total - 1); place++)
        sum += spread(counts, counts, place, total, sizes) / (place * (total - place));
    }
    start = end;
  }
  return (sum / total) * (variant === 'midrank' ? (total - 1) / total : 1);
}

/** Σ (N·Mᵢ − place·nᵢ)² / nᵢ, where Mᵢ is the mean of two counts. */
function spread(low: Float64Array, high: Float64Array, place: number, total: number, sizes: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < sizes.length; i++) {
    const distance = (total * (low[i] + high[i])) / 2 - place * sizes[i];
    sum += (distance * distance) / sizes[i];
  }
  return sum;
}

/** The variance of A² under the null without ties (Scholz & Stephens 1987, eq. 4). */
function variance({ sizes, labels: { length: total } }: Pooled): number {
  const k = sizes.length;
  const inverse = sizes.reduce((sum, size) => sum + 1 / size, 0);
  let partial = 0;
  let g = 0;
  for (let i = total - 1; i > 1; i--) {
    partial += 1 / i;
    g += partial / (total + 1 - i);
  }
  const h = partial + 1;
  const a = (4 * g - 6) * (k - 1) + (10 - 6 * g) * inverse;
  const b = (2 * g - 4) * k * k + 8 * h * k + (2 * g - 14 * h - 4) * inverse - 8 * h + 4 * g - 6;
  const c = (6 * h + 2 * g - 2) * k * k + (4 * h - 4 * g + 6) * k + (2 * h - 6) * inverse + 4 * h;
  const d = (2 * h + 6) * k * k - 4 * h * k;
  return (a * total ** 3 + b * total ** 2 + c * total + d) / ((total - 1) * (total - 2) * (total - 3));
}

function permute(
  pooled: Pooled,
  observed: number,
  variant: AndersonDarlingVariant,
  permutations: number,
  random: Random,
): number {
  const { labels } = pooled;
  let reached = 0;
  for (let b = 0; b < permutations; b++) {
    const order = permutation(labels.length, random);
    const shuffled = labels.map((_, i) => labels[order[i]]);
    // equal splits must count as equal whatever the order of their sums
    if (sumOfDistances(pooled, shuffled, variant) >= observed * (1 - 1e-12)) reached++;
  }
  return (1 + reached) / (1 + permutations);
}
