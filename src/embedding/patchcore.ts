import { nearestIndex, type NearestIndex } from '../compute/nearestIndex';
import { precisionOf } from '../compute/precision';
import { checkInteger } from '../errors';
import { type Matrix, row, selectRows } from '../matrix';
import { farthest } from './patchScores';

/** How PatchCore scores one image. */
export interface PatchcoreScore {
  /** Distance of each patch to the nearest row of the bank. */
  readonly patchScores: Float32Array | Float64Array;
  /** The patch that is farthest from the bank; the first one on ties. */
  readonly patch: number;
  /** The row of the bank that is nearest to that patch. */
  readonly nearest: number;
  /** The rows of the bank that are nearest to `nearest`, itself included. */
  readonly neighbours: Uint32Array;
  /** In [0, 1): small where the patch is as far from all neighbours as from the nearest row, so that this row is a rare one. */
  readonly weight: number;
  /** `weight` · the largest patch score. */
  readonly imageScore: number;
}

/** Options of {@link patchcoreScore}. */
export interface PatchcoreOptions {
  /** Rows of the bank that the weight looks at (b in the paper); all if there are fewer. With 1 the weight is 0. Default 9. */
  readonly neighbours?: number;
}

/**
 * The anomaly score of one image by PatchCore (Roth et al. 2022, equations 6 and 7): the distance s of its farthest patch to the nearest
 * row m* of the bank, times 1 − exp(s) / Σ exp(|patch − m|) over the `neighbours` rows m nearest to m*. Distances are not squared.
 * A `MemoryBank` scores many images faster.
 * @throws {RangeError} if the bank or the image has no patches, the columns differ or `neighbours` is not a positive integer.
 * @example
 * const { imageScore } = await patchcoreScore(bank, patches);
 */
export async function patchcoreScore(
  bank: Matrix,
  patches: Matrix,
  { neighbours = 9 }: PatchcoreOptions = {},
): Promise<PatchcoreScore> {
  checkInteger('rows of patches', patches.rows, 1);
  const index = nearestIndex(bank, { precision: precisionOf(bank, patches) });
  const { distances, indices } = await index.nearest(patches);
  const patchScores = distances.values;
  const patch = farthest(patchScores);
  const nearest = indices[patch];
  const around = await reweigh(selectRows(patches, [patch]), [nearest], { bank, index, neighbours });
  const [weight] = around.weights;
  return {
    patchScores,
    patch,
    nearest,
    neighbours: around.neighbours,
    weight,
    imageScore: weight * patchScores[patch],
  };
}

/** A bank and its index. */
interface Surroundings {
  readonly bank: Matrix;
  readonly index: NearestIndex;
  readonly neighbours: number;
}

/** PatchCore's weights of patches (a row each) whose nearest rows of the bank are known, and those rows' own neighbours, one patch after the other. */
export async function reweigh(
  patches: Matrix,
  nearest: ArrayLike<number>,
  { bank, index, neighbours: wanted }: Surroundings,
): Promise<{ weights: Float64Array; neighbours: Uint32Array }> {
  checkInteger('neighbours', wanted, 1);
  const count = Math.min(wanted, bank.rows);
  const { indices: neighbours } = await index.nearest(selectRows(bank, nearest), count);
  const weights = Float64Array.from({ length: patches.rows }, (_, i) => {
    const patch = row(patches, i);
    const own = distance(patch, row(bank, nearest[i]));
    let sum = 0;
    // exp(d) / exp(s) as exp(d − s): the plain quotient overflows from 710 on
    for (const m of neighbours.subarray(i * count, (i + 1) * count))
      sum += Math.exp(distance(patch, row(bank, m)) - own);
    return 1 - 1 / sum;
  });
  return { weights, neighbours };
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) {
    const difference = a[j] - b[j];
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}
