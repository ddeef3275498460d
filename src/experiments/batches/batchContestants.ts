import type { AlarmRule, DetectorBuilder } from '../../detectors/alarms';
import { alwaysDrift, neverDrift, randomDrift } from '../../detectors/batchStrawMen';
import { chiSquareDrift } from '../../detectors/chiSquareDrift';
import { classifierDrift } from '../../detectors/classifierDrift';
import { cramerVonMisesDrift } from '../../detectors/cramerVonMisesDrift';
import type { BatchDetector } from '../../detectors/driftResult';
import { energyDrift } from '../../detectors/energyDrift';
import { jsDrift } from '../../detectors/jsDrift';
import { ksDrift } from '../../detectors/ksDrift';
import { mmdDrift } from '../../detectors/mmdDrift';
import { psiDrift } from '../../detectors/psiDrift';
import type { TableData } from '../../detectors/table';
import { wassersteinDrift } from '../../detectors/wassersteinDrift';
import type { Matrix } from '../../matrix';
import { psi } from '../../stats/psi';
import { binCounts, psiBins } from '../../stats/psiBins';
import { predictedClasses } from './shiftKinds';

/** Who takes part in the comparison of batch detectors. */
export interface BatchContestant {
  readonly name: string;
  /** A habit is what is often done instead of a test. */
  readonly role: 'detector' | 'habit' | 'straw man';
  readonly rule: AlarmRule<Matrix>;
}

/** Enough for a level of 5 %; more of them would make p values finer, not the comparison. */
const PERMUTATIONS = 199;

const detector = (name: string, rule: DetectorBuilder<Matrix>): BatchContestant => ({ name, role: 'detector', rule });

/** All at their defaults, at a level of 5 %; those that permute do it 199 times. */
export const BATCH_CONTESTANTS: readonly BatchContestant[] = [
  detector('ksDrift', (reference) => ksDrift(reference)),
  detector('cramerVonMisesDrift', (reference) => cramerVonMisesDrift(reference)),
  detector('wassersteinDrift', (reference, { random }) =>
    wassersteinDrift(reference, { random, permutations: PERMUTATIONS }),
  ),
  detector('psiDrift', (reference, { random }) => psiDrift(reference, { random, permutations: PERMUTATIONS })),
  detector('jsDrift', (reference, { random }) => jsDrift(reference, { random, permutations: PERMUTATIONS })),
  detector('energyDrift', (reference, { random }) => energyDrift(reference, { random, permutations: PERMUTATIONS })),
  detector('mmdDrift, one kernel', (reference, { random }) =>
    mmdDrift(reference, { random, bandwidth: 'median', permutations: PERMUTATIONS }),
  ),
  detector('mmdDrift, fused', (reference, { random }) => mmdDrift(reference, { random, permutations: PERMUTATIONS })),
  detector('classifierDrift', (reference, { random }) =>
    classifierDrift(reference, { random, permutations: PERMUTATIONS }),
  ),
  detector('chiSquareDrift of predictions', (reference) => ofPredictions(chiSquareDrift, reference)),
  { name: 'any KS p < 0.05', role: 'habit', rule: (reference) => uncorrected(ksDrift(reference)) },
  { name: 'any PSI > 0.2', role: 'habit', rule: { score: largestPsi, threshold: 0.2 } },
  { name: 'never', role: 'straw man', rule: () => neverDrift() },
  { name: 'always', role: 'straw man', rule: () => alwaysDrift() },
  { name: 'random', role: 'straw man', rule: (_, { random }) => randomDrift({ random }) },
];

/** Watches what the model says instead of what it sees. */
function ofPredictions(
  build: (reference: TableData) => BatchDetector<TableData>,
  reference: Matrix,
): BatchDetector<Matrix> {
  const toTable = (rows: Matrix) => ({ predicted: Array.from(predictedClasses(rows), String) });
  const inner = build(toTable(reference));
  return { name: inner.name, alpha: inner.alpha, compare: (sample) => inner.compare(toTable(sample)) };
}

/** A detector that forgets to correct for the number of features. */
function uncorrected(inner: BatchDetector<TableData>): BatchDetector<Matrix> {
  const { name, alpha } = inner;
  const compare = async (sample: Matrix) => {
    const result = await inner.compare(sample);
    return { ...result, drift: result.features.some(({ pValue }) => pValue < alpha) };
  };
  return { name, alpha, compare };
}

function largestPsi(reference: Matrix, sample: Matrix): number {
  const column = ({ values, rows, columns }: Matrix, j: number) =>
    Float64Array.from({ length: rows }, (_, i) => values[i * columns + j]);
  let largest = 0;
  for (let j = 0; j < reference.columns; j++) {
    const bins = psiBins(column(reference, j));
    largest = Math.max(largest, psi(bins.referenceCounts, binCounts(bins, column(sample, j))));
  }
  return largest;
}
