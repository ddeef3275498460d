import type { PooledValues, SplitRows } from './splitStatistics';

/** The present values of one column in one sample. */
export interface ColumnValues {
  /** Numbers in ascending order, or categories as integers that mean the same in both samples. */
  readonly values: Float64Array | Int32Array;
}

/** A statistic with its p value. */
export interface ColumnOutcome {
  readonly statistic: number;
  readonly pValue: number;
}

/**
 * How large an effect is: first as a distance on whose scale noise adds up as in a triangle, so that what chance makes of it gives
 * an interval at any drift; then in the unit that is reported.
 */
export interface EffectScale {
  readonly name: string;
  /** The distance that belongs to a statistic of n reference and m sample values. */
  readonly distance: (statistic: number, n: number, m: number) => number;
  /** The reported effect; increasing. */
  readonly effect: (distance: number) => number;
}

/** What chance makes of a distance. */
export interface NullDistance {
  readonly meanSquare: number;
  /** The 0.95 quantile. */
  readonly high: number;
}

/** The outcome of a test whose statistic has a law. */
export interface LawOutcome extends ColumnOutcome {
  readonly chance: NullDistance;
  /** Whether p is the share of permutations after all. */
  readonly permuted?: boolean;
}

/** A two-sample test of one column. */
export interface ColumnTest {
  readonly name: string;
  /** The test for independent rows; left out, or undefined, where p values come from exchanging units. */
  readonly law?: (reference: ColumnValues, sample: ColumnValues) => LawOutcome | undefined;
  /** The statistic of each split; large where the samples differ. */
  readonly permute: (pooled: PooledValues, splits: SplitRows) => Float64Array;
  readonly scale: EffectScale;
  /** Whether the statistic differs when the samples change places; default false. */
  readonly asymmetric?: boolean;
  /** Whether infinite values are refused. */
  readonly finite?: boolean;
}
