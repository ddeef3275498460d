import { nearestIndex, type NearestIndex } from '../compute/nearestIndex';
import { checkInteger, checkNumber } from '../errors';
import { type Matrix, selectRows } from '../matrix';
import { createRandom, permutation, type Random } from '../random';
import { kCenterGreedy } from './coreset';
import { concatEmbeddings } from './embeddingImages';
import { fitLevels, type Levels, levelScores } from './levels';
import { reweigh } from './patchcore';
import type { PatchEmbedding } from './patchEmbedder';
import { averageScores, farthestPatches, type PatchScores } from './patchScores';
import { fitWhitening, type Whitening, type WhiteningOptions, whiten, whitenRows } from './whitening';

/** How a bank turns distances into scores. */
export interface ScoringOptions {
  /** Rows of the bank in PatchCore's weight of the image score (equation 7), at least 2; 0 leaves the weight out. Default 9. */
  readonly neighbours?: number;
  /** Side of the window over which patch scores are averaged before the maximum is taken; odd. Default 1: no averaging. */
  readonly average?: number;
}

/** Where the embeddings came from: kept with the bank, for people to read. */
export interface BankSource {
  readonly embedder?: string;
  readonly imageHeight?: number;
  readonly imageWidth?: number;
  readonly seed?: number;
}

/** Options of {@link fitMemoryBank}. The defaults are PatchCore's. */
export interface MemoryBankOptions extends ScoringOptions {
  /** Share of all patches that the bank keeps, in (0, 1]. Default 0.1. */
  readonly share?: number;
  /** Number of patches that the bank keeps, instead of `share`; all if there are fewer. */
  readonly size?: number;
  /** The coreset is chosen among that many patches, drawn at random: bounds the time of a fit. Default: among all. */
  readonly candidates?: number;
  /** Whiten the features first, with these options; `{}` for their defaults. Default: take them as they are. */
  readonly whitening?: WhiteningOptions;
  /** Also score the level of each image, which centring takes from its patches; needs at least four images. Default false. */
  readonly levels?: boolean;
  /** Default `createRandom(0)`. Only its seed matters: every fit draws the same from it. */
  readonly random?: Random;
  readonly source?: BankSource;
  /** Called now and then with the number of patches chosen so far, and the number wanted. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Anomaly scores; higher is stranger. */
export interface AnomalyScores {
  /** Distance of each patch to the bank, averaged if the bank does so. */
  readonly patchScores: PatchScores;
  /** The largest patch score of each image, weighted if the bank does so; if the bank has levels, that of its level where it is larger. */
  readonly imageScores: Float64Array;
}

/** What a bank is made of: plain data. */
export interface MemoryBankParts {
  /** The patches that were kept, whitened if `whitening` is there. */
  readonly patches: Matrix<Float32Array>;
  readonly whitening?: Whitening;
  readonly metadata: MemoryBankMetadata;
}

/** What is known about a bank: survives JSON. */
export interface MemoryBankMetadata extends Required<ScoringOptions> {
  readonly source: BankSource;
  /** Number of normal images. */
  readonly images: number;
  readonly gridHeight: number;
  readonly gridWidth: number;
  /** Number of patches among which the coreset was chosen. */
  readonly candidates: number;
  /** The largest distance of any of them to the bank. */
  readonly radius: number;
  /** What is normal in the level of an image, if the bank scores it. */
  readonly levels?: Levels;
}

/** Patches of normal images, against which others are scored. Holds no native memory. */
export interface MemoryBank extends MemoryBankParts {
  /**
   * Scores images by the distance of their patches to the bank. O(patches · bank rows · columns) time, as matrix products.
   * @throws {RangeError} if the grid or the number of features is not that of the bank, or a number is not finite.
   */
  score(embedding: PatchEmbedding): Promise<AnomalyScores>;
}

/**
 * A memory bank of normal images as in PatchCore (Roth et al. 2022): a greedy k-center coreset of their patches. One image is enough.
 * Images of the bank itself score too low: take a threshold from others. At worst O(candidates · bank rows · columns) time. Measured with
 * 100 images of 1024 patches and 76 features: 0.6 s for a bank of 1 %, 5 s for 10 %, 2 s for 10 % with `candidates: 30_000`.
 * @throws {RangeError} if there are no patches, an option is outside its range, or a number is not finite.
 * @example
 * const bank = await fitMemoryBank(await embedder.embed(train), { share: 0.01, random: createRandom(7) });
 * const { imageScores } = await bank.score(await embedder.embed(test));
 */
export async function fitMemoryBank(
  embeddings: PatchEmbedding | readonly PatchEmbedding[],
  options: MemoryBankOptions = {},
): Promise<MemoryBank> {
  const { neighbours = 9, average = 1, random = createRandom(0), source = {}, onProgress } = options;
  const normal = 'patches' in embeddings ? embeddings : concatEmbeddings(embeddings);
  checkEmbedding(normal);
  const size = bankSize(normal.patches.rows, options);
  const whitening = options.whitening && (await fitWhitening(normal, options.whitening));
  const drawn = draw(normal.patches.rows, options.candidates ?? Infinity, random.fork('candidates'));
  const candidates = await candidatesOf(normal, whitening, drawn);
  const count = Math.min(size, candidates.rows);
  const { indices, radii } = await kCenterGreedy(candidates, count, { random: random.fork('start'), onProgress });
  const { count: images, gridHeight, gridWidth } = normal;
  const levels = options.levels && images >= 4 ? await fitLevels(normal, crossScores(options)) : undefined;
  return memoryBank({
    patches: selectRows(candidates, indices),
    whitening,
    metadata: {
      source,
      images,
      gridHeight,
      gridWidth,
      candidates: candidates.rows,
      radius: radii[count - 1],
      neighbours,
      average,
      ...(levels && { levels }),
    },
  });
}

/** Scores one part of the normal images by a bank of another, for the scale of scores only: a quarter of the patches tells it. */
function crossScores({ candidates = 8000, ...options }: MemoryBankOptions) {
  const smaller = { ...options, candidates: Math.min(candidates, 8000), levels: false, onProgress: undefined };
  return async (train: PatchEmbedding, test: PatchEmbedding): Promise<Float64Array> => {
    const bank = await fitMemoryBank(train, smaller);
    return (await bank.score(test)).imageScores;
  };
}

/**
 * A bank from its parts, as `loadMemoryBank` has them.
 * @throws {RangeError} if they do not fit together.
 */
export function memoryBank(parts: MemoryBankParts): MemoryBank {
  const { patches, whitening, metadata } = parts;
  const { neighbours, average } = metadata;
  if (neighbours !== 0) checkInteger('neighbours', neighbours, 2);
  if (neighbours !== 0) checkInteger('size of a bank with neighbours', patches.rows, 2);
  if (checkInteger('average', average, 1) % 2 === 0)
    throw new RangeError(`invalid average: expected an odd number, got ${average}`);
  if (whitening && whitening.mean.length !== patches.columns)
    throw new RangeError(`invalid whitening: expected ${patches.columns} features, got ${whitening.mean.length}`);
  return new NearestNeighbourBank(parts, nearestIndex(patches));
}

class NearestNeighbourBank implements MemoryBank {
  readonly patches: Matrix<Float32Array>;
  readonly whitening?: Whitening;
  readonly metadata: MemoryBankMetadata;

