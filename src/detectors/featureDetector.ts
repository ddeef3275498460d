import { checkInteger, checkOneOf, show } from '../errors';
import { createRandom, type Random } from '../random';
import { checkProbability } from '../stats/checkProbability';
import { checkDependence, exchange, type Exchange } from '../stats/exchange';
import { checkRandom } from './checkRandom';
import { chiSquareTest } from './chiSquareTest';
import {
  columnNote,
  pairColumns,
  readColumns,
  type ColumnPair,
  type MissingPolicy,
  type ReferenceColumn,
} from './columnPair';
import type { ColumnTest } from './columnTest';
import { checkFinite, testByExchange, testByLaw, type TestedColumn } from './columnTesting';
import type { BatchDetector, Dependence, DriftResult, FeatureResult } from './driftResult';
import { correctionFactor, CORRECTIONS, featureDecision, type Correction } from './featureDecision';
import { mostDriftedRows } from './mostDriftedRows';
import { powerlessNote } from './powerlessNote';
import { splitRows, type SplitRows } from './splitStatistics';
import { splitUnits } from './splitUnits';
import { readTable, table, type Table, type TableData, type TableOptions } from './table';

/** Options that all detectors of tables share; `groups` and `blocks` are those of the reference. */
export interface FeatureDriftOptions extends TableOptions, Dependence {
  /** How often the detector may alarm without drift, in (0, 1); default 0.05. */
  readonly alpha?: number;
  /** Default 'holm' where p values come from laws, 'maxT' where units are exchanged. */
  readonly correction?: Correction;
  /** Random splits where units are exchanged; default 999, or more if the correction takes more to reach alpha. */
  readonly permutations?: number;
  /** Default: a generator of seed 0. */
  readonly random?: Random;
  /** Missing values: an error (default), left out, or left out and compared in number by a column of their own. */
  readonly nanPolicy?: MissingPolicy;
}

/** A test, or what makes it for a number of permutations. */
type TestSource = ColumnTest | ((permutations: number, random: Random) => ColumnTest);

/** The tests of both kinds of columns; a table may not have columns of a kind without one. */
export type FeatureTests = Readonly<Partial<Record<'numeric' | 'categorical', TestSource>>>;

/**
 * A detector that tests every column by itself and corrects for their number.
 * @throws as `tabularDrift` does.
 */
export function featureDetector(
  name: string,
  reference: TableData,
  tests: FeatureTests,
  options: FeatureDriftOptions = {},
): BatchDetector<TableData> {
  const { alpha = 0.05, correction, permutations, random, nanPolicy = 'error' } = options;
  checkProbability('alpha', alpha);
  if (correction !== undefined) checkOneOf('correction', correction, CORRECTIONS);
  if (permutations !== undefined) checkInteger('permutations', permutations, 1);
  if (random !== undefined) checkRandom(random);
  checkOneOf('nanPolicy', nanPolicy, ['error', 'omit', 'test']);
  const read = readTable('reference', reference, options);
  checkInteger('rows of reference', read.rows, 1);
  checkDependence('reference', read.rows, options);
  const columns = readColumns('reference', read, nanPolicy);
  const missing = columns.find(({ kind }) => !tests[kind]);
  if (missing)
    throw new TypeError(
      `invalid reference: expected columns that ${name} can test, ${show(missing.name)} is ${missing.kind}`,
    );
  return new FeatureDetector(name, read.rows, columns, tests, { ...options, alpha, nanPolicy });
}

const PERMUTATIONS = 999;

type Settings = FeatureDriftOptions & Required<Pick<FeatureDriftOptions, 'alpha' | 'nanPolicy'>>;

class FeatureDetector implements BatchDetector<TableData> {
  readonly alpha: number;
  private readonly random: Random;
  private readonly tests: Readonly<Record<'numeric' | 'categorical', ColumnTest | undefined>>;
  private readonly missingTest: ColumnTest;

  constructor(
    readonly name: string,
    private readonly rows: number,
    private readonly columns: readonly ReferenceColumn[],
    { numeric, categorical }: FeatureTests,
    private readonly settings: Settings,
  ) {
    this.alpha = settings.alpha;
    this.random = settings.random ?? createRandom(0);
    // a missing-value column for each
    const permutations = this.permutations(correctionFactor(2 * columns.length, settings.correction ?? 'holm'));
    const make = (test: TestSource | undefined) =>
      typeof test === 'function' ? test(permutations, this.random) : test;
    this.tests = { numeric: make(numeric), categorical: make(categorical) };
    this.missingTest = chiSquareTest({}, permutations, this.random);
    for (const column of columns) this.checkValues('reference', column.name, column.kind, column.side.present);
  }

  compare(sample: TableData, dependence: Dependence = {}): Promise<DriftResult> {
    // an error becomes a rejection
    return Promise.resolve().then(() => this.compareNow(sample, dependence));
  }

