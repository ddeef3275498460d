import { imageEmbeddings } from '../embedding/patchEmbedder';
import { selectEmbeddings } from '../embedding/embeddingImages';
import { mmd, type MmdResult } from '../detectors/mmd';
import type { Random } from '../random';
import { type AnomalyDetector, type AnomalyDetectorOptions, fitAnomalyDetector } from './anomalyDetector';
import { type AnomalyRun, runAnomalyDetector } from './anomalyRun';
import type { EmbeddedClass } from './embeddedClass';

/** What a drift does to a detector, and what rebuilding its bank repairs. */
export interface DriftStudy {
  readonly detectors: { readonly original: AnomalyDetector; readonly rebuilt: AnomalyDetector };
  readonly runs: {
    /** Original bank, images without drift: the promise of the threshold holds. */
    readonly clean: AnomalyRun;
    /** Original bank, drifted images: no promise holds. */
    readonly before: AnomalyRun;
    /** Bank and threshold rebuilt from drifted normals, drifted images: the promise holds again. */
    readonly after: AnomalyRun;
  };
}

/**
 * Runs the original detector on clean and on drifted images, then the rebuilt one on the drifted images.
 * @example
 * const { runs } = await driftStudy(clean, drifted, { bank: embedder.bank });
 * runs.before.metrics.falseAlarmRate;
 */
export async function driftStudy(
  clean: EmbeddedClass,
  drifted: EmbeddedClass,
  options: AnomalyDetectorOptions,
): Promise<DriftStudy> {
  const original = await fitAnomalyDetector(clean.train, clean.calibration, options);
  const rebuilt = await fitAnomalyDetector(drifted.train, drifted.calibration, options);
  return {
    detectors: { original, rebuilt },
    runs: {
      clean: await runAnomalyDetector(original, clean.test),
      before: await runAnomalyDetector(original, drifted.test),
      after: await runAnomalyDetector(rebuilt, drifted.test),
    },
  };
}

/**
 * Is there drift? MMD between held-out normals and incoming good images, one embedding an image (patches of one image are not independent).
 * @example
 * (await measureDrift(clean.calibration, drifted.test, createRandom(0))).pValue;
 */
export async function measureDrift(
  normals: EmbeddedClass['calibration'],
  { embedding, labels }: EmbeddedClass['test'],
  random: Random,
): Promise<MmdResult> {
  const good = [...labels.keys()].filter((i) => labels[i] === 0);
  return mmd(imageEmbeddings(normals), imageEmbeddings(selectEmbeddings(embedding, good)), { random });
}
