/** An estimate with its confidence interval. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly standardError: number;
  /** Nominal coverage, such as 0.95. */
  readonly level: number;
}
