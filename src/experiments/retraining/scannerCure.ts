import { createRandom } from '../../random';
import { batchNormAdaptation } from '../../retraining/learning/batchNormAdaptation';
import { chooseCure, type CureChoice } from '../../retraining/learning/chooseCure';
import { curesOf } from '../../retraining/learning/cures';
import { incrementalTraining } from '../../retraining/learning/incrementalTraining';
import { partialTraining } from '../../retraining/learning/partialTraining';
import { LEARNING } from './cureTrials';
import type { ScannerTask } from './scannerTask';

/**
 * The cheapest cure that suffices for the new scanner, by its labelled digits alone, in three folds. Digits of the old scanner that
 * the champion has not learnt say how calibrated it was.
 */
export async function scannerCure(task: ScannerTask, { seed }: { readonly seed: number }): Promise<CureChoice> {
  const cures = await curesOf(task.champion, {
    past: task.draw('old', 600, 'calibration'),
    strategies: [batchNormAdaptation(), partialTraining(), incrementalTraining()],
    options: { seed, ...LEARNING },
  });
  return chooseCure(cures, task.today, { random: createRandom(seed), folds: 3 });
}
