import { checkInteger } from '../errors';
import { permutation, type Random } from '../random';
import { selectLabeled, type LabeledImages } from './labeledImages';

/**
 * Divides images at random into `count` and the rest, each class in the same proportion: of a class with n of N images count · n / N,
 * up or down to an integer. Both parts keep the order of the source.
 * @throws {RangeError} if `count` is not an integer in [0, images].
 * @example
 * const [train, test] = stratifiedSplit(mnist, 8000, createRandom(1));
 */
export function stratifiedSplit(
  source: LabeledImages,
  count: number,
  random: Random,
): readonly [LabeledImages, LabeledImages] {
  const { labels, classes } = source;
  checkInteger('count', count, 0, labels.length);
  const chosen = new Uint8Array(labels.length);
  const rows = classes.map((_, k) => [...labels.keys()].filter((i) => labels[i] === k));
  proportional(
    rows.map((own) => own.length),
    count,
  ).forEach((wanted, k) => {
    const order = permutation(rows[k].length, random.fork(k));
    for (let i = 0; i < wanted; i++) chosen[rows[k][order[i]]] = 1;
  });
  const part = (of: number): LabeledImages => selectLabeled(source, [...labels.keys()].filter((i) => chosen[i] === of)); // prettier-ignore
  return [part(1), part(0)];
}

/** Parts of `total` in proportion to `sizes`: rounded down, and one more for those with the largest remainders (Hamilton's method). */
function proportional(sizes: readonly number[], total: number): number[] {
  const sum = sizes.reduce((all, size) => all + size, 0);
  const exact = sizes.map((size) => (sum === 0 ? 0 : (size * total) / sum));
  const parts = exact.map(Math.floor);
  const left = total - parts.reduce((all, part) => all + part, 0);
  const byRemainder = [...sizes.keys()].sort((a, b) => exact[b] - parts[b] - (exact[a] - parts[a]) || a - b);
  for (const k of byRemainder.slice(0, left)) parts[k]++;
  return parts;
}
