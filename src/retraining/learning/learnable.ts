import { DriftlabError, show } from '../../errors';
import { selectRows } from '../../matrix';
import type { Samples } from '../../nn/samples';

/** Samples with a label each. */
export type LabeledSamples = Samples & { readonly labels: ArrayLike<number> };

/** What is asked of samples before something is learnt from them. */
export interface LearnableRules {
  /** Labels are in [0, classes). */
  readonly classes: number;
  /** Fewest samples, default 1. */
  readonly least?: number;
  /** Fewest classes among the labels, default 1. */
  readonly kinds?: number;
}

/**
 * The samples, if they are there, enough, and each has a label that can be.
 * @throws {DriftlabError} DRIFTLAB_INVALID_DATA that says what is wrong: none given, too few, an input that is not finite, labels
 * missing (NaN) for some, a label out of range, too few classes.
 */
export function checkLearnable(
  name: string,
  samples: Samples | undefined,
  { classes, least = 1, kinds = 1 }: LearnableRules,
): LabeledSamples {
  if (!samples) throw invalid(name, 'expected labelled samples, got none');
  const { inputs, labels } = samples;
  checkFinite(name, inputs);
  if (inputs.rows < least) throw invalid(name, `expected at least ${least} samples, got ${inputs.rows}`);
  if (labels?.length !== inputs.rows)
    throw invalid(name, `expected a label for each of ${inputs.rows} samples, got ${labels?.length ?? 'none'}`);
  const missing = Array.from(labels).filter(Number.isNaN).length;
  if (missing > 0)
    throw invalid(name, `labels are missing for ${missing} of ${inputs.rows} samples: take labelledOnly(samples) if which ones does not depend on the label`); // prettier-ignore
  for (let i = 0; i < labels.length; i++)
    if (!Number.isInteger(labels[i]) || labels[i] < 0 || labels[i] >= classes)
      throw invalid(name, `label of sample ${i}: expected an integer in [0, ${classes - 1}], got ${show(labels[i])}`);
  const found = new Set(Array.from(labels));
  if (found.size < kinds)
    throw invalid(name, `expected labels of ${kinds} classes or more, got only ${[...found].join(', ') || 'none'}`);
  return samples as LabeledSamples;
}

/** @throws {DriftlabError} DRIFTLAB_INVALID_DATA if there are no inputs, or one has a number that is not finite. */
export function checkFinite(name: string, inputs: Samples['inputs'] | undefined): Samples['inputs'] {
  if (!inputs || inputs.rows === 0) throw invalid(name, 'expected at least one sample, got none');
  const at = inputs.values.findIndex((value) => !Number.isFinite(value));
  if (at >= 0)
    throw invalid(name, `inputs of sample ${Math.floor(at / inputs.columns)}: expected finite numbers, got ${inputs.values[at]}`); // prettier-ignore
  return inputs;
}

/**
 * The samples whose label has come; NaN stands for one that has not. What is learnt from them holds for all only if labels come
 * without regard to what they say: that cannot be seen from them.
 * @example
 * labelledOnly({ inputs, labels: [0, NaN, 1] }).inputs.rows; // 2
 */
export function labelledOnly({ inputs, labels = [] }: Samples): LabeledSamples {
  const there = [...Array(labels.length).keys()].filter((i) => !Number.isNaN(labels[i]));
  return selectSamples({ inputs, labels }, there);
}

/** The samples named by `indices`, copied in that order. */
export function selectSamples({ inputs, labels }: LabeledSamples, indices: ArrayLike<number>): LabeledSamples {
  return { inputs: selectRows(inputs, indices), labels: Array.from(indices, (i) => labels[i]) };
}

/** The share of each class. */
export function classShares(labels: ArrayLike<number>, classes: number): number[] {
  const counts = Array.from({ length: classes }, () => 0);
  for (let i = 0; i < labels.length; i++) counts[labels[i]]++;
  return counts.map((count) => count / labels.length);
}

function invalid(name: string, what: string): DriftlabError {
  return new DriftlabError('DRIFTLAB_INVALID_DATA', `${name}: ${what}`);
}
