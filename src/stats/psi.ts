import { checkNumber, checkOneOf } from '../errors';
import { jeffreysSum } from './klDivergence';
import { proportionPair, proportions } from './proportions';

/** What becomes of empty bins; see `psi`. */
export type PsiSmoothing = 'none' | 'floor' | 'floorRenormalised' | 'replaceZero' | 'add';

/** Options of `psi`. */
export interface PsiOptions {
  /** Default 'floor'. */
  readonly smoothing?: PsiSmoothing;
  /** What an empty bin counts as, a proportion in [0, 1]; default 1e-4. */
  readonly epsilon?: number;
}

/**
 * Population stability index Σ (q − p)·ln(q/p) of a sample's proportions q against the reference's p over the same bins or
 * categories, in [0, ∞] nats; both are given as counts or proportions. It is the Jeffreys divergence.
 *
 * The rule for empty bins is part of the number: 'floor' raises each proportion to at least `epsilon`; 'floorRenormalised' also
 * divides by the new sum; 'replaceZero' turns exact zeros into `epsilon`; 'add' adds it everywhere, (p + ε)/(1 + kε); 'none' gives
 * Infinity where only one is 0. A bin that is empty on one side adds about s·ln(s/ε) for the share s on the other.
 *
 * Fixed limits such as 0.1 and 0.2 do not know the sample size: without drift PSI is about (k − 1)(1/n + 1/m) for k bins; see
 * `chanceLevel`. Of raw numbers: `psiBins`.
 * @throws {TypeError | RangeError} if reference or sample is no list of numbers ≥ 0 with a positive sum, their lengths differ, or
 * an option is none of these.
 * @example
 * psi([40, 60], [80, 20]); // 0.7167…
 */
export function psi(
  reference: ArrayLike<number>,
  sample: ArrayLike<number>,
  { smoothing = 'floor', epsilon = 1e-4 }: PsiOptions = {},
): number {
  checkOneOf('smoothing', smoothing, Object.keys(rules) as PsiSmoothing[]);
  checkNumber('epsilon', epsilon, 0, 1);
  const [p, q] = proportionPair(reference, sample, ['reference', 'sample']);
  const smooth = rules[smoothing];
  return jeffreysSum(smooth(p, epsilon), smooth(q, epsilon));
}

type Rule = (shares: Float64Array, epsilon: number) => Float64Array;

const floor: Rule = (shares, epsilon) => shares.map((share) => Math.max(share, epsilon));

const rules: Readonly<Record<PsiSmoothing, Rule>> = {
  none: (shares) => shares,
  floor,
  floorRenormalised: (shares, epsilon) => proportions(floor(shares, epsilon)),
  replaceZero: (shares, epsilon) => shares.map((share) => share || epsilon),
  add: (shares, epsilon) => shares.map((share) => (share + epsilon) / (1 + shares.length * epsilon)),
};
