import type { Random } from '../../random';
import { systematicRows } from './systematicRows';

/** How many there are of each index 0, 1, … */
function stratumCounts(strata: ArrayLike<number>): number[] {
  const counts: number[] = [];
  for (let i = 0; i < strata.length; i++) {
    while (counts.length <= strata[i]) counts.push(0);
    counts[strata[i]]++;
  }
  return counts;
}

/**
 * Rows in which the share of each stratum has moved from what it is towards `target`, by the share `severity` of the way; within a stratum any row
 * is as likely as the others.
 * @throws {RangeError} if a stratum that should be there has no row.
 */
export function moveShares(
  what: string,
  strata: ArrayLike<number>,
  target: readonly number[],
  severity: number,
  random: Random,
): Uint32Array {
  const counts = stratumCounts(strata);
  const missing = target.findIndex((share, k) => share > 0 && !counts[k]);
  if (missing >= 0 && strata.length > 0)
    throw new RangeError(`invalid population: expected rows of ${what} ${missing} to draw from, got none`);
  const weights = counts.map((count, k) => 1 - severity + (severity * (target[k] ?? 0) * strata.length) / count);
  return systematicRows(Float64Array.from(strata, (k) => weights[k]), strata, random); // prettier-ignore
}

/**
 * Shares of strata in which one has `share` and the others keep their proportions.
 * @throws {RangeError} if there are no others and there should be.
 */
export function shareOfOne(what: string, strata: ArrayLike<number>, one: number, share: number): number[] {
  const counts = stratumCounts(strata);
  while (counts.length <= one) counts.push(0);
  const others = strata.length - counts[one];
  if (others === 0 && share < 1 && strata.length > 0)
    throw new RangeError(`invalid population: expected rows outside ${what} ${one} to draw from, got none`);
  return counts.map((count, k) => (k === one ? share : ((1 - share) * count) / Math.max(1, others)));
}
