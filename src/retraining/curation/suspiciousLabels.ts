import { row, type Matrix } from '../../matrix';
import { checkLabels } from '../../nn/logitLosses';
import { probabilities } from '../../nn/softmax';

/** A sample whose label the model does not believe. */
export interface SuspiciousLabel {
  readonly row: number;
  readonly label: number;
  /** The class that it confidently says instead. */
  readonly suggested: number;
  /** P(suggested) − P(label): the larger, the more suspicious. */
  readonly margin: number;
}

/** What confident learning finds. */
export interface LabelNoise {
  /** The most suspicious first. */
  readonly suspicious: readonly SuspiciousLabel[];
  /** Counts: samples with label `i` that confidently belong to class `j`. */
  readonly joint: readonly (readonly number[])[];
  /** The share of confident samples off the diagonal, each label weighted by how often it is given; null if none is confident. */
  readonly noise: number | null;
}

/**
 * Labels that are probably wrong, by confident learning (Northcutt, Jiang & Chuang 2021): a sample confidently belongs to the class with the
 * largest probability among those at or above their own mean over the samples that carry their label; where that is not its
 * label, the label is suspicious. Logits must be out of fold (`outOfFold`): a model believes the labels it was trained on. A rare kind of
 * sample looks like a wrong label: look before you delete.
 * @throws {RangeError} unless there is one label in [0, classes) for each row.
 * @example
 * const { suspicious, noise } = suspiciousLabels(logits, labels);
 */
export function suspiciousLabels(logits: Matrix, labels: ArrayLike<number>): LabelNoise {
  checkLabels(logits, labels);
  const shares = Array.from({ length: logits.rows }, (_, i) => probabilities(row(logits, i)));
  const thresholds = meanSelfConfidence(shares, labels, logits.columns);
  const joint = thresholds.map(() => thresholds.map(() => 0));
  const suspicious: SuspiciousLabel[] = [];
  shares.forEach((p, i) => {
    const label = labels[i];
    const suggested = confidentClass(p, thresholds, label);
    if (suggested < 0) return;
    joint[label][suggested]++;
    if (suggested !== label) suspicious.push({ row: i, label, suggested, margin: p[suggested] - p[label] });
  });
  suspicious.sort((a, b) => b.margin - a.margin || a.row - b.row);
  return { suspicious, joint, noise: noiseOf(joint, labels) };
}

/** The mean probability of each class over the samples with its label; NaN where there are none. */
function meanSelfConfidence(
  shares: readonly Float64Array[],
  labels: ArrayLike<number>,
  classes: number,
): readonly number[] {
  return Array.from({ length: classes }, (_, k) => {
    const own = shares.filter((_, i) => labels[i] === k);
    return own.reduce((sum, p) => sum + p[k], 0) / own.length;
  });
}

/** The likeliest of the classes that reach their thresholds, the label among equals; −1 if there is none. */
function confidentClass(p: Float64Array, thresholds: readonly number[], label: number): number {
  let best = p[label] >= thresholds[label] ? label : -1;
  p.forEach((share, k) => {
    if (share >= thresholds[k] && (best < 0 || share > p[best])) best = k;
  });
  return best;
}

function noiseOf(joint: readonly (readonly number[])[], labels: ArrayLike<number>): number | null {
  let [wrong, all] = [0, 0];
  joint.forEach((own, k) => {
    const confident = own.reduce((sum, count) => sum + count, 0);
    if (confident === 0) return;
    const given = Array.from(labels).filter((label) => label === k).length;
    wrong += given * (1 - own[k] / confident);
    all += given;
  });
  return all === 0 ? null : wrong / all;
}
