import { chiSquareDrift } from '../../../src/detectors/chiSquareDrift';
import { cramerVonMisesDrift } from '../../../src/detectors/cramerVonMisesDrift';
import type { BatchDetector } from '../../../src/detectors/driftResult';
import { ksDrift } from '../../../src/detectors/ksDrift';
import type { TableData } from '../../../src/detectors/table';
import { adjustPValues } from '../../../src/stats/adjustPValues';
import { fisherExact } from '../../../src/stats/fisherExact';

interface FeatureDrift {
  readonly reference: number[][];
  readonly current: number[][];
  readonly detector: 'ks' | 'cvm' | 'chi2' | 'tabular' | 'fet';
  readonly p_val: number;
  readonly correction: 'bonferroni' | 'fdr';
  readonly categories: Record<string, number[]> | null;
}

interface ColumnOutcome {
  readonly statistic: number;
  readonly pValue: number;
}

type Columns = Record<string, number[]>;

export async function feature_drift(input: FeatureDrift): Promise<unknown> {
  const { correction, p_val } = input;
  const outcomes = await columnOutcomes(input);
  const pValues = outcomes.map(({ pValue }) => pValue);
  const adjusted = adjustPValues(pValues, correction === 'fdr' ? 'bh' : 'bonferroni');
  // a drift is a p value below its threshold, and not at it
  const found = adjusted.filter((value) => value < p_val).length;
  const thresholds = pValues.map((_, i) => (p_val * (i + 1)) / pValues.length);
  return {
    p_val: pValues,
    distance: outcomes.map(({ statistic }) => statistic),
    is_drift: found > 0,
    threshold: correction === 'fdr' && found > 0 ? thresholds[found - 1] : thresholds[0],
    threshold_candidates: thresholds,
    feature_is_drift: pValues.map((value) => value < p_val),
  };
}

/** The tests in the order of the columns. */
async function columnOutcomes(input: FeatureDrift): Promise<ColumnOutcome[]> {
  const [reference, current] = [input.reference, input.current].map(columnsOf);
  const names = Object.keys(reference);
  if (input.detector === 'fet') return names.map((name) => fisher(reference[name], current[name]));
  const categorical = categoricalNames(input, names);
  const tested = await Promise.all([
    test(
      names.filter((name) => !categorical.includes(name)),
      (columns) =>
        input.detector === 'cvm'
          ? cramerVonMisesDrift(columns, { method: 'law' })
          : ksDrift(columns, { method: 'asymptotic' }),
    ),
    test(categorical, (columns) => chiSquareDrift(columns, { method: 'asymptotic', yates: true, categorical })),
  ]);
  const byName = new Map(tested.flat());
  return names.map((name) => byName.get(name)!);

  async function test(
    chosen: readonly string[],
    build: (columns: Columns) => BatchDetector<TableData>,
  ): Promise<[string, ColumnOutcome][]> {
    if (chosen.length === 0) return [];
    const pick = (columns: Columns) => Object.fromEntries(chosen.map((name) => [name, columns[name]]));
    const { features } = await build(pick(reference)).compare(pick(current));
    return features.map((feature) => [feature.name, feature]);
  }
}

function categoricalNames({ detector, categories }: FeatureDrift, names: readonly string[]): string[] {
  if (detector === 'chi2') return [...names];
  return detector === 'tabular' ? Object.keys(categories ?? {}) : [];
}

function columnsOf(rows: readonly number[][]): Columns {
  return Object.fromEntries(rows[0].map((_, j) => [String(j), rows.map((row) => row[j])]));
}

function fisher(reference: readonly number[], current: readonly number[]): ColumnOutcome {
  const ones = (values: readonly number[]) => values.filter((value) => value === 1).length;
  const [a, b] = [ones(current), ones(reference)];
  return fisherExact(
    [
      [a, b],
      [current.length - a, reference.length - b],
    ],
    { alternative: 'greater' },
  );
}
