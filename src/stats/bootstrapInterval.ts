import { checkInteger } from '../errors';
import type { Random } from '../random';
import { checkProbability } from './checkProbability';
import type { Interval } from './interval';
import { standardDeviation } from './moments';
import { quantile } from './quantile';

/** Options of `bootstrapInterval`. */
export interface BootstrapOptions<Item> {
  readonly random: Random;
  /** How often the sample is drawn anew; default 2000. */
  readonly resamples?: number;
  /** Nominal coverage, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Names the stratum of an item. Each stratum keeps its size; default: all items are one. */
  readonly stratum?: (item: Item) => string | number;
  /** Positions to draw instead of random ones, a row for each resample. */
  readonly indices?: Iterable<ArrayLike<number>>;
}

/**
 * Percentile bootstrap interval (Efron 1979): the statistic of samples drawn with replacement from the sample, cut at
 * (1 − level)/2 at both ends (linear quantiles). An item is what is drawn: to compare before and after in pairs, let it hold
 * both scores of an image. To pool images of several seeds, let `stratum` name the seed, and the label if the statistic needs
 * both. The interval speaks about new items of the same strata, not about new seeds: for those take `tInterval`.
 *
 * The percentile interval is too narrow for few items, and wrong at zero for statistics that cannot be negative.
 * @throws {RangeError} if the sample is empty, `resamples` is not an integer ≥ 2, `level` is outside (0, 1), or
 * the statistic of a resample is NaN.
 * @example
 * const change = (images: readonly { before: number; after: number }[]) => mean(images.map((i) => i.after - i.before));
 * bootstrapInterval(images, change, { random: createRandom(7), stratum: (image) => image.seed });
 */
export function bootstrapInterval<Item>(
  sample: readonly Item[],
  statistic: (sample: readonly Item[]) => number,
  options: BootstrapOptions<Item>,
): Interval {
  const { level = 0.95, indices = drawIndices(sample, options) } = options;
  const tail = (1 - checkProbability('level', level)) / 2;
  if (sample.length === 0) throw new RangeError('invalid sample: expected at least one item, got none');
  const replicates = Float64Array.from(indices, (row) => statistic(pick(sample, row))).sort();
  if (Number.isNaN(replicates.at(-1)))
    throw new RangeError('invalid statistic: expected a number for every resample, got NaN');
  return {
    estimate: statistic(sample),
    low: quantile(replicates, tail),
    high: quantile(replicates, 1 - tail),
    standardError: standardDeviation(replicates),
    level,
  };
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
