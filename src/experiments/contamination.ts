import { concatEmbeddings, selectEmbeddings } from '../embedding/embeddingImages';
import type { PatchEmbedding } from '../embedding/patchEmbedder';
import { permutation, type Random } from '../random';
import { type AnomalyDetectorOptions, fitAnomalyDetector } from './anomalyDetector';
import { type AnomalyRun, runAnomalyDetector } from './anomalyRun';
import type { EmbeddedClass } from './embeddedClass';

/** A bank in which defect images took the place of normal ones. */
export interface ContaminationRow {
  /** Defect images among the training images, a share in [0, 1]. */
  readonly share: number;
  readonly run: AnomalyRun;
}

/** Options of {@link contaminationSweep}. */
export interface ContaminationOptions extends AnomalyDetectorOptions {
  /** Shares of the training images that are replaced, each in [0, 1]. */
  readonly shares: readonly number[];
  /** Draws which defect images get into the bank. */
  readonly random: Random;
}

/**
 * Rebuilds the bank with more and more defect images in place of normal ones, as happens when "recent data" is taken for normal data.
 * The defect images that go into a bank are in no test: all rows are tested on the same other images, at most half of the defects given away.
 * @example
 * const rows = await contaminationSweep(drifted, { shares: [0, 0.05, 0.1], bank, random });
 * rows.map(({ run }) => run.metrics.recallAtFpr5);
 */
export async function contaminationSweep(
  { train, calibration, test }: EmbeddedClass,
  { shares, random, ...detector }: ContaminationOptions,
): Promise<ContaminationRow[]> {
  const { donors, kept } = split(test.labels, Math.ceil(Math.max(...shares) * train.count), random);
  const fresh = {
    embedding: selectEmbeddings(test.embedding, kept),
    labels: Uint8Array.from(kept, (i) => test.labels[i]),
  };
  const rows: ContaminationRow[] = [];
  for (const share of shares) {
    const taken = donors.slice(0, Math.round(share * train.count));
    const bank = contaminate(train, selectEmbeddings(test.embedding, taken));
    rows.push({ share, run: await runAnomalyDetector(await fitAnomalyDetector(bank, calibration, detector), fresh) });
  }
  return rows;
}

/** Defect images to give away, in random order, and the images that remain for the test. */
function split(labels: Uint8Array, wanted: number, random: Random): { donors: number[]; kept: number[] } {
  const defects = [...labels.keys()].filter((i) => labels[i] === 1);
  if (wanted > defects.length / 2)
    throw new RangeError(
      `invalid shares: expected at most half of the ${defects.length} defect images in the bank, got ${wanted}`,
    );
  const donors = Array.from(permutation(defects.length, random), (i) => defects[i]).slice(0, wanted);
  return { donors, kept: [...labels.keys()].filter((i) => !donors.includes(i)) };
}

function contaminate(train: PatchEmbedding, defects: PatchEmbedding): PatchEmbedding {
  if (defects.count === 0) return train;
  const remaining = Array.from({ length: train.count - defects.count }, (_, i) => i + defects.count);
  return concatEmbeddings([selectEmbeddings(train, remaining), defects]);
}
