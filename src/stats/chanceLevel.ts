import { checkInteger, checkOneOf } from '../errors';
import { checkProbability } from './checkProbability';
import { chiSquareUpperQuantile } from './distributions/chiSquare';
import { lgamma } from './distributions/lgamma';
import { fromNats, type LogBase } from './logBase';

/** A distance whose chance level is known. */
export type ChanceMeasure = 'psi' | 'jsDivergence' | 'jsDistance';

/** What is compared, for `chanceLevel`. */
export interface ChanceOptions {
  /** Bins or categories that are not empty, 1 or more. */
  readonly categories: number;
  /** Values in the reference. */
  readonly reference: number;
  /** Values in the sample. */
  readonly sample: number;
  /** How often chance may exceed the level, in (0, 1); default 0.05. */
  readonly alpha?: number;
  /** Unit of a Jensen–Shannon value, default 'e'; PSI is in nats. */
  readonly base?: LogBase;
}

/** What a distance is where nothing drifts. */
export interface ChanceLevel {
  /** Its mean. */
  readonly expected: number;
  /** The value that chance alone exceeds with probability alpha. */
  readonly exceeded: number;
}

/**
 * What chance alone makes of PSI or a Jensen–Shannon value at these sizes: distances have no fixed threshold. With no drift and
 * large counts PSI, and eight times the Jensen–Shannon divergence in nats, are (1/n + 1/m)·χ² with k − 1 degrees of freedom
 * (Yurdakul & Naranjo 2020 for PSI). Where bins expect fewer than about 5 values the tails are heavier than that: take
 * `permuteCounts`.
 * @throws {TypeError | RangeError} if a size is not an integer ≥ 1, alpha is not in (0, 1) or the measure is unknown.
 * @example
 * chanceLevel('psi', { categories: 10, reference: 1000, sample: 200 }); // { expected: 0.054, exceeded: 0.1015… }
 */
export function chanceLevel(
  measure: ChanceMeasure,
  { categories, reference, sample, alpha = 0.05, base = 'e' }: ChanceOptions,
): ChanceLevel {
  checkOneOf('measure', measure, ['psi', 'jsDivergence', 'jsDistance']);
  const df = checkInteger('categories', categories, 1) - 1;
  const size = 1 / checkInteger('reference', reference, 1) + 1 / checkInteger('sample', sample, 1);
  checkProbability('alpha', alpha);
  if (df === 0) return { expected: 0, exceeded: 0 };
  const scale = measure === 'psi' ? size : fromNats(size / 8, base);
  const exceeded = scale * chiSquareUpperQuantile(alpha, df);
  if (measure !== 'jsDistance') return { expected: scale * df, exceeded };
  // the mean of the root of χ²
  const expected = Math.sqrt(2 * scale) * Math.exp(lgamma((df + 1) / 2) - lgamma(df / 2));
  return { expected, exceeded: Math.sqrt(exceeded) };
}
