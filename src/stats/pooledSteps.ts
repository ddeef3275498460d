/** Both empirical distribution functions as counts: one entry per distinct pooled value, ascending. */
export interface PooledSteps {
  /** How many values of the reference are at or below it. */
  readonly reference: Uint32Array;
  /** How many values of the sample are. */
  readonly sample: Uint32Array;
}

/** The steps of two ascending samples without NaN. O(n + m) time. */
export function pooledSteps(reference: Float64Array, sample: Float64Array): PooledSteps {
  const total = reference.length + sample.length;
  const inReference = new Uint32Array(total);
  const inSample = new Uint32Array(total);
  let i = 0;
  let j = 0;
  let steps = 0;
  while (i + j < total) {
    const value = j === sample.length || reference[i] <= sample[j] ? reference[i] : sample[j];
    while (i < reference.length && reference[i] === value) i++;
    while (j < sample.length && sample[j] === value) j++;
    inReference[steps] = i;
    inSample[steps++] = j;
  }
  return { reference: inReference.subarray(0, steps), sample: inSample.subarray(0, steps) };
}
