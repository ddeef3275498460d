import { nearestRows } from '../../../src/compute/nearestIndex';
import { kCenterGreedy } from '../../../src/embedding/coreset';
import { patchcoreScore } from '../../../src/embedding/patchcore';
import { columnScale, scaleColumns } from '../../../src/detectors/columnScale';
import { cosineShift } from '../../../src/embedding/cosineShift';
import { frechetDistance } from '../../../src/embedding/frechetDistance';
import { linearCka } from '../../../src/embedding/linearCka';
import { mahalanobisDistances } from '../../../src/embedding/mahalanobisDistances';
import { oracleShrinkage } from '../../../src/embedding/oracleShrinkage';
import { principalComponents, projectRows } from '../../../src/embedding/principalComponents';
import { fromRows, matrix, row, selectRows, type Matrix } from '../../../src/matrix';
import { chiSquareSf } from '../../../src/stats/distributions/chiSquare';
import { ledoitWolf, type ShrunkCovariance } from '../../../src/stats/ledoitWolf';

interface Pair {
  readonly x: number[][];
  readonly y: number[][];
}

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

export function pca({ x, k }: { x: number[][]; k: number }): unknown {
  const source = fromRows(x);
  const found = principalComponents(source, k);
  const scores = rowsOf(projectRows(source, found));
  const axes = rowsOf(found.components);
  const rest = x.map((values, i) =>
    values.map((value, j) => value - found.mean[j] - axes.reduce((sum, axis, c) => sum + scores[i][c] * axis[j], 0)),
  );
  return {
    mean: found.mean,
    components: axes,
    explained_variance: found.variances,
    explained_variance_ratio: found.shares,
    singular_values: found.variances.map((variance) => Math.sqrt(variance * (x.length - 1))),
    transformed: scores,
    whitened: scores.map((score) => score.map((value, c) => value / Math.sqrt(found.variances[c]))),
    reconstruction_mse: rest.flat().reduce((sum, value) => sum + value * value, 0) / (x.length * x[0].length),
  };
}

export function standardize({ x }: { x: number[][] }): unknown {
  const source = fromRows(x);
  const { mean, deviation } = columnScale(source);
  // the scale here has rows in the denominator; a constant column keeps 1
  const scale = deviation.map((value, j) =>
    x.every((each) => each[j] === x[0][j]) ? 1 : value * Math.sqrt((x.length - 1) / x.length),
  );
  return { mean, scale, transformed: rowsOf(scaleColumns(source, { mean, deviation: scale })) };
}

export function mahalanobis(input: { reference: number[][]; queries: number[][]; reg: number }): unknown {
  const reference = fromRows(input.reference);
  const distances = mahalanobisDistances(fromRows(input.queries), reference, { ridge: input.reg });
  return { distances, chi2_sf: distances.map((distance) => chiSquareSf(distance ** 2, reference.columns)) };
}

export function padim({ train, test, reg = 0.01 }: { train: number[][][]; test: number[][]; reg?: number }): unknown {
  const distances = test.map((query, place) => {
    const own = fromRows(train.map((image) => image[place]));
    return mahalanobisDistances(fromRows([query]), own, { ridge: reg })[0];
  });
  return { distances, image_score: Math.max(...distances) };
}

export function ledoit_wolf({ x }: { x: number[][] }): unknown {
  return shrunk(ledoitWolf(fromRows(x)));
}

export function oas({ x }: { x: number[][] }): unknown {
  return shrunk(oracleShrinkage(fromRows(x)));
}

export function frechet({ x, y }: Pair): unknown {
  return { distance: frechetDistance(fromRows(x), fromRows(y)) };
}

export function cka_linear({ x, y }: Pair): unknown {
  return { cka: linearCka(fromRows(x), fromRows(y)) };
}

export function cosine_shift({ x, y }: Pair): unknown {
  const { centroids, pairs, euclidean } = cosineShift(fromRows(x), fromRows(y));
  return { centroid_cosine_distance: centroids, mean_pair_cosine_distance: pairs, centroid_euclidean: euclidean };
}

function shrunk({ shrinkage, covariance, mean }: ShrunkCovariance): unknown {
  return { shrinkage, covariance: rowsOf(matrix(covariance, mean.length, mean.length)) };
}

function rowsOf(source: Matrix): number[][] {
  return Array.from({ length: source.rows }, (_, i) => [...row(source, i)]);
}
