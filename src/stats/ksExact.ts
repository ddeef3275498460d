import type { PooledSteps } from './pooledSteps';
import type { Alternative } from './testResult';

/** Where 2λ² passes this, the p value, at most about 2·exp(−2λ²), is below the smallest double. */
const VANISHING = 760;
/** Keeps the probabilities of rare paths from underflow. */
const SCALE = 2 ** 960;

/**
 * P(n·m·D ≥ height) under the null, for a whole number `height`: the order of the pooled values is a random lattice
 * path, and the paths that leave the band |i·m − j·n| < height are summed where they leave first (Hodges 1957). All
 * terms are positive: small tails keep their digits. With `steps` the law given how the pooled values are tied, where
 * only the end of a tie counts. O(height) time.
 */
export function ksExact(height: number, n: number, m: number, alternative: Alternative, steps?: PooledSteps): number {
  if (height <= 0) return 1;
  if ((2 * height * height) / (n * m * (n + m)) > VANISHING) return 0;
  if (alternative === 'less') return leavingProbability(m, n, height, guard(height, n, m, steps), false, steps);
  if (alternative === 'greater') return leavingProbability(n, m, height, guard(height, n, m, steps), false, steps);
  // the shorter sample as the coordinate makes the rows of a tie short
  return leavingProbability(Math.min(n, m), Math.max(n, m), height, height, true, steps);
}

/**
 * How far down a path may go before its way up to `height` no longer matters: going κ down and then λ up instead of
 * only up costs a factor of exp(−2κ(κ + 2λ)), here 10⁻¹⁸.
 */
function guard(height: number, n: number, m: number, steps?: PooledSteps): number {
  if (steps) return Infinity;
  const unit = Math.sqrt(n * m * (n + m));
  const lambda = height / unit;
  return unit * (Math.sqrt(lambda * lambda + 21) - lambda);
}

/**
 * The probability that i·m − j·n reaches `top`, or, where `both`, −`bottom`, i of n and j of m values being drawn in
 * random order.
 */
function leavingProbability(
  n: number,
  m: number,
  top: number,
  bottom: number,
  both: boolean,
  steps: PooledSteps | undefined,
): number {
  const total = n + m;
  const level = new Float64Array(n + 2); // level[i]: inside so far, i of the first k are of the first sample
  level[0] = SCALE;
  let low = 0;
  let high = 0;
  let left = 0;
  let step = 0;
  for (let k = 1; k <= total; k++) {
    const share = 1 / (total - k + 1);
    high = Math.min(high + 1, n);
    for (let i = high; i > low; i--) level[i] = share * (level[i] * (m - k + 1 + i) + level[i - 1] * (n - i + 1));
    level[low] *= share * (m - k + 1 + low);
    if (steps) {
      if (steps.reference[step] + steps.sample[step] !== k) continue;
      step++;
    }
    for (; high >= low && high * total - k * n >= top; high--) left += empty(level, high);
    for (; low <= high && low * total - k * n <= -bottom; low++) {
      const lost = empty(level, low);
      if (both) left += lost;
    }
    if (low > high) break;
  }
  return Math.min(1, left / SCALE);
}

function empty(level: Float64Array, i: number): number {
  const value = level[i];
  level[i] = 0;
  return value;
}
