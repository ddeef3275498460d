import { describe } from '../describe';
import { jsDistance } from '../jsDivergence';
import { kolmogorovSmirnov } from '../kolmogorovSmirnov';
import { numericSample } from '../numericSample';
import { psi } from '../psi';
import { histogram } from '../histogram';
import type { TestResult } from '../testResult';
import { wasserstein } from '../wasserstein';

/** How the lengths of two samples of texts differ. */
export interface LengthDrift {
  readonly means: readonly [reference: number, sample: number];
  /** |difference of the means| in standard deviations of the reference (n in the denominator). */
  readonly meanShift: number;
  /** Kolmogorov–Smirnov test; see `kolmogorovSmirnov` for its null. */
  readonly test: TestResult;
  /** In the unit of the lengths. */
  readonly wasserstein: number;
  /** Base 2, of counts in ten even bins over both samples: in [0, 1]. */
  readonly jsDistance: number;
  /** Of the same bins, empty ones counting as 1e-4. */
  readonly psi: number;
}

/**
 * Compares lengths of texts, in whatever unit. The bins span both samples, so that a shift out of the reference's range is seen. A
 * shift of a constant reference is Infinity, none is 0.
 * @throws {TypeError | RangeError} if a sample is empty, holds NaN, infinities or something else than numbers.
 * @example
 * lengthDrift([8, 9, 11], [12, 15]).meanShift; // 3.34…
 */
export function lengthDrift(reference: ArrayLike<number>, sample: ArrayLike<number>): LengthDrift {
  const x = numericSample('reference', reference, { finite: true });
  const y = numericSample('sample', sample, { finite: true });
  const [first, second] = [describe(x), describe(y)];
  const difference = Math.abs(second.mean - first.mean);
  const range = [Math.min(first.min, second.min), Math.max(first.max, second.max)] as const;
  const [p, q] = [x, y].map((values) => histogram(values, { range }).counts);
  return {
    means: [first.mean, second.mean],
    meanShift: difference === 0 ? 0 : difference / Math.sqrt(first.populationVariance),
    test: kolmogorovSmirnov(x, y),
    wasserstein: wasserstein(x, y),
    jsDistance: jsDistance(p, q, { base: 2 }),
    psi: psi(p, q),
  };
}
