import type { Dependence } from '../stats/exchange';
import type { Interval } from '../stats/interval';

export type { Dependence } from '../stats/exchange';

/** How large a drift is, in the unit of `name`. */
export interface Effect {
  readonly name: string;
  readonly value: number;
  /** Left out where no interval is known to cover. */
  readonly interval?: Pick<Interval, 'low' | 'high' | 'level'> & Partial<Interval>;
}

/** What one column of a table says. */
export interface FeatureResult {
  readonly name: string;
  readonly kind: 'numeric' | 'categorical';
  readonly test: string;
  readonly statistic: number;
  /** Uncorrected. */
  readonly pValue: number;
  readonly adjustedPValue: number;
  /** Whether the adjusted p value is at or below alpha. */
  readonly drift: boolean;
  readonly effect?: Effect;
  /** A finding of its own, such as a constant reference. */
  readonly note?: string;
}

/** The outcome of a batch detector; survives JSON. */
export interface DriftResult {
  readonly detector: string;
  /** The decision for the whole sample: `pValue` ≤ `alpha`. */
  readonly drift: boolean;
  readonly alpha: number;
  /** One p value for the whole sample, corrected for the number of features. */
  readonly pValue: number;
  /** Of the whole sample; of detectors of columns that of the column with the smallest p value, as is the effect. */
  readonly statistic: number;
  readonly method: string;
  readonly effect?: Effect;
  /** Empty for detectors that do not look at features one by one. */
  readonly features: readonly FeatureResult[];
  /**
   * Rows of the sample, the one least like the reference first: 20 of a table or of texts, all that take part of a matrix; empty where
   * the detector cannot tell.
   */
  readonly mostDrifted: readonly number[];
  readonly sizes: { readonly reference: number; readonly sample: number };
  /** What the reader should know, such as that too few permutations were asked for. */
  readonly notes: readonly string[];
}

/**
 * Tells whether a sample comes from the distribution of its reference. Under the null the units (rows, groups or blocks) of
 * reference and sample are exchangeable; then `drift` is true in at most `alpha` of the samples.
 */
export interface BatchDetector<Sample> {
  readonly name: string;
  readonly alpha: number;
  /** @param dependence of the sample's rows; of the reference's when the detector is built. */
  compare(sample: Sample, dependence?: Dependence): Promise<DriftResult>;
}
