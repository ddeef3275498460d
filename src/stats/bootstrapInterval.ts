import { checkInteger, checkOneOf } from '../errors';
import type { Random } from '../random';
import { checkProbability } from './checkProbability';
import type { Interval } from './interval';
import { normalCdf, normalQuantile } from './distributions/normal';
import { mean, standardDeviation } from './moments';
import { quantile } from './quantile';
import { countBelow } from './ranks';

/** Options of `bootstrapInterval`. */
export interface BootstrapOptions<Item> {
  readonly random: Random;
  /** How often the sample is drawn anew; default 2000. */
  readonly resamples?: number;
  /** Nominal coverage, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Names the stratum of an item. Each stratum keeps its size; default: all items are one. */
  readonly stratum?: (item: Item) => string | number;
  /** How replicates become an interval, default 'percentile'; see `bootstrapInterval`. */
  readonly method?: 'percentile' | 'basic' | 'bca';
  /** Positions to draw instead of random ones, a row for each resample. */
  readonly indices?: Iterable<ArrayLike<number>>;
}

/**
 * Bootstrap interval (Efron 1979) of the statistic of samples drawn with replacement from the sample. 'percentile' cuts the
 * replicates at (1 − level)/2 at both ends (linear quantiles), 'basic' mirrors these ends at the estimate, and 'bca' (Efron 1987) moves
 * the cuts for bias and, by the jackknife, for a spread that changes with the statistic: with few items or skewed statistics it covers
 * best. BCa computes the statistic once more for each item.
 *
 * An item is what is drawn: to compare before and after in pairs, let it hold both scores of an image. To pool images of several
 * seeds, let `stratum` name the seed, and the label if the statistic needs both. The interval speaks about new items of the same
 * strata, not about new seeds: for those take `tInterval`.
 *
 * All are too narrow for few items, and wrong at zero for statistics that cannot be negative.
 * @throws {RangeError} if the sample is empty, `resamples` is not an integer ≥ 2, `level` is outside (0, 1), the statistic of a
 * resample is NaN, or with 'bca' that of a sample with one item left out, or all replicates lie on one side of the estimate.
 * @example
 * const change = (images: readonly { before: number; after: number }[]) => mean(images.map((i) => i.after - i.before));
 * bootstrapInterval(images, change, { random: createRandom(7), stratum: (image) => image.seed });
 */
export function bootstrapInterval<Item>(
  sample: readonly Item[],
  statistic: (sample: readonly Item[]) => number,
  options: BootstrapOptions<Item>,
): Interval {
  const { level = 0.95, method = 'percentile', indices = drawIndices(sample, options) } = options;
  const tail = (1 - checkProbability('level', level)) / 2;
  checkOneOf('method', method, ['percentile', 'basic', 'bca']);
  if (sample.length === 0) throw new RangeError('invalid sample: expected at least one item, got none');
  const replicates = Float64Array.from(indices, (row) => statistic(pick(sample, row))).sort();
  if (Number.isNaN(replicates.at(-1)))
    throw new RangeError('invalid statistic: expected a number for every resample, got NaN');
  const estimate = statistic(sample);
  const cuts = method === 'bca' ? bcaCuts(replicates, estimate, jackknife(sample, statistic), tail) : [tail, 1 - tail];
  const [low, high] = cuts.map((cut) => quantile(replicates, cut));
  const ends = method === 'basic' ? { low: 2 * estimate - high, high: 2 * estimate - low } : { low, high };
  return { estimate, ...ends, standardError: standardDeviation(replicates), level };
}

/** The probabilities at which BCa cuts the replicates (Efron 1987, eq. 6.8). */
function bcaCuts(replicates: Float64Array, estimate: number, left: Float64Array, tail: number): number[] {
  const below = countBelow(replicates, estimate) + countBelow(replicates, estimate, true);
  const bias = normalQuantile(below / (2 * replicates.length));
  if (!Number.isFinite(bias))
    throw new RangeError("invalid method: 'bca' expects replicates on both sides of the estimate, got them on one");
  const acceleration = accelerationOf(left);
  return [normalQuantile(tail), -normalQuantile(tail)].map((z) =>
    normalCdf(bias + (bias + z) / (1 - acceleration * (bias + z))),
  );
}

/** A sixth of the skewness of the statistic, from its values with one item left out; 0 where these do not differ. */
function accelerationOf(left: Float64Array): number {
  const centre = mean(left);
  let [squares, cubes] = [0, 0];
  for (const value of left) {
    squares += (centre - value) ** 2;
    cubes += (centre - value) ** 3;
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}

function jackknife<Item>(sample: readonly Item[], statistic: (sample: readonly Item[]) => number): Float64Array {
  const left = Float64Array.from(sample, (_, i) => statistic(sample.filter((_, j) => j !== i)));
  if (left.some(Number.isNaN))
    throw new RangeError("invalid statistic: 'bca' expects a number with each item left out, got NaN");
  return left;
}

function pick<Item>(sample: readonly Item[], indices: ArrayLike<number>): Item[] {
  const picked: Item[] = [];
  for (let i = 0; i < indices.length; i++) picked.push(sample[indices[i]]);
  return picked;
}

/** Rows of positions, each drawn with replacement within its stratum. */
function* drawIndices<Item>(
  sample: readonly Item[],
  { random, resamples = 2000, stratum = () => 0 }: BootstrapOptions<Item>,
): Generator<number[]> {
  checkInteger('resamples', resamples, 2);
  const strata = new Map<string | number, number[]>();
  const pools = sample.map((item) => {
    const key = stratum(item);
    if (!strata.has(key)) strata.set(key, []);
    return strata.get(key)!;
  });
  pools.forEach((pool, i) => pool.push(i));
  for (let b = 0; b < resamples; b++) yield pools.map((pool) => pool[random.integer(pool.length)]);
}
