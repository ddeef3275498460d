import { mmd } from '../src/detectors/mmd';
import { createRandom } from '../src/random';
import { bench } from './harness/bench';
import { normals } from './harness/normals';

/** Does the kernel two-sample test with its permutations keep up with the simplest good NumPy? */
export const benches = [1000, 100].map((permutations) =>
  bench({
    name: `MMD 1000 against 1000, d 384, ${permutations} permutations`,
    // a shift that every permutation misses: p is the same whatever the permutations are
    inputs: () => ({ reference: normals(1000, 384, 1), sample: normals(1000, 384, 2, 0.1) }),
    options: { permutations },
    setUp: (inputs) => Promise.resolve(inputs),
    run: async ({ reference, sample }) => {
      const { statistic, pValue, bandwidth } = await mmd(reference, sample, { random: createRandom(0), permutations });
      return () => ({ statistic: [statistic], pValue: [pValue], bandwidth: [bandwidth as number] });
    },
    tolerances: { statistic: 1e-6, bandwidth: 1e-5 },
    peers: [{ name: 'NumPy, K·Z', script: 'mmd_numpy', mark: 1 }],
  }),
);
