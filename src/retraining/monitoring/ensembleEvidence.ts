import type { Random } from '../../random';
import { sortNumbers } from '../../stats/sortNumbers';
import { adwinEvidence } from './adwinEvidence';
import { binnedColumn } from './binnedColumns';
import { jsEvidence, psiEvidence } from './binnedEvidence';
import { kernelEvidence } from './kernelEvidence';
import { ksEvidence } from './ksEvidence';
import type { EnsembleMember, MemberEvidence, MemberFinding } from './memberEvidence';
import { checkWindow, columnsOf, known, type MonitoredWindow } from './monitoredWindow';
import { seriesEvidence } from './seriesEvidence';
import { independentStride, thinnedWindow } from './thinnedWindow';

/** Statistics and p values of the ensemble for one window. Survives JSON. */
export interface EnsembleEvidence {
  /** One for each of {@link MEMBERS}, in that order. */
  readonly members: readonly MemberEvidence[];
  readonly features: number;
  /** Rows. */
  readonly reference: number;
  readonly sample: number;
  /** Rows of the sample with an error, so with a label. */
  readonly labels: number;
  /** Every how many rows one was taken; 1 unless thinned. All counts are of rows that were taken. */
  readonly stride: number;
}

/** Options of {@link ensembleEvidence}. */
export interface EnsembleOptions {
  /** Draws the frequencies of the kernel test: the same seed gives the same evidence. */
  readonly random: Random;
  /**
   * Whether to take every k-th row only, so that rows of an autocorrelated stream are about independent; k comes from the reference. Default
   * false: all rows.
   */
  readonly thin?: boolean;
}

/** A series needs so many values on either side. */
const LEAST_VALUES = 10;

/**
 * What seven detectors say of a window: 'ks' and 'js' of the clearest feature, 'psi' of all features together, 'mmd' of the features
 * jointly, 'adwin' of the course of each feature in time, 'predictions' of what the model said, and 'errors' of how wrong it was,
 * where labels have come. Each has a p value for the window as a whole, whose null is that the rows of both windows are independent draws
 * of one law; `missing` says why one has none. A p value of 'adwin' is a bound; those of 'psi', 'js' and 'mmd' are approximate, good from
 * about 50 rows. They are not independent of each other: `driftEvidence` joins them.
 *
 * O((n + m) · features · (log n + features)): 1000 rows of 20 features against 1000 take some 30 ms. Rows that depend on their
 * neighbours look like drift: `thin` them.
 * @throws {TypeError | RangeError} if a window has fewer than two rows, columns differ, an input or a value of a series is not finite
 * (NaN in a series is a value that is missing), or a series has another length than its window.
 * @example
 * const reference = { inputs, predictions, errors };
 * ensembleEvidence(reference, { inputs: today, predictions: said }, { random: createRandom(1) }).members[0];
 * // { member: 'ks', statistic: 0.21…, pValue: 3e-9, feature: 4, method: 'Kolmogorov–Smirnov, largest of columns, Bonferroni' }
 */
export function ensembleEvidence(
  reference: MonitoredWindow,
  sample: MonitoredWindow,
  { random, thin = false }: EnsembleOptions,
): EnsembleEvidence {
  checkWindow('reference', reference);
  checkWindow('sample', sample, reference.inputs.columns);
  // two rows have to be left
  const most = Math.floor(Math.min(reference.inputs.rows, sample.inputs.rows) / 2);
  const stride = thin ? Math.min(independentStride(reference), most) : 1;
  const windows = [reference, sample].map((window) => (stride > 1 ? thinnedWindow(window, stride) : window));
  return { ...compareWindows(windows[0], windows[1], random), stride };
}

function compareWindows(
  reference: MonitoredWindow,
  sample: MonitoredWindow,
  random: Random,
): Omit<EnsembleEvidence, 'stride'> {
  const found = inputFindings(reference, sample, random);
  return {
    members: [...found, seriesFinding('predictions', reference, sample), seriesFinding('errors', reference, sample)],
    features: reference.inputs.columns,
    reference: reference.inputs.rows,
    sample: sample.inputs.rows,
    labels: known('errors of sample', sample.errors).length,
  };
}

function inputFindings(reference: MonitoredWindow, sample: MonitoredWindow, random: Random): MemberEvidence[] {
  const [first, second] = [columnsOf(reference.inputs), columnsOf(sample.inputs)];
  const sorted = first.map((column) => sortNumbers(column));
  const binned = sorted.map((_, j) => binnedColumn(first[j], second[j]));
  const weight = 1 / (1 / reference.inputs.rows + 1 / sample.inputs.rows);
  const named = (member: EnsembleMember, finding: MemberFinding): MemberEvidence => ({ member, ...finding });
  return [
    named('ks', ksEvidence(sorted, second.map((column) => sortNumbers(column)))), // prettier-ignore
    named('psi', psiEvidence(binned, weight)),
    named('js', jsEvidence(binned, weight)),
    named('mmd', kernelEvidence(reference.inputs, sample.inputs, random)),
    named('adwin', adwinEvidence(binned)),
  ];
}

function seriesFinding(
  member: 'predictions' | 'errors',
  reference: MonitoredWindow,
  sample: MonitoredWindow,
): MemberEvidence {
  const [before, now] = [reference, sample].map((window, i) => known(`${member} of ${['reference', 'sample'][i]}`, window[member])); // prettier-ignore
  if (Math.min(before.length, now.length) >= LEAST_VALUES) return { member, ...seriesEvidence(before, now) };
  const missing = `${now.length} ${member} in the sample and ${before.length} in the reference: ${LEAST_VALUES} are needed`;
  return { member, pValue: null, missing };
}
