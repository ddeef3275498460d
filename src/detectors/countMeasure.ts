import type { SplitCounts } from './splitStatistics';

/** A distance between the counts of two samples over the same bins, none of them empty in both. */
export type CountMeasure = (reference: readonly number[], sample: readonly number[]) => number;

/** The distance of each split; 0 where one side has no value. */
export function measureCounts({ reference, sample, bins }: SplitCounts, measure: CountMeasure): Float64Array {
  const statistics = new Float64Array(reference.length / bins);
  for (let s = 0; s < statistics.length; s++) {
    const first: number[] = [];
    const second: number[] = [];
    for (let bin = s * bins; bin < (s + 1) * bins; bin++) {
      if (reference[bin] + sample[bin] === 0) continue;
      first.push(reference[bin]);
      second.push(sample[bin]);
    }
    statistics[s] = isEmpty(first) || isEmpty(second) ? 0 : measure(first, second);
  }
  return statistics;
}

function isEmpty(counts: readonly number[]): boolean {
  return counts.every((count) => count === 0);
}
