import type { Random } from '../random';
import { chiSquare } from '../stats/chiSquare';
import { chiSquareUpperQuantile } from '../stats/distributions/chiSquare';
import { permuteCounts } from '../stats/permuteCounts';
import type { ColumnTest, ColumnValues } from './columnTest';
import { splitCategories } from './splitStatistics';

/** Options of the chi-square test of a column. */
export interface ChiSquareTestOptions {
  /**
   * Default 'auto': the chi-square law where every category expects at least 10 values in either sample, else a permutation test,
   * which is exact.
   */
  readonly method?: 'auto' | 'asymptotic' | 'permutation';
  /** Yates's correction where there are two categories, with the chi-square law; default false. */
  readonly yates?: boolean;
}

const LEAST_EXPECTED = 10;

/** The chi-square test of a categorical column. */
export function chiSquareTest(
  { method = 'auto', yates = false }: ChiSquareTestOptions,
  permutations: number,
  random: Random,
): ColumnTest {
  return {
    name: 'chi-square',
    law: (reference, sample) => {
      const [first, second] = countCategories(reference, sample);
      const rows = reference.values.length + sample.values.length;
      if (first.length === 1) return { statistic: 0, pValue: 1, chance: { meanSquare: 0, high: 0 } };
      const { statistic, pValue, df, expected } = chiSquare([first, second], { correction: yates });
      const chance = { meanSquare: df / rows, high: Math.sqrt(chiSquareUpperQuantile(0.05, df) / rows) };
      const isFew = expected.some((counts) => counts.some((count) => count < LEAST_EXPECTED));
      if (method === 'asymptotic' || (method === 'auto' && !isFew)) return { statistic, pValue, chance };
      return { ...permuteCounts(first, second, statisticOf, { permutations, random }), chance, permuted: true };
    },
    permute: (pooled, splits) => splitCategories(pooled, splits, statisticOf),
    scale: {
      name: 'Cramér’s V',
      distance: (statistic, n, m) => Math.sqrt(statistic / (n + m)),
      effect: (distance) => Math.min(distance, 1),
    },
  };
}

/** Counts over the categories that occur. */
function countCategories(reference: ColumnValues, sample: ColumnValues): [number[], number[]] {
  let codes = 0;
  for (const { values } of [reference, sample]) for (const code of values) codes = Math.max(codes, code + 1);
  const [first, second] = [reference, sample].map(({ values }) => {
    const counts = new Float64Array(codes);
    for (const code of values) counts[code]++;
    return counts;
  });
  const occurs = (_: number, code: number) => first[code] + second[code] > 0;
  return [Array.from(first.filter(occurs)), Array.from(second.filter(occurs))];
}

/** Pearson's statistic of a 2 × k table without empty columns. */
function statisticOf(reference: readonly number[], sample: readonly number[]): number {
  const [n, m] = [sum(reference), sum(sample)];
  return reference.reduce((all, a, i) => all + (a * m - sample[i] * n) ** 2 / (a + sample[i]), 0) / (n * m);
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
