import type { ColumnPair, ColumnSide } from './columnPair';
import { rankFinder } from './rankFinder';

const ROWS = 20;
const COLUMNS = 10;

/**
 * The 20 rows of the sample that are least like the reference, the least first: by the sum of −ln of how rare their values are in
 * the reference, over the ten columns with the smallest p values. A number is as rare as the share of the reference beyond it, on
 * the nearer side and doubled; a category as its own share. Missing values say nothing.
 */
export function mostDriftedRows(pairs: readonly ColumnPair[], pValues: readonly number[]): number[] {
  const columns = pairs
    .map((_, i) => i)
    .sort((a, b) => pValues[a] - pValues[b])
    .slice(0, COLUMNS);
  const scores = new Float64Array(pairs[0].sample.values.length);
  for (const i of columns) addRarity(scores, pairs[i]);
  return largest(scores, ROWS);
}

/** The places of the largest scores, the first of equal ones first. */
function largest(scores: Float64Array, count: number): number[] {
  const found: number[] = [];
  scores.forEach((score, row) => {
    if (found.length === count && score <= scores[found[count - 1]]) return;
    let at = found.length;
    while (at > 0 && score > scores[found[at - 1]]) at--;
    found.splice(at, 0, row);
    if (found.length > count) found.pop();
  });
  return found;
}

function addRarity(scores: Float64Array, { kind, reference, sample, labels }: ColumnPair): void {
  const rarity = kind === 'numeric' ? numberRarity(reference) : categoryRarity(reference, labels.length);
  sample.values.forEach((value, row) => {
    if (value === value && !(kind === 'categorical' && value < 0)) scores[row] += rarity(value);
  });
}

function numberRarity({ present }: ColumnSide): (value: number) => number {
  const n = present.length;
  const find = rankFinder(present);
  return (value) => {
    const { below, notAbove } = find(value);
    return -Math.log(Math.min(1, (2 * Math.min(notAbove, n - below) + 1) / (n + 1)));
  };
}

function categoryRarity({ present }: ColumnSide, categories: number): (code: number) => number {
  const counts = new Float64Array(categories);
  for (const code of present) counts[code]++;
  return (code) => -Math.log(Math.min(1, (2 * counts[code] + 1) / (2 * present.length + 2)));
}
