import type { Label } from '../../stats/contingency';
import type { Evidence } from './evidence';
import { ShadowTrial, type Contestants } from './shadowTrial';

/** Held-out samples and what each model said about them. */
export interface ShadowedSamples {
  /** The true class of each sample; null where it is not known. */
  readonly labels: ArrayLike<Label | null | undefined>;
  /** The group of each sample; default none. */
  readonly groups?: ArrayLike<Label>;
  /** The answers of each version, one for each sample. */
  readonly answers: Readonly<Record<string, ArrayLike<Label | null | undefined>>>;
  /** How good each answer was, more is better; of champion and challenger, for the 'permutation' test. */
  readonly scores?: Readonly<Record<string, ArrayLike<number>>>;
  /** SHA-256 that names these samples; default that of labels and groups. */
  readonly digest?: string;
}

/**
 * Evidence of a shadow evaluation: all models answer the same held-out samples.
 * @throws {RangeError} if lists differ in length, a version has no answers, or there is no sample.
 * @example
 * shadowEvidence({ labels, answers: { v1: old, v2: fresh } }, { champion: 'v1', challenger: 'v2' });
 */
export function shadowEvidence(samples: ShadowedSamples, contestants: Contestants): Evidence {
  const { labels, groups, answers, scores, digest } = samples;
  if (labels.length === 0) throw new RangeError('invalid labels: expected at least one sample, got none');
  const lists = [...Object.entries(answers), ...Object.entries(scores ?? {}), ['groups', groups ?? labels] as const];
  for (const [name, list] of lists)
    if (list.length !== labels.length)
      throw new RangeError(`invalid ${name}: expected ${labels.length}, one for each label, got ${list.length}`);
  const trial = new ShadowTrial(contestants);
  for (let i = 0; i < labels.length; i++)
    trial.add({ label: labels[i], group: groups?.[i], answers: at(answers, i), scores: scores && at(scores, i) });
  return trial.evidence({ digest });
}

function at<T>(lists: Readonly<Record<string, ArrayLike<T>>>, i: number): Record<string, T> {
  return Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list[i]]));
}
