import { checkInteger, checkNumber } from '../errors';

/** How much of the past counts: a sliding window, or fading by a factor with every sample. */
export type Forgetting = { readonly window: number } | { readonly fadingFactor: number };

/**
 * Prequential accuracy after each sample (Gama, Sebastião & Rodrigues 2013): each sample is predicted before its label is
 * used, and older ones are forgotten, by a window of w samples (default 1000; the mean of the last w, fewer at the beginning)
 * or by a factor α in (0, 1], Σ αⁱ⁻ᵏ rightₖ / Σ αⁱ⁻ᵏ; 1 forgets nothing.
 * @param right 1 where the prediction was right, else 0
 * @throws {TypeError | RangeError} if a value is neither 0 nor 1, the window is not an integer ≥ 1, or α is not in (0, 1].
 * @example
 * prequentialAccuracy([1, 1, 0, 0], { window: 2 }); // [1, 1, 0.5, 0]
 */
export function prequentialAccuracy(right: ArrayLike<number>, forgetting: Forgetting = { window: 1000 }): Float64Array {
  for (let i = 0; i < right.length; i++)
    if (right[i] !== 0 && right[i] !== 1) throw new RangeError(`invalid right[${i}]: expected 0 or 1, got ${right[i]}`);
  return 'window' in forgetting
    ? slidingMean(right, checkInteger('window', forgetting.window, 1))
    : fadingMean(right, checkFading(forgetting.fadingFactor));
}

function slidingMean(right: ArrayLike<number>, window: number): Float64Array {
  let sum = 0;
  return Float64Array.from(right, (value, i) => {
    sum += value - (i < window ? 0 : right[i - window]);
    return sum / Math.min(i + 1, window);
  });
}

function fadingMean(right: ArrayLike<number>, factor: number): Float64Array {
  let sum = 0;
  let weight = 0;
  return Float64Array.from(right, (value) => {
    sum = value + factor * sum;
    weight = 1 + factor * weight;
    return sum / weight;
  });
}

function checkFading(factor: number): number {
  if (checkNumber('fadingFactor', factor, 0, 1) === 0)
    throw new RangeError('invalid fadingFactor: expected a number in (0, 1], got 0');
  return factor;
}
