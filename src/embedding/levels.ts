import { row } from '../matrix';
import { mean, standardDeviation } from '../stats/moments';
import { selectEmbeddings } from './embeddingImages';
import type { PatchEmbedding } from './patchEmbedder';
import { fitWhitening, imageMedians, type Whitening, whiten } from './whitening';

/**
 * What is normal in the level of an image, that is in the medians of its features over the grid: light, tint, contrast. Centring takes the level
 * away from the patches, so that a change of all of them at once would go unseen without this. Plain numbers.
 */
export interface Levels {
  readonly whitening: Whitening;
  /** On the scale of patch scores a level at distance d counts `offset + slope · d`. */
  readonly offset: number;
  readonly slope: number;
}

/** Shrinks the correlations of medians half way to none: there are few images for many features. */
const RIDGE = 1;
/** Standard deviations by which a level must be more unusual than a patch to count as much: most defects are local, and levels of few images are known badly. */
const HANDICAP = 4;
/** As many images tell the scale of the scores. */
const SCALE_IMAGES = 48;

/**
 * Fits the level score to normal images, at least four. Its scale is that of the patch scores: both are taken from images that had no part in the
 * fit (two halves, each scored by the other), since images score too low under their own fit.
 * @param patchScores image scores of the second part by a bank of the first
 */
export async function fitLevels(
  normal: PatchEmbedding,
  patchScores: (train: PatchEmbedding, test: PatchEmbedding) => Promise<Float64Array>,
): Promise<Levels> {
  const images = [...Array(Math.min(normal.count, SCALE_IMAGES)).keys()];
  const halves = [0, 1].map((parity) =>
    selectEmbeddings(
      normal,
      images.filter((i) => i % 2 === parity),
    ),
  );
  const pairs = [halves, [...halves].reverse()];
  const local: number[] = [];
  const level: number[] = [];
  for (const [train, test] of pairs) {
    local.push(...(await patchScores(train, test)));
    level.push(...(await levelDistances(test, await fitMedians(train))));
  }
  const slope = standardDeviation(local) / standardDeviation(level);
  const offset = mean(local) - HANDICAP * standardDeviation(local) - slope * mean(level);
  return { whitening: await fitMedians(normal), offset, slope };
}

/** How unusual the level of each image is, on the scale of the patch scores. */
export async function levelScores(
  embedding: PatchEmbedding,
  { whitening, offset, slope }: Levels,
): Promise<Float64Array> {
  return (await levelDistances(embedding, whitening)).map((distance) => offset + slope * distance);
}

function fitMedians(embedding: PatchEmbedding): Promise<Whitening> {
  return fitWhitening(medians(embedding), { centre: false, ridge: RIDGE });
}

async function levelDistances(embedding: PatchEmbedding, whitening: Whitening): Promise<Float64Array> {
  const { patches } = await whiten(medians(embedding), whitening);
  return Float64Array.from({ length: patches.rows }, (_, i) => Math.hypot(...row(patches, i)));
}

function medians(embedding: PatchEmbedding): PatchEmbedding {
  return { patches: imageMedians(embedding), count: embedding.count, gridHeight: 1, gridWidth: 1 };
}
