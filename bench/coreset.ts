import { kCenterGreedy } from '../src/embedding/coreset';
import type { Matrix } from '../src/matrix';
import { type Bench, bench } from './harness/bench';
import { normals } from './harness/normals';

function coreset(rows: number, columns: number, count: number): Bench {
  return bench({
    name: `k-center greedy ${count} of ${rows} × ${columns}`,
    inputs: () => ({ points: integers(normals(rows, columns, 1)) }),
    options: { count },
    setUp: ({ points }) => Promise.resolve(points),
    run: async (points) => {
      const { indices, radii } = await kCenterGreedy(points, count, { start: 0 });
      return () => ({ indices: Array.from(indices), radii: Array.from(radii) });
    },
    tolerances: { radii: 1e-6 },
    peers: [{ name: 'NumPy', script: 'coreset_numpy', mark: 0.5 }],
    rounds: 3,
    repeats: 1,
  });
}

/** Sums of integers are exact in float32, so both sides must choose the same rows. */
function integers({ values, ...size }: Matrix): Matrix {
  return { ...size, values: Float32Array.from(values, (value) => Math.round(8 * value)) };
}

/** Is a coreset quicker than one matrix-vector product for each row that is chosen? */
export const benches = [coreset(20_000, 384, 2000), coreset(102_400, 76, 1024)];
