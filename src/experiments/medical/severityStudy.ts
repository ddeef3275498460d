import { imageDrifts, type ImageDriftName } from '../../augmentation/imageDrifts';
import { selectLabeled } from '../../data/labeledImages';
import { calibrationError, type CalibrationError } from '../../metrics/calibrationError';
import { rateGaps } from '../../metrics/rateGaps';
import type { Random } from '../../random';
import type { Interval } from '../../stats/interval';
import { proportionInterval } from '../../stats/proportionInterval';
import { BATCH_WATCHERS, batchWatchers, type BatchWatcher } from './batchWatchers';
import { imageView, type ImageView } from './imageView';
import type { MedicalModel } from './medicalModel';

/** Options of `severityStudy`. */
export interface SeverityStudyOptions {
  readonly random: Random;
  /** Default eight of them. */
  readonly drifts?: readonly ImageDriftName[];
  /** Default 0, 0.2, …, 1. */
  readonly severities?: readonly number[];
  /** Images of the sample, none of which is in the reference; default 300. */
  readonly sample?: number;
  /** Called with what is done and how much there is. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What one drift of one severity does to a model. */
export interface SeverityRow {
  readonly drift: ImageDriftName;
  readonly severity: number;
  readonly accuracy: Interval;
  readonly calibration: CalibrationError;
  /** Accuracy of the second group less that of the first; null if one has too few images. */
  readonly gap: Interval | null;
  /** Whether each watcher alarms, at level 5 %. */
  readonly alarms: Readonly<Record<BatchWatcher, boolean>>;
}

const DRIFTS = ['brightness', 'contrast', 'gaussianBlur', 'gaussianNoise', 'jpeg', 'occlusion', 'zoom', 'colorTemperature'] as const; // prettier-ignore
const ALPHA = 0.05;

/**
 * Accuracy, calibration, fairness and detectors over the severity of image drifts. One sample is drifted by each; it shares no
 * image with the reference, so that severity 0 is an honest comparison, too.
 * @example
 * const rows = await severityStudy(model, { random: createRandom(1), drifts: ['jpeg'] });
 */
export async function severityStudy(
  model: MedicalModel,
  { random, drifts = DRIFTS, severities = [0, 0.2, 0.4, 0.6, 0.8, 1], sample = 300, onProgress }: SeverityStudyOptions,
): Promise<SeverityRow[]> {
  const reference = await imageView(model.reference, model.predict);
  const watchers = batchWatchers(reference, ALPHA, random.fork('watchers'));
  const clean = selectLabeled(
    model.pool,
    Array.from({ length: sample }, (_, i) => i),
  );
  const rows: SeverityRow[] = [];
  for (const drift of drifts)
    for (const severity of severities) {
      const images = imageDrifts[drift].apply(clean.images, severity, random.fork(drift));
      const view = await imageView({ ...clean, images }, model.predict);
      const alarms = {} as Record<BatchWatcher, boolean>;
      for (const name of BATCH_WATCHERS) alarms[name] = (await watchers[name](view)).drift;
      rows.push({ drift, severity, alarms, ...harmOf(view, random.fork('calibration')) });
      onProgress?.(rows.length, drifts.length * severities.length);
    }
  return rows;
}

/** What a model is worth on images. */
export function harmOf(view: ImageView, random: Random): Pick<SeverityRow, 'accuracy' | 'calibration' | 'gap'> {
  const { correct, confidences } = view;
  return {
    accuracy: proportionInterval(correct.reduce((sum, one) => sum + one, 0), correct.length), // prettier-ignore
    calibration: calibrationError(confidences, correct, { random, resamples: 199 }),
    gap: gapOf(view),
  };
}

function gapOf({ data: { groups }, correct }: ImageView): Interval | null {
  if (!groups) return null;
  const trials = groups.names.map((group, k) => {
    const own = correct.filter((_, i) => groups.members[i] === k);
    return { group, successes: own.reduce((sum, one) => sum + one, 0), trials: own.length };
  });
  return rateGaps('accuracy', trials, groups.names[0]).groups[0]?.gap ?? null;
}
