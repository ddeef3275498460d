import type { ClassImages } from '../data/classImages';
import type { PatchEmbedder, PatchEmbedding } from '../embedding/patchEmbedder';
import { type Images, sliceImages } from '../images';
import { concatEmbeddings } from '../embedding/embeddingImages';
import type { AnomalyTest } from './anomalyRun';

/** The images of a class, embedded. */
export interface EmbeddedClass {
  readonly train: PatchEmbedding;
  readonly calibration: PatchEmbedding;
  readonly test: AnomalyTest;
}

type OnProgress = (done: number, total: number) => void;

const BATCH = 32;

/**
 * Embeds all images of a class.
 * @param onProgress is called with the number of images done so far and their total.
 * @example
 * const clean = await embedClass(carpet, await openTextureEmbedder());
 */
export async function embedClass(
  { train, calibration, test, kinds, masks }: ClassImages,
  embedder: PatchEmbedder,
  onProgress?: OnProgress,
): Promise<EmbeddedClass> {
  const total = train.count + calibration.count + test.count;
  const from = (start: number) => (done: number) => onProgress?.(start + done, total);
  return {
    train: await embedInBatches(train, embedder, from(0)),
    calibration: await embedInBatches(calibration, embedder, from(train.count)),
    test: {
      embedding: await embedInBatches(test, embedder, from(train.count + calibration.count)),
      labels: labelsOf(kinds),
      masks,
    },
  };
}

/** Embeds images a few at a time, so that the pixels of all of them are never unpacked at once. */
export async function embedInBatches(
  images: Images,
  embedder: PatchEmbedder,
  onProgress?: OnProgress,
): Promise<PatchEmbedding> {
  const parts: PatchEmbedding[] = [];
  for (let start = 0; start < images.count; start += BATCH) {
    const end = Math.min(start + BATCH, images.count);
    parts.push(await embedder.embed(sliceImages(images, start, end)));
    onProgress?.(end, images.count);
  }
  return concatEmbeddings(parts);
}

/** 0 for `good`, 1 for any defect. */
export function labelsOf(kinds: readonly string[]): Uint8Array {
  return Uint8Array.from(kinds, (kind) => Number(kind !== 'good'));
}
