import { fitMemoryBank, type MemoryBank, type MemoryBankOptions } from '../embedding/memoryBank';
import type { PatchEmbedding } from '../embedding/patchEmbedder';
import { conformalThreshold, type ConformalOptions, type ConformalThreshold } from '../stats/conformalThreshold';

/** A memory bank of normal images and the alarm threshold that other normal images gave it. Alarm if score > threshold. */
export interface AnomalyDetector {
  readonly bank: MemoryBank;
  readonly threshold: ConformalThreshold;
}

/** Options of {@link fitAnomalyDetector}. */
export interface AnomalyDetectorOptions extends ConformalOptions {
  readonly bank: MemoryBankOptions;
}

/**
 * Fits the bank to `train` and the threshold to the scores of `calibration`.
 * The promise of the threshold holds only if no calibration image is in `train`, or took part in making the embedder.
 * @example
 * const detector = await fitAnomalyDetector(await embedder.embed(train), await embedder.embed(calibration), { bank: embedder.bank });
 */
export async function fitAnomalyDetector(
  train: PatchEmbedding,
  calibration: PatchEmbedding,
  { bank: bankOptions, ...promise }: AnomalyDetectorOptions,
): Promise<AnomalyDetector> {
  const bank = await fitMemoryBank(train, bankOptions);
  const { imageScores } = await bank.score(calibration);
  return { bank, threshold: conformalThreshold(imageScores, promise) };
}
