import { anomalyMaps } from '../embedding/anomalyMap';
import type { PatchEmbedding } from '../embedding/patchEmbedder';
import type { Images } from '../images';
import type { Matrix } from '../matrix';
import { auroc } from '../metrics/auroc';
import { pixelMetrics } from '../metrics/pixelMetrics';
import { recallAtFpr } from '../metrics/recallAtFpr';
import type { AnomalyDetector } from './anomalyDetector';

/** Labelled images, embedded. */
export interface AnomalyTest {
  readonly embedding: PatchEmbedding;
  /** 0 good, 1 defect; one for each image. */
  readonly labels: Uint8Array;
  /** Where the defects are; without masks pixel figures are null. */
  readonly masks?: Images;
}

/** The figures of one run of a detector. Rates and areas are in [0, 1]. */
export interface AnomalyMetrics {
  readonly imageAuroc: number;
  readonly pixelAuroc: number | null;
  /** Limit 0.30. */
  readonly aupro: number | null;
  /** Recall at the best threshold for these very images with at most 5 % false alarms. */
  readonly recallAtFpr5: number;
  /** Share of good images above the detector's own threshold; null if it has none. */
  readonly falseAlarmRate: number | null;
  /** Share of defect images above the detector's own threshold; null if it has none. */
  readonly recall: number | null;
  readonly threshold: number | null;
}

/** What a detector said about a test set. */
export interface AnomalyRun {
  readonly metrics: AnomalyMetrics;
  readonly goodScores: Float64Array;
  readonly defectScores: Float64Array;
  /** A heat map for each image, height × width scores; absent without masks. */
  readonly maps?: Matrix<Float32Array>;
}

/**
 * Scores a test set and compares the scores with its labels and masks.
 * @throws {RangeError} if one kind of image is missing.
 * @example
 * const { metrics } = await runAnomalyDetector(detector, { embedding, labels, masks });
 */
export async function runAnomalyDetector(
  { bank, threshold: promise }: AnomalyDetector,
  { embedding, labels, masks }: AnomalyTest,
): Promise<AnomalyRun> {
  const { imageScores, patchScores } = await bank.score(embedding);
  const threshold = promise.kind === 'threshold' ? promise.threshold : null;
  const [goodScores, defectScores] = [0, 1].map((label) => imageScores.filter((_, i) => labels[i] === label));
  const maps = masks && anomalyMaps(patchScores, masks);
  const pixel = maps && pixelMetrics(maps, masks);
  return {
    metrics: {
      imageAuroc: auroc(imageScores, labels),
      pixelAuroc: pixel?.auroc ?? null,
      aupro: pixel?.aupro ?? null,
      recallAtFpr5: recallAtFpr(imageScores, labels, 0.05),
      falseAlarmRate: shareAbove(goodScores, threshold),
      recall: shareAbove(defectScores, threshold),
      threshold,
    },
    goodScores,
    defectScores,
    maps,
  };
}

function shareAbove(scores: Float64Array, threshold: number | null): number | null {
  return threshold === null ? null : scores.filter((score) => score > threshold).length / scores.length;
}