  constructor(
    { patches, whitening, metadata }: MemoryBankParts,
    private readonly index: NearestIndex,
  ) {
    this.patches = patches;
    this.whitening = whitening;
    this.metadata = metadata;
  }

  async score(embedding: PatchEmbedding): Promise<AnomalyScores> {
    this.check(embedding);
    const { patches, count, gridHeight, gridWidth } = this.whitening
      ? await whiten(embedding, this.whitening)
      : embedding;
    const { distances, indices } = await this.index.nearest(patches);
    const values = Float32Array.from(distances.values);
    const patchScores = averageScores({ values, count, gridHeight, gridWidth }, this.metadata.average);
    const far = farthestPatches(patchScores);
    const weights = await this.weights(patches, far, indices);
    const imageScores = Float64Array.from(far, (p, i) => weights[i] * patchScores.values[p]);
    const { levels } = this.metadata;
    if (!levels) return { patchScores, imageScores };
    const level = await levelScores(embedding, levels);
    return { patchScores, imageScores: imageScores.map((score, i) => Math.max(score, level[i])) };
  }

  private async weights(patches: Matrix, far: Uint32Array, nearest: Uint32Array): Promise<Float64Array> {
    const { index, patches: bank } = this;
    const { neighbours } = this.metadata;
    if (neighbours === 0) return new Float64Array(far.length).fill(1);
    const own = far.map((p) => nearest[p]);
    return (await reweigh(selectRows(patches, far), own, { bank, index, neighbours })).weights;
  }

  private check(embedding: PatchEmbedding): void {
    checkEmbedding(embedding);
    const { gridHeight, gridWidth } = this.metadata;
    const expected = `${gridHeight} × ${gridWidth} patches with ${this.patches.columns} features`;
    const got = `${embedding.gridHeight} × ${embedding.gridWidth} patches with ${embedding.patches.columns} features`;
    if (got !== expected) throw new RangeError(`invalid embedding: expected ${expected} as in the bank, got ${got}`);
  }
}

function checkEmbedding({ patches, count, gridHeight, gridWidth }: PatchEmbedding): void {
  const rows = count * gridHeight * gridWidth;
  checkInteger('count of embedding', count, 1);
  if (patches.rows !== rows)
    throw new RangeError(
      `invalid embedding: expected ${count} × ${gridHeight} × ${gridWidth} = ${rows} patches, got ${patches.rows}`,
    );
}

function bankSize(patches: number, { share = 0.1, size }: MemoryBankOptions): number {
  if (size !== undefined) return Math.min(checkInteger('size', size, 1), patches);
  return Math.max(1, Math.round(checkNumber('share', share, Number.MIN_VALUE, 1) * patches));
}

async function candidatesOf(
  normal: PatchEmbedding,
  whitening: Whitening | undefined,
  drawn: Uint32Array | undefined,
): Promise<Matrix<Float32Array>> {
  if (whitening) return whitenRows(normal, whitening, drawn);
  return drawn ? selectRows(normal.patches, drawn) : normal.patches;
}

/** The numbers of the patches among which the coreset is chosen; undefined for all. */
function draw(patches: number, wanted: number, random: Random): Uint32Array | undefined {
  if (wanted !== Infinity) checkInteger('candidates', wanted, 1);
  if (wanted >= patches) return undefined;
  return permutation(patches, random).subarray(0, wanted).sort();
}
