import { contrast } from '../augmentation/contrast';
import { carpetImages, type CarpetOptions } from '../data/carpet';
import type { ClassImages } from '../data/classImages';
import type { PatchEmbedder } from '../embedding/patchEmbedder';
import type { Images } from '../images';
import type { AnomalyDetectorOptions } from './anomalyDetector';
import { type Baseline, baselines } from './baselines';
import { driftStudy, type DriftStudy } from './driftStudy';
import { embedClass } from './embeddedClass';

/** Options of {@link seedStudy}. */
export interface SeedStudyOptions extends AnomalyDetectorOptions {
  readonly embedder: PatchEmbedder;
  /** Seeds of the carpet generator. */
  readonly seeds: readonly number[];
  /** Size of each class; see `carpetImages`. */
  readonly carpet?: Omit<CarpetOptions, 'seed'>;
  /** Colour contrast of the drift. Default 0.6. */
  readonly factor?: number;
  /** Called with the number of seeds done and their total. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** One seed: the three runs of one carpet class, and how simpler scores do on its clean test. */
export interface SeedStudyRow {
  readonly seed: number;
  readonly runs: DriftStudy['runs'];
  readonly baselines: readonly Baseline[];
}

/**
 * Repeats the study on carpets of several seeds, so that what is said about drift is said of carpets and not of one test set.
 * @example
 * const rows = await seedStudy({ embedder, bank, seeds: [1, 2, 3, 4, 5] });
 * tInterval(rows.map(({ runs }) => runs.before.metrics.recallAtFpr5 - runs.clean.metrics.recallAtFpr5));
 */
export async function seedStudy({
  embedder,
  seeds,
  carpet = {},
  factor = 0.6,
  onProgress,
  ...detector
}: SeedStudyOptions): Promise<SeedStudyRow[]> {
  const rows: SeedStudyRow[] = [];
  for (const seed of seeds) {
    // masks only serve heat maps, which take longest
    const images = { ...carpetImages({ ...carpet, seed }), masks: undefined };
    const clean = await embedClass(images, embedder);
    const drifted = await embedClass(
      withDrift(images, (part) => contrast(part, factor)),
      embedder,
    );
    const { runs } = await driftStudy(clean, drifted, detector);
    rows.push({ seed, runs, baselines: await baselines(images, ['Gabor bank', 'mean colour']) });
    onProgress?.(rows.length, seeds.length);
  }
  return rows;
}

function withDrift(images: ClassImages, apply: (part: Images) => Images): ClassImages {
  const { train, calibration, test } = images;
  return { ...images, train: apply(train), calibration: apply(calibration), test: apply(test) };
}
