import { nearestIndex } from '../src/compute/nearestIndex';
import { bench } from './harness/bench';
import { normals } from './harness/normals';

/** Does scoring one image against a memory bank keep up with PyTorch? 784 patches, 10,000 rows, 384 numbers each. */
export const benches = [
  bench({
    name: 'patch search 784 × 10,000 × 384',
    inputs: () => ({ queries: normals(784, 384, 1), reference: normals(10_000, 384, 2) }),
    setUp: ({ queries, reference }) => Promise.resolve({ queries, index: nearestIndex(reference) }),
    run: async ({ queries, index }) => {
      const { distances, indices } = await index.nearest(queries);
      return () => ({ distances: Array.from(distances.values), indices: Array.from(indices) });
    },
    tolerances: { distances: 1e-4 },
    peers: [
      { name: 'torch.cdist + min', script: 'nearest_torch', mark: 1 },
      { name: 'NumPy', script: 'nearest_numpy', mark: 1 },
    ],
  }),
];
