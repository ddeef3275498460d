import { nearestRows } from '../../../src/compute/nearestIndex';
import { kCenterGreedy } from '../../../src/embedding/coreset';
import { patchcoreScore } from '../../../src/embedding/patchcore';
import { fromRows, matrix, row, selectRows } from '../../../src/matrix';

export async function kcenter_greedy(input: { x: number[][]; start: number; k: number }): Promise<unknown> {
  const points = fromRows(input.x);
  const { indices, radii } = await kCenterGreedy(points, input.k, { start: input.start });
  const { distances } = await nearestRows(points, selectRows(points, indices));
  return { selected: indices, radius: radii, distances: distances.values };
}

export async function knn(input: { reference: number[][]; queries: number[][]; k: number }): Promise<unknown> {
  const { distances, indices } = await nearestRows(fromRows(input.queries), fromRows(input.reference), input.k);
  const places = matrix(Float64Array.from(indices), distances.rows, distances.columns);
  const queries = input.queries.map((_, i) => i);
  return { distances: queries.map((i) => row(distances, i)), indices: queries.map((i) => row(places, i)) };
}

export async function patchcore_score(input: { memory: number[][]; patches: number[][]; b: number }): Promise<unknown> {
  const found = await patchcoreScore(fromRows(input.memory), fromRows(input.patches), { neighbours: input.b });
  return {
    patch_scores: found.patchScores,
    max_patch: found.patch,
    nearest_memory: found.nearest,
    neighbours: found.neighbours,
    weight: found.weight,
    image_score: found.imageScore,
    unweighted_score: found.patchScores[found.patch],
  };
}
