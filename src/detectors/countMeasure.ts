/** A distance between the counts of two samples over the same bins, none of them empty in both. */
export type CountMeasure = (reference: readonly number[], sample: readonly number[]) => number;

/** The distance over the bins that are not empty in both; 0 where one side has no value. */
export function measureCounts(reference: Float64Array, sample: Float64Array, measure: CountMeasure): number {
  const first: number[] = [];
  const second: number[] = [];
  for (let bin = 0; bin < reference.length; bin++) {
    if (reference[bin] + sample[bin] === 0) continue;
    first.push(reference[bin]);
    second.push(sample[bin]);
  }
  return isEmpty(first) || isEmpty(second) ? 0 : measure(first, second);
}

function isEmpty(counts: readonly number[]): boolean {
  return counts.every((count) => count === 0);
}
