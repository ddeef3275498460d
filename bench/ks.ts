import { matrix, type Matrix } from '../src/matrix';
import { createRandom } from '../src/random';
import { sortedKolmogorovSmirnov } from '../src/stats/kolmogorovSmirnov';
import { sortNumbers } from '../src/stats/sortNumbers';
import { bench } from './harness/bench';

const FEATURES = 384;

/** Rows are features here: what a detector that reads columns holds. */
const inputs = (): { reference: Matrix; sample: Matrix } => ({
  reference: features(10_000, 1),
  sample: features(2000, 2),
});

function features(size: number, seed: number): Matrix<Float64Array> {
  const random = createRandom(seed);
  return matrix(
    Float64Array.from({ length: FEATURES * size }, () => random.normal()),
    FEATURES,
    size,
  );
}

const rowsOf = ({ values, rows, columns }: Matrix): Float64Array[] =>
  Array.from({ length: rows }, (_, i) => Float64Array.from(values.subarray(i * columns, (i + 1) * columns)));

function compare(reference: readonly Float64Array[], sample: readonly Float64Array[]) {
  const found = sample.map((values, i) =>
    sortedKolmogorovSmirnov(reference[i], sortNumbers(values), { method: 'asymptotic' }),
  );
  return () => ({ statistic: found.map(({ statistic }) => statistic), pValue: found.map(({ pValue }) => pValue) });
}

const tolerances = { statistic: 1e-12, pValue: 1e-6 };

/** Is the Kolmogorov–Smirnov test of many features an order faster than the usual loop, and as fast as good NumPy? */
export const benches = [
  bench({
    name: 'KS, 384 features, 10,000 against 2,000, reference sorted before',
    inputs,
    setUp: ({ reference, sample }) =>
      Promise.resolve({ reference: rowsOf(reference).map(sortNumbers), sample: rowsOf(sample) }),
    run: ({ reference, sample }) => Promise.resolve(compare(reference, sample)),
    tolerances,
    rounds: 6,
    peers: [
      { name: 'SciPy loop', script: 'ks_scipy', mark: 0.1 },
      { name: 'NumPy, reference sorted', script: 'ks_numpy', mark: 1 },
    ],
  }),
  bench({
    name: 'KS, 384 features, 10,000 against 2,000, sorting the reference too',
    inputs,
    setUp: ({ reference, sample }) => Promise.resolve({ reference: rowsOf(reference), sample: rowsOf(sample) }),
    run: ({ reference, sample }) => Promise.resolve(compare(reference.map(sortNumbers), sample)),
    tolerances,
    rounds: 6,
    peers: [{ name: 'SciPy loop', script: 'ks_scipy', mark: 0.5 }],
  }),
];
