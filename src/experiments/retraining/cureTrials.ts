import { evaluate } from '../../nn/evaluate';
import type { Model } from '../../nn/model';
import { batchNormAdaptation } from '../../retraining/learning/batchNormAdaptation';
import { ewc } from '../../retraining/learning/ewc';
import { fullTraining } from '../../retraining/learning/fullTraining';
import { incrementalTraining } from '../../retraining/learning/incrementalTraining';
import { lwf } from '../../retraining/learning/lwf';
import { partialTraining } from '../../retraining/learning/partialTraining';
import { priorCorrection } from '../../retraining/learning/priorCorrection';
import { recalibrate } from '../../retraining/learning/recalibrate';
import { replayTraining } from '../../retraining/learning/replayTraining';
import type { Learned, LearningStrategy } from '../../retraining/learning/strategy';
import type { ScannerTask } from './scannerTask';

/** What one cure recovers and what it forgets. */
export interface CureTrial {
  readonly name: string;
  readonly needs: string;
  readonly steps: number;
  /** Share of the parameters that it changes. */
  readonly changed: number;
  /** Accuracy on held-out digits of the new and of the old scanner. */
  readonly present: number;
  readonly past: number;
  readonly model: Model;
}

/** Trains as all strategies of the study do. */
export const LEARNING = { epochs: 6, batch: 32, learningRate: 0.02, optimizer: { kind: 'sgd', momentum: 0.9 } } as const; // prettier-ignore

const strategies: readonly (readonly [needs: string, strategy: LearningStrategy])[] = [
  ['no labels', priorCorrection({ priors: Array.from({ length: 10 }, () => 0.1) })],
  ['labels', recalibrate()],
  ['no labels', batchNormAdaptation()],
  ['labels', partialTraining()],
  ['labels', incrementalTraining()],
  ['labels', lwf()],
  ['labels, old inputs', ewc({ lambda: 100 })],
  ['labels, old samples', replayTraining()],
  ['labels', fullTraining()],
];

/**
 * Tries the cures one after the other, the cheapest first; the first row is the champion as it is.
 * @example
 * const trials = await cureTrials(task, { seed: 1 });
 */
export async function cureTrials(
  task: ScannerTask,
  { seed, onProgress }: { readonly seed: number; readonly onProgress?: (done: number, total: number) => void },
): Promise<readonly CureTrial[]> {
  const { champion, today, kept } = task;
  const trials = [await trial(task, 'none', 'nothing', { model: champion, report: { steps: 0, changed: 0 } })];
  for (const [needs, strategy] of strategies) {
    const data = { samples: today, unlabelled: today.inputs, past: kept };
    trials.push(await trial(task, strategy.name, needs, await strategy.learn(champion, data, { seed, ...LEARNING })));
    onProgress?.(trials.length - 1, strategies.length);
  }
  return trials;
}

async function trial(
  { test }: ScannerTask,
  name: string,
  needs: string,
  { model, report }: { model: Model; report: Pick<Learned['report'], 'steps' | 'changed'> },
): Promise<CureTrial> {
  const [present, past] = [await evaluate(model, test.new), await evaluate(model, test.old)];
  const { steps, changed } = report;
  return { name, needs, steps, changed: changed!, present: present.accuracy!, past: past.accuracy!, model };
}
