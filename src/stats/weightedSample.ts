import { numericSample, type SampleOptions } from './numericSample';
import { sortedOrder } from './sortedOrder';
import { sortNumbers } from './sortNumbers';

/** An ascending sample, and how much weight lies below each place: `below[i]` before value i, `below[n]` in all. */
export interface WeightedSample {
  readonly values: Float64Array;
  /** Left out where each value weighs 1. */
  readonly below?: Float64Array;
}

/** Options of distances between weighted samples. */
export interface WeightOptions extends SampleOptions {
  /** Weights of the reference's values, not negative, not all 0; default all 1. */
  readonly referenceWeights?: ArrayLike<number>;
  /** Weights of the sample's values. */
  readonly sampleWeights?: ArrayLike<number>;
}

/**
 * Two samples with their weights, checked and sorted.
 * @throws {TypeError | RangeError} as `numericSample` does, and if there is not one finite weight ≥ 0 for each value,
 * or all are 0.
 */
export function weightedPair(
  reference: ArrayLike<number>,
  sample: ArrayLike<number>,
  options: WeightOptions,
): [reference: WeightedSample, sample: WeightedSample] {
  return [
    weightedSample('reference', reference, options.referenceWeights, options),
    weightedSample('sample', sample, options.sampleWeights, options),
  ];
}

function weightedSample(
  name: string,
  values: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
  { nanPolicy }: SampleOptions,
): WeightedSample {
  const kept = numericSample(name, values, { nanPolicy });
  if (weights === undefined) return { values: sortNumbers(kept) };
  const checked = checkWeights(`${name}Weights`, weights, values.length);
  const ofKept = kept.length === values.length ? checked : checked.filter((_, i) => values[i] === values[i]);
  const order = sortedOrder(kept);
  const below = new Float64Array(kept.length + 1);
  for (let i = 0; i < kept.length; i++) below[i + 1] = below[i] + ofKept[order[i]];
  const total = below[kept.length];
  if (!(total > 0 && total < Infinity))
    throw new RangeError(`invalid ${name}Weights: expected a positive finite sum, got ${total}`);
  return { values: Float64Array.from(order, (i) => kept[i]), below };
}

function checkWeights(name: string, weights: ArrayLike<number>, length: number): Float64Array {
  const checked = numericSample(name, weights, { finite: true });
  if (checked.length !== length)
    throw new RangeError(`invalid ${name}: expected ${length} weights, got ${checked.length}`);
  const negative = checked.findIndex((weight) => weight < 0);
  if (negative >= 0) throw new RangeError(`invalid ${name}: expected no negative weight, got ${checked[negative]}`);
  return checked;
}
