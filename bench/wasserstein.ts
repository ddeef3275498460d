import { wasserstein } from '../src/stats/wasserstein';
import { bench } from './harness/bench';
import { normals } from './harness/normals';

/** Is the Wasserstein distance of two samples, both sorted on the way, faster than SciPy's pooled sorts and than two native sorts? */
export const benches = [
  { reference: 100_000, sample: 100_000 },
  { reference: 100_000, sample: 60_000 },
].map((sizes) =>
  bench({
    name: `Wasserstein, ${sizes.reference.toLocaleString('en')} against ${sizes.sample.toLocaleString('en')} values`,
    inputs: () => ({ reference: normals(1, sizes.reference, 1), sample: normals(1, sizes.sample, 2, 0.1) }),
    setUp: ({ reference, sample }) =>
      Promise.resolve({ reference: Float64Array.from(reference.values), sample: Float64Array.from(sample.values) }),
    run: ({ reference, sample }) => {
      const distance = wasserstein(reference, sample);
      return Promise.resolve(() => ({ distance: [distance] }));
    },
    tolerances: { distance: 1e-12 },
    peers: [
      { name: 'SciPy', script: 'wasserstein_scipy', mark: 0.5 },
      { name: 'NumPy, two sorts', script: 'wasserstein_numpy' },
    ],
  }),
);
