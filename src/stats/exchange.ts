import { checkInteger, show } from '../errors';
import { permutation, type Random } from '../random';

/** What ties rows together where they are not independent. */
export interface Dependence {
  /** A label per row: rows of one label, such as the images of one patient, are one unit. */
  readonly groups?: ArrayLike<number | string>;
  /** Rows are a series in time; rows this far apart, or farther, count as independent. */
  readonly blocks?: number;
}

/** The units that two samples may exchange if both come from one distribution. Rows are those of [reference; sample]. */
export interface Exchange {
  readonly kind: 'rows' | 'groups' | 'blocks';
  /** Units of the reference and of the sample; numbered in this order. */
  readonly units: readonly [reference: number, sample: number];
  /** The rows that take part, ascending: all of them but for the gaps between blocks. */
  readonly rows: Uint32Array;
  /** The unit of each of `rows`. */
  readonly unitOf: Uint32Array;
}

/** Divisions of units into a reference and a sample; the first one is the observed one. */
export interface Splits {
  /** `members[u · count + s]` is 1 if unit u plays the reference in split s. */
  readonly members: Uint8Array;
  readonly count: number;
  /** Rows of the reference in each split: differs where groups do. */
  readonly sizes: Uint32Array;
}

/**
 * The units of two samples. Without a dependence each row is one. With `groups` each label is one, and the null says that groups
 * are exchangeable, sizes included. With `blocks` of distance L both samples are stationary series, and units are blocks of
 * about L/2 rows or more, all of one length, with L − 1 rows dropped between them: neighbouring blocks would depend on each
 * other through their edges. That costs about two thirds of the rows, and a sample of n rows has about n / 1.5 L units. L should be
 * the lag from which autocorrelation stays below 0.01: for an AR(1) series with 0.9 a 5 % test of means has level 0.05 at L = 50,
 * 0.055 at 30, 0.067 at 20. The sample may follow directly on the reference or not.
 * @param sizes rows of the reference and of the sample.
 * @throws {RangeError} if a sample is empty, a row has no label (undefined, null, NaN), a label is in both samples, only one sample has
 * labels, groups and blocks are both given, or `blocks` is not an integer ≥ 1.
 * @example
 * exchange([4, 2], { groups: ['a', 'a', 'b', 'b'] }, { groups: ['c', 'c'] }).units; // [2, 1]
 */
export function exchange(
  sizes: readonly [reference: number, sample: number],
  reference: Dependence = {},
  sample: Dependence = {},
): Exchange {
  checkInteger('rows of reference', sizes[0], 1);
  checkInteger('rows of sample', sizes[1], 1);
  checkDependence('reference', sizes[0], reference);
  checkDependence('sample', sizes[1], sample);
  const groups = reference.groups !== undefined || sample.groups !== undefined;
  const distance = blockDistance(reference, sample);
  if (groups && distance !== undefined)
    throw new RangeError('invalid groups: expected either groups or blocks, got both');
  if (groups) return exchangeGroups(sizes, reference.groups, sample.groups);
  return exchangeBlocks(sizes, distance ?? 1, distance === undefined ? 'rows' : 'blocks');
}

/**
 * Checks what ties the rows of one sample, as `exchange` will.
 * @throws {RangeError} as `exchange` does.
 */
export function checkDependence(side: 'reference' | 'sample', rows: number, { groups, blocks }: Dependence): void {
  if (groups !== undefined) numberLabels(`groups of ${side}`, groups, rows);
  if (blocks !== undefined) checkInteger('blocks', blocks, 1);
  if (groups !== undefined && blocks !== undefined)
    throw new RangeError('invalid groups: expected either groups or blocks, got both');
}

/** The larger of the two distances, if one is given. */
function blockDistance(reference: Dependence, sample: Dependence): number | undefined {
  const given = [reference.blocks, sample.blocks].filter((blocks) => blocks !== undefined);
  return given.length === 0 ? undefined : Math.max(...given);
}

function exchangeGroups(
  sizes: readonly [number, number],
  reference: Dependence['groups'],
  sample: Dependence['groups'],
): Exchange {
  const first = numberLabels('groups of reference', reference, sizes[0]);
  const second = numberLabels('groups of sample', sample, sizes[1]);
  for (const label of second.labels)
    if (first.labels.has(label))
      throw new RangeError(`invalid groups: expected a label in one sample only, got ${show(label)} in both`);
  const unitOf = new Uint32Array(sizes[0] + sizes[1]);
  unitOf.set(first.units);
  second.units.forEach((unit, i) => (unitOf[sizes[0] + i] = first.labels.size + unit));
  const units = [first.labels.size, second.labels.size] as const;
  return { kind: 'groups', units, rows: range(unitOf.length), unitOf };
}

interface Labels {
  readonly labels: ReadonlySet<number | string>;
  readonly units: Uint32Array;
}

