import { quantile } from '../../stats/quantile';

/** The median of a few numbers in any order. */
export function median(values: readonly number[]): number {
  return quantile([...values].sort((a, b) => a - b), 0.5); // prettier-ignore
}
