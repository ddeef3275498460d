import { checkNumber } from '../../errors';
import type { Past } from './decision';

/** What a policy takes from the retrainings of its own stream. */
export interface OwnMeasurements {
  readonly predictionsPerDay: number;
  /** Prior of the ageing: errors per prediction that a model has more for each day since it was trained, in [0, 1]. */
  readonly ageing: number;
  /** What the prior is worth, in predictions · days²; default 400,000: a retraining after 20 days, judged on 1000 predictions. */
  readonly weight?: number;
}

/** @throws {TypeError | RangeError} if there are no predictions, or the prior or its weight is negative. */
export function checkOwnMeasurements({ predictionsPerDay, ageing, weight = 0 }: OwnMeasurements): void {
  checkNumber('own.predictionsPerDay', predictionsPerDay, Number.MIN_VALUE);
  checkNumber('own.ageing', ageing, 0, 1);
  checkNumber('own.weight', weight, 0);
}

/**
 * Errors per prediction and day by which models of this stream age: least squares through the origin of what retrainings won on the age of
 * what they replaced, each as far as it was decided without a sign of drift (weight 1 − confidence), with the prior as further data.
 * Never below half of the prior: a stream that was calm may drift yet, and a model that is not replaced is not measured.
 */
export function learntAgeing({ retrainings }: Past, { ageing, weight = 400_000 }: OwnMeasurements): number {
  let [products, squares] = [weight * ageing, weight];
  const inOrder = [...retrainings].sort((a, b) => a.day - b.day);
  inOrder.forEach(({ day, measured, estimate }, i) => {
    if (i === 0 || !measured) return;
    const age = day - inOrder[i - 1].day;
    const worth = measured.predictions * (1 - (estimate?.confidence ?? 0));
    products += worth * age * measured.gain;
    squares += worth * age * age;
  });
  return squares > 0 ? Math.max(ageing / 2, products / squares) : ageing;
}
