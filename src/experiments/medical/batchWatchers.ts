import type { Watcher } from '../../augmentation/scenarios/scenario';
import type { DriftResult } from '../../detectors/driftResult';
import { energyDrift } from '../../detectors/energyDrift';
import { ksDrift } from '../../detectors/ksDrift';
import { mmdDrift } from '../../detectors/mmdDrift';
import { psiDrift } from '../../detectors/psiDrift';
import type { Random } from '../../random';
import type { ImageView } from './imageView';

/** The watchers that need no labels. */
export type BatchWatcher = Exclude<Watcher, 'accuracy'>;

/** Compares images with the reference, by each watcher that needs no labels. */
export type BatchWatchers = Readonly<Record<BatchWatcher, (view: ImageView) => Promise<DriftResult>>>;

/** What each watcher looks at, for readers. */
export const WATCHER_TITLES: Readonly<Record<Watcher, string>> = {
  psi: 'PSI of pixel statistics',
  ks: 'KS of outputs',
  mmd: 'MMD of outputs',
  energy: 'energy of outputs',
  confidence: 'KS of confidence',
  accuracy: 'accuracy chart',
};

/**
 * The watchers of a reference, each of level alpha for one look at all its columns: PSI of brightness, contrast, sharpness and colourfulness; KS
 * (Holm), MMD and energy distance of the model's outputs, in logarithms; KS of the confidence.
 */
export function batchWatchers(reference: ImageView, alpha: number, random: Random): BatchWatchers {
  // enough to reach alpha, and none to spare: many batches are looked at
  const permutations = Math.max(199, Math.ceil(1 / alpha));
  const options = (name: string) => ({ alpha, permutations, random: random.fork(name) });
  const { statistics, embedding, confidences } = reference;
  const psi = psiDrift(statistics, options('psi'));
  const ks = ksDrift(embedding, { alpha });
  const mmd = mmdDrift(embedding, { ...options('mmd'), bandwidth: 'median' });
  const energy = energyDrift(embedding, options('energy'));
  const confidence = ksDrift({ confidence: confidences }, { alpha });
  return {
    psi: (view) => psi.compare(view.statistics),
    ks: (view) => ks.compare(view.embedding),
    mmd: (view) => mmd.compare(view.embedding),
    energy: (view) => energy.compare(view.embedding),
    confidence: (view) => confidence.compare({ confidence: view.confidences }),
  };
}

/** The names of the watchers without labels. */
export const BATCH_WATCHERS = ['psi', 'ks', 'mmd', 'energy', 'confidence'] as const satisfies readonly BatchWatcher[];
