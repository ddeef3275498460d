/** The outcome of a hypothesis test; survives JSON but for infinite statistics. */
export interface TestResult {
  readonly statistic: number;
  /** In [0, 1]: the probability, where the null holds, of a statistic at least as extreme. */
  readonly pValue: number;
  /** What was computed and how, such as "two-sample Kolmogorov–Smirnov, exact". */
  readonly method: string;
}

/** Which departures from the null count; each test says what 'less' and 'greater' compare. */
export type Alternative = 'two-sided' | 'less' | 'greater';

/** The alternatives there are. */
export const ALTERNATIVES: readonly Alternative[] = ['two-sided', 'less', 'greater'];