  private compareNow(sample: TableData, dependence: Dependence): DriftResult {
    const read = this.read(sample);
    const pairs = pairColumns(this.columns, read, this.settings.nanPolicy);
    for (const { name, kind, sample: side } of pairs) this.checkValues('sample', name, kind, side.present);
    const units = exchange([this.rows, read.rows], this.settings, dependence);
    const exchanging =
      units.kind !== 'rows' || this.settings.correction === 'maxT' || pairs.some((pair) => !this.testOf(pair).law);
    const correction = this.settings.correction ?? (exchanging ? 'maxT' : 'holm');
    const factor = correctionFactor(pairs.length, correction);
    const permutations = this.permutations(factor);
    let splits: SplitRows | undefined;
    const draw = () => (splits ??= splitRows(splitUnits(units, permutations, this.random)));
    const tested = pairs.map((pair) => {
      const test = this.testOf(pair);
      return (exchanging ? undefined : testByLaw(pair, test)) ?? testByExchange(pair, test, units, draw());
    });
    return {
      ...this.decide(pairs, tested, correction),
      method: `column tests, ${sourceOf(tested, units, permutations, splits)}, corrected by ${NAMES[correction]}`,
      sizes: { reference: this.rows, sample: read.rows },
      notes: powerlessNote(units, this.alpha, {
        ...(tested.every(({ permuted }) => permuted) && { permutations }),
        ...{ factor, symmetric: this.isSymmetric(pairs), fewer: 'columns' },
      }),
    };
  }

  private read(sample: TableData): Table {
    const categorical = this.columns.filter(({ kind }) => kind === 'categorical').map(({ name }) => name);
    const read = readTable('sample', sample, { names: this.settings.names });
    checkInteger('rows of sample', read.rows, 1);
    // numbers that the reference takes for categories, and columns that miss everything
    return table(read, {
      categorical: categorical.filter((name) => read.columns.some((column) => column.name === name)),
    });
  }

  private decide(
    pairs: readonly ColumnPair[],
    tested: readonly TestedColumn[],
    correction: Correction,
  ): Omit<DriftResult, 'method' | 'sizes' | 'notes'> {
    const { alpha, name: detector } = this;
    const adjusted = featureDecision(tested, correction);
    const features = pairs.map((pair, i) => this.feature(pair, tested[i], adjusted[i]));
    const pValues = tested.map(({ pValue }) => pValue);
    const first = features.reduce((best, one) => (one.adjustedPValue < best.adjustedPValue ? one : best));
    const { adjustedPValue: pValue, statistic, effect } = first;
    const mostDrifted = mostDriftedRows(pairs, pValues);
    return { detector, drift: pValue <= alpha, alpha, pValue, statistic, effect, features, mostDrifted };
  }

  private feature(
    pair: ColumnPair,
    { statistic, pValue, effect }: TestedColumn,
    adjustedPValue: number,
  ): FeatureResult {
    const { name, kind } = pair;
    const drift = adjustedPValue <= this.alpha;
    const note = columnNote(pair);
    return {
      ...{ name, kind, test: this.testOf(pair).name, statistic, pValue, adjustedPValue, drift },
      ...(effect && { effect }),
      ...(note !== undefined && { note }),
    };
  }

  private isSymmetric(pairs: readonly ColumnPair[]): boolean {
    return !pairs.some((pair) => this.testOf(pair).asymmetric);
  }

  private testOf({ kind, ofMissing }: ColumnPair): ColumnTest {
    return ofMissing ? this.missingTest : this.tests[kind]!;
  }

  private checkValues(
    side: 'reference' | 'sample',
    name: string,
    kind: ColumnPair['kind'],
    present: ArrayLike<number>,
  ): void {
    if (kind === 'numeric' && this.tests.numeric?.finite) checkFinite(side, name, present);
  }

  private permutations(factor: number): number {
    return this.settings.permutations ?? Math.max(PERMUTATIONS, Math.ceil(factor / this.alpha));
  }
}

const NAMES: Readonly<Record<Correction, string>> = {
  holm: 'Holm',
  bonferroni: 'Bonferroni',
  bh: 'Benjamini–Hochberg',
  by: 'Benjamini–Yekutieli',
  maxT: 'max-T',
};

/** Where p values come from. */
function sourceOf(
  tested: readonly TestedColumn[],
  { kind, units }: Exchange,
  permutations: number,
  splits: SplitRows | undefined,
): string {
  const counted = tested.some(({ permuted, statistics }) => permuted && !statistics);
  const sources = [
    ...(tested.some(({ permuted }) => !permuted) ? ['p values by law'] : []),
    ...(splits ? [`${splits.count} splits of ${units[0]} + ${units[1]} ${kind}`] : []),
    ...(counted ? [`${permutations} permutations of counts`] : []),
  ];
  return sources.join(' and ');
}