function numberLabels(name: string, groups: Dependence['groups'], rows: number): Labels {
  if (groups?.length !== rows)
    throw new RangeError(`invalid ${name}: expected ${rows} labels, one per row, got ${groups?.length ?? 'none'}`);
  const numbers = new Map<number | string, number>();
  const units = Uint32Array.from(groups as ArrayLike<never>, (label, i) => {
    // missing labels are not one unit
    if (label === undefined || label === null || Number.isNaN(label))
      throw new RangeError(`invalid ${name}: expected a label for each row, got ${show(label)} at ${i}`);
    if (!numbers.has(label)) numbers.set(label, numbers.size);
    return numbers.get(label)!;
  });
  return { labels: new Set(numbers.keys()), units };
}

function exchangeBlocks([n, m]: readonly [number, number], distance: number, kind: 'rows' | 'blocks'): Exchange {
  const gap = distance - 1;
  const shortest = Math.min(Math.ceil(distance / 2), n, m);
  const units = [n, m].map((size) => Math.floor((size + gap) / (shortest + gap))) as [number, number];
  // rows that are left over make the blocks longer
  const length = Math.min(...[n, m].map((size, i) => Math.floor((size + gap) / units[i]) - gap));
  const stride = length + gap;
  // the sample's last block ends it, so that what is left over lies between the samples
  const starts = [0, n + m - ((units[1] - 1) * stride + length)];
  const count = units[0] + units[1];
  const rows = new Uint32Array(count * length);
  for (let unit = 0; unit < count; unit++) {
    const start = unit < units[0] ? unit * stride : starts[1] + (unit - units[0]) * stride;
    for (let i = 0; i < length; i++) rows[unit * length + i] = start + i;
  }
  return { kind, units, rows, unitOf: rows.map((_, i) => Math.floor(i / length)) };
}

function range(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => i);
}

/**
 * The observed split and `count` random ones of the same numbers of units; all splits that exist, each once, if there are no
 * more than that. Either way p = (splits that reach the observed statistic, itself included) / (all splits given) keeps the
 * level for every statistic. O(units · count) memory.
 * @example
 * drawSplits(exchange([2, 2]), 99, createRandom(1)).count; // 6: all of them
 */
export function drawSplits(exchange: Exchange, count: number, random: Random): Splits {
  checkInteger('permutations', count, 1);
  const [reference, sample] = exchange.units;
  const all = choices(reference + sample, reference);
  const splits = Math.min(all, count + 1);
  const members = new Uint8Array((reference + sample) * splits);
  for (let unit = 0; unit < reference; unit++) members[unit * splits] = 1;
  if (all <= count + 1) enumerate(members, splits, exchange.units);
  else drawAtRandom(members, splits, exchange.units, random);
  return { members, count: splits, sizes: referenceRows(exchange, members, splits) };
}

/** All combinations in lexicographic order; the first is the observed one. */
function enumerate(members: Uint8Array, splits: number, [reference, sample]: Exchange['units']): void {
  const chosen = range(reference);
  for (let s = 1; s < splits; s++) {
    let last = reference - 1;
    while (chosen[last] === sample + last) last--;
    chosen[last]++;
    for (let next = last + 1; next < reference; next++) chosen[next] = chosen[next - 1] + 1;
    for (const unit of chosen) members[unit * splits + s] = 1;
  }
}

function drawAtRandom(
  members: Uint8Array,
  splits: number,
  [reference, sample]: Exchange['units'],
  random: Random,
): void {
  const units = reference + sample;
  const few = Math.min(reference, sample);
  if (reference > sample) for (let u = 0; u < units; u++) members.fill(1, u * splits + 1, (u + 1) * splits);
  const mark = reference > sample ? 0 : 1;
  const order = permutation(units, random);
  for (let s = 1; s < splits; s++)
    for (let i = 0; i < few; i++) {
      // the head of a Fisher–Yates shuffle, whatever order it starts from
      const j = i + random.integer(units - i);
      const chosen = order[j];
      order[j] = order[i];
      order[i] = chosen;
      members[chosen * splits + s] = mark;
    }
}

function referenceRows({ unitOf, units }: Exchange, members: Uint8Array, splits: number): Uint32Array {
  const unitSizes = new Uint32Array(units[0] + units[1]);
  for (const unit of unitOf) unitSizes[unit]++;
  const sizes = new Uint32Array(splits);
  unitSizes.forEach((size, unit) => {
    for (let s = 0; s < splits; s++) sizes[s] += size * members[unit * splits + s];
  });
  return sizes;
}

/**
 * The smallest p value that splits of these units can give. A statistic that is the same when the two samples change places, as
 * most are, reaches its largest value twice where there are as many units on both sides.
 * @example
 * smallestPValue([3, 3], 499); // 0.1: 20 splits, each with its mirror image
 */
export function smallestPValue(
  [reference, sample]: Exchange['units'],
  permutations: number,
  { symmetric = true }: { symmetric?: boolean } = {},
): number {
  const all = choices(reference + sample, reference);
  return Math.max((symmetric && reference === sample ? 2 : 1) / all, 1 / (permutations + 1));
}

/** n over k; rounded above 2⁵³. */
function choices(n: number, k: number): number {
  let count = 1;
  // each division is exact as long as the products are
  for (let i = 1; i <= Math.min(k, n - k); i++) count = (count * (n - i + 1)) / i;
  return count;
}
