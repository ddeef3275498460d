import type { Random } from '../../random';
import { changePoint } from '../../retraining/explaining/changePoint';

/** How often a 90 % interval of the time held it. */
export interface ChangePointCoverage {
  readonly windows: number;
  readonly held: number;
}

/**
 * Draws windows like that of the story's first alarm again and again, each with a recalibration at another place, and counts the 90 % intervals
 * that hold it.
 * @example
 * changePointCoverage(createRandom(1)); // { windows: 400, held: 365 }
 */
export function changePointCoverage(random: Random, { windows = 400, week = 1000 } = {}): ChangePointCoverage {
  let held = 0;
  for (let k = 0; k < windows; k++) {
    const change = Math.floor(0.1 * week) + random.integer(Math.floor(0.8 * week));
    const { low, high } = changePoint(Float64Array.from({ length: week }, (_, i) => random.normal() - (i < change ? 0 : 1.2))); // prettier-ignore
    held += Number(low <= change && change <= high);
  }
  return { windows, held };
}
