import { checkNumber, checkOneOf } from '../../errors';

/** What can be decided, the weakest first. */
export const ACTIONS = ['NO_RETRAIN', 'INCREMENTAL', 'PARTIAL', 'FULL'] as const;
export type Action = (typeof ACTIONS)[number];

/** A decision to train. */
export type Retraining = Exclude<Action, 'NO_RETRAIN'>;

/** The retrainings, the strongest first. */
export const RETRAININGS: readonly Retraining[] = ['FULL', 'PARTIAL', 'INCREMENTAL'];

/** What is known about a drift when a decision is due. */
export interface DriftEstimate {
  /** Size of the drift in [0, 1]; a p value is not one. */
  readonly severity: number;
  /** Probability in [0, 1] that there is a drift, under a stated prior; 1 − p is not one. */
  readonly confidence: number;
  /** Labelled samples at hand to train on. */
  readonly samples?: number;
}

/** A retraining that was done. */
export interface PastRetraining {
  /** On the clock of `Past.day`. */
  readonly day: number;
  readonly action: Retraining;
  /** In the unit of the budget. */
  readonly cost: number;
  /** What was known of the drift when it was decided. */
  readonly estimate?: DriftEstimate;
  /** What it won, once labels have come for predictions of the new and of the replaced model. */
  readonly measured?: MeasuredGain;
}

/** Errors per prediction that the replaced model made more than the new one, on the same predictions. */
export interface MeasuredGain {
  /** In [−1, 1]; below 0 where the retraining did harm. */
  readonly gain: number;
  /** How many were compared. */
  readonly predictions: number;
}

/** What was done until now. The clock is an argument: days since any fixed moment, fractions allowed. */
export interface Past {
  readonly day: number;
  /** In any order. */
  readonly retrainings: readonly PastRetraining[];
}

/** What to do, and why. Survives JSON. */
export interface Decision {
  readonly policy: string;
  readonly action: Action;
  /** A person should look: the drift is severe, and less is done than its severity alone would ask for, or nothing. */
  readonly review: boolean;
  /** In words with numbers, the most important first. */
  readonly because: readonly string[];
  /** The numbers behind it by name, unrounded. */
  readonly numbers: Readonly<Record<string, number>>;
  readonly day: number;
}

/** Decides from an estimate and the past alone: the same input gives the same decision. */
export interface Policy {
  readonly name: string;
  /** @throws {TypeError | RangeError} for an estimate or a past that is not valid, NaN among them. */
  decide(estimate: DriftEstimate, past: Past): Decision;
}

/** @throws {TypeError | RangeError} if severity or confidence is not a number in [0, 1], or samples is negative. */
export function checkEstimate({ severity, confidence, samples = 0 }: DriftEstimate): void {
  checkNumber('severity', severity, 0, 1);
  checkNumber('confidence', confidence, 0, 1);
  checkNumber('samples', samples, 0);
}

/**
 * @throws {TypeError | RangeError} if a day or cost is not finite, a cost is negative, or a retraining is of the
 * future.
 */
export function checkPast({ day, retrainings }: Past): void {
  checkNumber('day', day);
  retrainings.forEach((one, i) => {
    checkNumber(`retrainings[${i}].day`, one.day, -Infinity, day);
    checkOneOf(`retrainings[${i}].action`, one.action, RETRAININGS);
    checkNumber(`retrainings[${i}].cost`, one.cost, 0);
    if (one.estimate) checkEstimate(one.estimate);
    if (one.measured) {
      checkNumber(`retrainings[${i}].measured.gain`, one.measured.gain, -1, 1);
      checkNumber(`retrainings[${i}].measured.predictions`, one.measured.predictions, 0);
    }
  });
}

/** Days since the last retraining; null before the first. */
export function daysSinceRetraining({ day, retrainings }: Past): number | null {
  const last = retrainings.reduce((latest, one) => Math.max(latest, one.day), -Infinity);
  return last === -Infinity ? null : day - last;
}
