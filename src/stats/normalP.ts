import { normalCdf, normalSf } from './distributions/normal';
import type { Alternative } from './testResult';

/** The p value of a statistic that is standard normal under the null. */
export function normalP(z: number, alternative: Alternative): number {
  if (alternative === 'two-sided') return 2 * normalSf(Math.abs(z));
  return alternative === 'greater' ? normalSf(z) : normalCdf(z);
}
