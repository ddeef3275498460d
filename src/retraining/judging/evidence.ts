import type { Label } from '../../stats/contingency';
import type { CriticalMetric } from './judgingPlan';
import { checkPairCounts, type PairCounts } from './pairCounts';

/** The challenger beside an older model, on the samples of one critical metric. */
export interface Comparison extends PairCounts {
  /** The older model's version. */
  readonly against: string;
  readonly metric: CriticalMetric;
  /** The class or the group; null for 'overall'. */
  readonly of: Label | null;
}

/** What one model did on the samples. */
export interface Answers {
  readonly version: string;
  /** Right answers among the labelled samples. */
  readonly right: number;
  /** NaN, null or undefined where an answer should be. */
  readonly missing: number;
  /** How often it gave each class. */
  readonly classes: readonly (readonly [label: Label, count: number])[];
}

/** All that a verdict rests on, of a champion, a challenger and versions approved before; survives JSON. */
export interface Evidence {
  readonly champion: string;
  readonly challenger: string;
  /** Versions approved before, re-scored on the same samples. */
  readonly approved: readonly string[];
  readonly samples: {
    readonly count: number;
    readonly labelled: number;
    /** Labels and how often they came. */
    readonly classes: readonly (readonly [label: Label, count: number])[];
    /** SHA-256 that names these samples: whether they have been used before. */
    readonly digest: string;
  };
  readonly answers: readonly Answers[];
  readonly comparisons: readonly Comparison[];
  /** Challenger's less champion's score of each labelled sample, where scores were given. */
  readonly differences: readonly number[] | null;
}

/**
 * @throws {RangeError} if counts contradict each other, or an older version has not answered every labelled sample.
 */
export function checkEvidence({ champion, approved, samples, comparisons }: Evidence): void {
  comparisons.forEach(checkPairCounts);
  for (const version of [champion, ...approved]) {
    const compared = comparisons.find(({ metric, against }) => metric === 'overall' && against === version)?.count ?? 0;
    if (compared !== samples.labelled)
      throw new RangeError(
        `invalid evidence: expected ${samples.labelled} labelled samples against ${version}, got ${compared}`,
      );
  }
}
