import type { DriftPoint } from '../../data/streams/driftPoint';
import { evaluateStream, type StreamEvaluation } from '../../metrics/evaluateStream';
import { kappaTemporal } from '../../metrics/kappaTemporal';
import type { Retraining } from '../../retraining/deciding/decision';
import type { LoopStream } from './loopStreams';
import { WARM_UP, type LoopRun } from './prequentialLoop';

/** What came of one run. */
export interface LoopScore {
  readonly predictions: number;
  readonly errors: number;
  /** Null where no-change makes no error. */
  readonly kappaTemporal: number | null;
  readonly retrainings: Readonly<Record<Retraining, number>>;
  readonly promotions: number;
  /** Promotions whose model made no fewer errors than the replaced one on the predictions that followed, 1000 at most. */
  readonly falsePromotions: number;
  /** Retrainings held against the true drifts; null where none are known. */
  readonly evaluation: StreamEvaluation | null;
  /** Error rate when an old concept recurs less that at its last end, in the 500 samples there; null where none recurs. */
  readonly forgetting: number | null;
}

/**
 * Scores a run on its stream, without the samples of the first training.
 * @example
 * loopScore(stream, prequentialLoop(stream.samples, options)).errors;
 */
export function loopScore({ samples, truth }: LoopStream, { predictions, errors, retrainings }: LoopRun): LoopScore {
  const labels = samples.slice(WARM_UP).map(({ label }) => label);
  const promoted = retrainings.filter((one) => one.promoted);
  const count = (action: Retraining) => retrainings.filter((one) => one.action === action).length;
  return {
    predictions: labels.length,
    errors: sum(errors, WARM_UP),
    kappaTemporal: kappaTemporal(predictions.subarray(WARM_UP), labels),
    retrainings: { INCREMENTAL: count('INCREMENTAL'), PARTIAL: count('PARTIAL'), FULL: count('FULL') },
    promotions: promoted.length,
    falsePromotions: promoted.filter(({ measured }) => measured && measured.gain <= 0).length,
    evaluation: truth.length === 0 ? null : evaluateStream(retrainings.map(({ at }) => at), truth, { length: samples.length }), // prettier-ignore
    forgetting: forgetting(errors, truth),
  };
}

/** Samples at the end of a concept and at its return. */
const STRETCH = 500;

function forgetting(errors: Uint8Array, truth: readonly DriftPoint[]): number | null {
  const ends = new Map<number, number>();
  const losses = truth.flatMap(({ start, from = 0, to = 0 }) => {
    ends.set(from, start);
    const left = ends.get(to);
    if (left === undefined) return [];
    return [(sum(errors, start, start + STRETCH) - sum(errors, left - STRETCH, left)) / STRETCH];
  });
  return losses.length === 0 ? null : losses.reduce((total, one) => total + one, 0) / losses.length;
}

function sum(errors: Uint8Array, from: number, to = errors.length): number {
  let total = 0;
  for (let i = from; i < Math.min(to, errors.length); i++) total += errors[i];
  return total;
}
