import { checkNumber } from '../../errors';
import type { Past, PastRetraining } from './decision';

/** What a policy takes from the retrainings of its own stream. */
export interface OwnMeasurements {
  readonly predictionsPerDay: number;
  /** Prior of the ageing: errors per prediction that a model has more for each day since it was trained. */
  readonly ageing: number;
  /** What the prior is worth, in predictions · days²; default 400,000: a retraining after 20 days, judged on 1000 predictions. */
  readonly weight?: number;
}

/** Beside which a past retraining is held: its expected gain from what was known of a drift. */
type Expected = (retraining: PastRetraining) => number;

/** @throws {TypeError | RangeError} if there are no predictions, or the prior or its weight is negative. */
export function checkOwnMeasurements({ predictionsPerDay, ageing, weight = 0 }: OwnMeasurements): void {
  checkNumber('own.predictionsPerDay', predictionsPerDay, Number.MIN_VALUE);
  checkNumber('own.ageing', ageing, 0, 1);
  checkNumber('own.weight', weight, 0);
}

/**
 * Errors per prediction and day by which models of this stream age: least squares through the origin of what retrainings won
 * beyond what the drift let expect, on the age of what they replaced, with the prior as further data. Never below half of the prior: a
 * stream that was calm may drift yet, and a model that is not replaced is not measured.
 */
export function learntAgeing(past: Past, { ageing, weight = 400_000 }: OwnMeasurements, expected: Expected): number {
  let [products, squares] = [weight * ageing, weight];
  inOrder(past).forEach((one, i, all) => {
    if (i === 0 || !one.measured) return;
    const age = one.day - all[i - 1].day;
    products += one.measured.predictions * age * (one.measured.gain - expected(one));
    squares += one.measured.predictions * age * age;
  });
  return squares > 0 ? Math.max(ageing / 2, products / squares) : ageing;
}

/**
 * Predictions until the next drift: the prior as one gap between drifts, and the gaps of this stream, where a retraining that was decided
 * with a confidence above one half stands for a drift.
 */
export function learntHorizon(past: Past, { predictionsPerDay }: OwnMeasurements, horizon: number): number {
  const all = inOrder(past);
  if (all.length === 0) return horizon;
  const drifts = all.filter(({ estimate }) => estimate && estimate.confidence > 0.5).length;
  return (horizon + (past.day - all[0].day) * predictionsPerDay) / (1 + drifts);
}

function inOrder({ retrainings }: Past): readonly PastRetraining[] {
  return [...retrainings].sort((a, b) => a.day - b.day);
}
