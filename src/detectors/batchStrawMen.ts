import type { Random } from '../random';
import { checkProbability } from '../stats/checkProbability';
import { checkRandom } from './checkRandom';
import type { BatchDetector, DriftResult } from './driftResult';

/**
 * A detector that alarms always. Like the other straw men it does not look at its samples: what it reaches, a detector has to beat.
 * @example
 * (await alwaysDrift().compare(sample)).drift; // true
 */
export function alwaysDrift(): BatchDetector<unknown> {
  return strawMan('alwaysDrift', 0.05, () => 0);
}

/**
 * A detector that never alarms.
 * @example
 * (await neverDrift().compare(sample)).drift; // false
 */
export function neverDrift(): BatchDetector<unknown> {
  return strawMan('neverDrift', 0.05, () => 1);
}

/**
 * A detector that alarms with probability alpha: its p value is uniform, so it keeps its level and has no power beyond it.
 * @throws {TypeError} if `random` is no generator; {RangeError} if alpha is not in (0, 1).
 * @example
 * await randomDrift({ random: createRandom(1), alpha: 0.1 }).compare(sample);
 */
export function randomDrift({ random, alpha = 0.05 }: { random: Random; alpha?: number }): BatchDetector<unknown> {
  checkRandom(random);
  checkProbability('alpha', alpha);
  return strawMan('randomDrift', alpha, () => random.uniform());
}

function strawMan(name: string, alpha: number, draw: () => number): BatchDetector<unknown> {
  const compare = (): Promise<DriftResult> => {
    const pValue = draw();
    const facts = { statistic: 1 - pValue, features: [], mostDrifted: [], sizes: { reference: 0, sample: 0 } };
    const notes = ['did not look at the data'];
    return Promise.resolve({ detector: name, drift: pValue <= alpha, alpha, pValue, method: 'none', ...facts, notes });
  };
  return { name, alpha, compare };
}
