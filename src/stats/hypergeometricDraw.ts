import type { Random } from '../random';
import { hypergeometricPmf } from './distributions/hypergeometric';

/**
 * A draw of the count of marked items among `draws` items drawn without replacement from `total`, of which `marked` are marked:
 * inversion from the mode outwards, in about as many steps as the law's standard deviation.
 */
export function hypergeometricDraw(total: number, marked: number, draws: number, random: Random): number {
  const lowest = Math.max(0, draws + marked - total);
  const highest = Math.min(marked, draws);
  if (lowest === highest) return lowest;
  const mode = Math.min(highest, Math.floor(((draws + 1) * (marked + 1)) / (total + 2)));
  let [up, down] = [mode, mode];
  let upper = mass(mode, total, marked, draws);
  let lower = upper;
  let left = random.uniform() - upper;
  while (left >= 0 && (up < highest || down > lowest)) {
    if (up < highest) {
      upper *= ((marked - up) / (up + 1)) * ((draws - up) / (total - marked - draws + up + 1));
      up++;
      left -= upper;
      if (left < 0) return up;
    }
    if (down > lowest) {
      lower *= (down / (marked - down + 1)) * ((total - marked - draws + down) / (draws - down + 1));
      down--;
      left -= lower;
      if (left < 0) return down;
    }
    if (upper === 0 && lower === 0) break; // the sum of all masses fell short by a rounding
  }
  return mode;
}

/** Up to this total a table of ln k! is quicker than the formula of the law. */
const TABLED = 1 << 14;
const lnFactorials: number[] = [0];

function mass(k: number, total: number, marked: number, draws: number): number {
  if (total > TABLED) return hypergeometricPmf(k, total, marked, draws);
  while (lnFactorials.length <= total) lnFactorials.push(lnFactorials.at(-1)! + Math.log(lnFactorials.length));
  const choose = (n: number, r: number): number => lnFactorials[n] - lnFactorials[r] - lnFactorials[n - r];
  return Math.exp(choose(marked, k) + choose(total - marked, draws - k) - choose(total, draws));
}
