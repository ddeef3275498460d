import { contrast } from '../augmentation/contrast';
import { carpetImages, type CarpetOptions } from '../data/carpet';
import { fitMemoryBank, type MemoryBank, type MemoryBankOptions } from '../embedding/memoryBank';
import type { PatchEmbedder, PatchEmbedding } from '../embedding/patchEmbedder';
import { auroc } from '../metrics/auroc';
import { recallAtFpr } from '../metrics/recallAtFpr';
import type { AnomalyMetrics } from './anomalyRun';
import { type Baseline, baselines } from './baselines';
import { embedInBatches, labelsOf } from './embeddedClass';

/** Options of {@link seedStudy}. */
export interface SeedStudyOptions {
  readonly embedder: PatchEmbedder;
  readonly bank: MemoryBankOptions;
  /** Seeds of the carpet generator. */
  readonly seeds: readonly number[];
  /** Size of each class; see `carpetImages`. */
  readonly carpet?: Omit<CarpetOptions, 'seed' | 'calibration'>;
  /** Colour contrast of the drift. Default 0.6. */
  readonly factor?: number;
  /** Called with the number of seeds done and their total. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** How well the scores of one run tell defects from good images, whatever the threshold. */
export type RankingMetrics = Pick<AnomalyMetrics, 'imageAuroc' | 'recallAtFpr5'>;

/** One seed: the three runs of one carpet class, and how simpler scores do on its clean test. */
export interface SeedStudyRow {
  readonly seed: number;
  readonly runs: Readonly<Record<'clean' | 'before' | 'after', RankingMetrics>>;
  readonly baselines: readonly Baseline[];
}

/**
 * Repeats the study on carpets of several seeds, so that what is said about drift is said of carpets and not of one test set. Only what needs no
 * threshold: no calibration images are made.
 * @example
 * const rows = await seedStudy({ embedder, bank: embedder.bank, seeds: [1, 2, 3, 4, 5] });
 * tInterval(rows.map(({ runs }) => runs.before.recallAtFpr5 - runs.clean.recallAtFpr5));
 */
export async function seedStudy({
  embedder,
  bank,
  seeds,
  carpet = {},
  factor = 0.6,
  onProgress,
}: SeedStudyOptions): Promise<SeedStudyRow[]> {
  const rows: SeedStudyRow[] = [];
  for (const seed of seeds) {
    const images = carpetImages({ ...carpet, calibration: 0, seed });
    const { train, test } = images;
    const labels = labelsOf(images.kinds);
    const original = await fitMemoryBank(await embedInBatches(train, embedder), bank);
    const rebuilt = await fitMemoryBank(await embedInBatches(contrast(train, factor), embedder), bank);
    const clean = await embedInBatches(test, embedder);
    const drifted = await embedInBatches(contrast(test, factor), embedder);
    const runs = {
      clean: await rank(original, clean, labels),
      before: await rank(original, drifted, labels),
      after: await rank(rebuilt, drifted, labels),
    };
    rows.push({ seed, runs, baselines: await baselines(images, ['Gabor bank', 'mean colour']) });
    onProgress?.(rows.length, seeds.length);
  }
  return rows;
}

async function rank(bank: MemoryBank, test: PatchEmbedding, labels: Uint8Array): Promise<RankingMetrics> {
  const { imageScores } = await bank.score(test);
  return { imageAuroc: auroc(imageScores, labels), recallAtFpr5: recallAtFpr(imageScores, labels, 0.05) };
}
