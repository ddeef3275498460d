import { checkInteger, checkNumber } from '../../errors';
import type { Random } from '../../random';
import type { LabeledSample, StreamSource } from './streamSource';

/** Options of `hyperplane`. */
export interface HyperplaneOptions {
  /** Features, each uniform in [0, 1); default 10. */
  readonly attributes?: number;
  /** How many of the weights move, the first ones; default 2. */
  readonly driftAttributes?: number;
  /** By how much a moving weight changes with every sample, in [0, 1]; default 0: no rotation. */
  readonly magnitude?: number;
  /** Share of labels that are turned round, in [0, 1]; default 0.05. */
  readonly noise?: number;
  /** Chance, after each sample, that a weight turns back, in [0, 1]; default 0.1. */
  readonly reversal?: number;
}

/**
 * Rotating hyperplane (Hulten, Spencer & Domingos 2001), as MOA defines it: weights drawn uniformly in [0, 1), class 1 if
 * Σ wᵢxᵢ ≥ ½ Σ wᵢ. Two runs from different generators have different hyperplanes. With `magnitude` above 0 the stream itself
 * drifts, incrementally and all the time; no point of it is a true drift point.
 * @throws {TypeError | RangeError} for an option out of range.
 * @example
 * const [first] = hyperplane({ magnitude: 0.001 })(createRandom(7)); // { features: Float64Array(10), label: 0 }
 */
export function hyperplane({
  attributes = 10,
  driftAttributes = 2,
  magnitude = 0,
  noise = 0.05,
  reversal = 0.1,
}: HyperplaneOptions = {}): StreamSource<LabeledSample> {
  checkInteger('attributes', attributes, 1);
  checkInteger('driftAttributes', driftAttributes, 0, attributes);
  for (const [name, value] of Object.entries({ magnitude, noise, reversal })) checkNumber(name, value, 0, 1);
  return function* (random) {
    const weights = uniforms(attributes, random);
    const directions = new Int8Array(driftAttributes).fill(1);
    for (;;) {
      const features = uniforms(attributes, random);
      const label = side(features, weights);
      yield { features, label: random.uniform() < noise ? 1 - label : label };
      for (let i = 0; i < driftAttributes; i++) {
        weights[i] += directions[i] * magnitude;
        if (random.uniform() < reversal) directions[i] *= -1;
      }
    }
  };
}

function side(features: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < features.length; i++) sum += weights[i] * (features[i] - 0.5);
  return sum >= 0 ? 1 : 0;
}

function uniforms(length: number, random: Random): Float64Array {
  return Float64Array.from({ length }, () => random.uniform());
}
