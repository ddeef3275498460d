import { checkNumber, checkOneOf } from '../../errors';

/** What a CUSUM chart is made of. */
export interface CusumDesign {
  /** Shift in standard deviations that is tolerated (k), default 0.5: half the shift to be found soonest. */
  readonly allowance?: number;
  /** Which change is a drift, default 'both'. */
  readonly mode?: 'up' | 'down' | 'both';
}

// Siegmund's correction for the overshoot of a normal sum
const OVERSHOOT = 1.166;

/**
 * Average number of values until a CUSUM chart of independent standard normal values shifted by `shift` standard
 * deviations alarms: Siegmund's approximation (1985, formula 2.57), (e^(−2Δb) + 2Δb − 1)/(2Δ²) with Δ = shift − k and b
 * = h + 1.166 for one side; the rates of two sides add. Within 3 % of the exact one for k in [0.25, 1] and h ≥ 3. May
 * be Infinity.
 * @throws {TypeError | RangeError} for a threshold or allowance that is negative, or a wrong mode.
 * @example
 * cusumRunLength(5); // 469: the textbook's chart, k = 0.5 and h = 5, exactly 465
 * cusumRunLength(5, { shift: 1 }); // 10.3
 */
export function cusumRunLength(
  threshold: number,
  { allowance = 0.5, mode = 'both', shift = 0 }: CusumDesign & { readonly shift?: number } = {},
): number {
  checkNumber('threshold', threshold, 0);
  checkNumber('allowance', allowance, 0);
  checkOneOf('mode', mode, ['up', 'down', 'both']);
  checkNumber('shift', shift);
  const up = mode === 'down' ? Infinity : oneSided(shift - allowance, threshold + OVERSHOOT);
  const down = mode === 'up' ? Infinity : oneSided(-shift - allowance, threshold + OVERSHOOT);
  return 1 / (1 / up + 1 / down);
}

/**
 * The threshold h, in standard deviations, at which a CUSUM chart has this average run length without drift
 * (`cusumRunLength`).
 * @param averageRunLength at least 10; 1000 means one false alarm in 1000 values.
 * @throws {TypeError | RangeError} for arguments out of range.
 * @example
 * new Cusum({ threshold: cusumThreshold(1000) });
 */
export function cusumThreshold(averageRunLength: number, design: CusumDesign = {}): number {
  checkNumber('averageRunLength', averageRunLength, 10, 1e12);
  let low = 0;
  let high = 1;
  while (cusumRunLength(high, design) < averageRunLength) high *= 2;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (cusumRunLength(middle, design) < averageRunLength) low = middle;
    else high = middle;
  }
  return high;
}

function oneSided(drift: number, boundary: number): number {
  const power = -2 * drift * boundary;
  // the formula's limit for a sum without drift
  if (Math.abs(power) < 1e-5) return boundary ** 2;
  return (Math.expm1(power) - power) / (2 * drift ** 2);
}
