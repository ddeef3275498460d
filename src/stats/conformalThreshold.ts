import { checkProbability } from './checkProbability';
import { betaCdf } from './distributions/beta';

/** A threshold with the promise it carries, or why there is none. Alarm if score > threshold. */
export type ConformalThreshold =
  | {
      readonly kind: 'threshold';
      readonly threshold: number;
      /** The threshold is the `rank`-th largest calibration score. */
      readonly rank: number;
      readonly calibration: number;
    }
  | {
      readonly kind: 'none';
      readonly because: string;
      /** Calibration scores that would be enough. */
      readonly needed: number;
    };

/** Options of `conformalThreshold`. */
export interface ConformalOptions {
  /** The false-alarm rate that is promised not to be exceeded, in (0, 1); default 0.05. */
  readonly alpha?: number;
  /** With it, in (0, 1), the promise is about the threshold in hand; see `conformalThreshold`. */
  readonly confidence?: number;
}

/**
 * The alarm threshold on anomaly scores whose false-alarm rate is promised, from the scores of held-out normal samples that
 * took part in nothing else (training, bank, tuning). Alarm if score > threshold; a score equal to it is no alarm, so ties
 * only lower the rate. The threshold is the k-th largest of the n scores, with the largest k that keeps the promise.
 *
 * Without `confidence` the promise is marginal: over the draw of calibration and fresh normals together,
 * P(alarm) = k/(n + 1) ≤ alpha (Vovk, Gammerman & Shafer 2005; without ties equality). A given calibration set may be
 * unlucky: without ties its own rate follows Beta(k, n + 1 − k).
 *
 * With `confidence` it is training-conditional: with that probability over the draw of the calibration set, its own rate is
 * at most alpha, P(Beta(k, n + 1 − k) ≤ alpha) ≥ confidence (Vovk 2012, "Conditional validity of inductive conformal
 * predictors").
 *
 * Both hold for any distribution of scores as long as fresh normals are exchangeable with the calibration normals: not after
 * a drift.
 * @returns `none` if there are too few scores: fewer than 19 at alpha 0.05, or than 45 with confidence 0.9.
 * @throws {RangeError} if alpha or confidence is not in (0, 1), or a score is NaN.
 * @example
 * const found = conformalThreshold(calibrationScores, { alpha: 0.05 });
 * const alarms = found.kind === 'threshold' ? scores.filter((score) => score > found.threshold) : [];
 */
export function conformalThreshold(
  calibrationScores: ArrayLike<number>,
  { alpha = 0.05, confidence }: ConformalOptions = {},
): ConformalThreshold {
  checkProbability('alpha', alpha);
  if (confidence !== undefined) checkProbability('confidence', confidence);
  const sorted = Float64Array.from(calibrationScores).sort();
  if (Number.isNaN(sorted.at(-1))) throw new RangeError('invalid calibrationScores: expected numbers, got NaN');
  const calibration = sorted.length;
  const rank = largestRank(calibration, alpha, confidence);
  if (rank === 0) return tooFew(calibration, alpha, confidence);
  return { kind: 'threshold', threshold: sorted[calibration - rank], rank, calibration };
}

/** The largest k that keeps the promise with n scores, 0 if none does. */
function largestRank(n: number, alpha: number, confidence: number | undefined): number {
  // k / (n + 1) rounds like the literal alpha; alpha · (n + 1) may fall short of k
  const keeps = (k: number) =>
    confidence === undefined ? k / (n + 1) <= alpha : betaCdf(alpha, k, n + 1 - k) >= confidence;
  let low = 0;
  for (let high = n; low < high;) {
    const middle = Math.ceil((low + high) / 2);
    if (keeps(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function tooFew(n: number, alpha: number, confidence: number | undefined): ConformalThreshold {
  let needed = 1 + Math.ceil(confidence === undefined ? 1 / alpha : Math.log1p(-confidence) / Math.log1p(-alpha));
  while (largestRank(needed - 1, alpha, confidence) > 0) needed--;
  const promise = confidence === undefined ? `${alpha}` : `${alpha} with confidence ${confidence}`;
  const because = `a false-alarm rate of ${promise} needs ${needed} calibration scores, there are ${n}`;
  return { kind: 'none', because, needed };
}
