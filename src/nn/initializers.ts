import { elementCount } from '../compute/tensor';
import type { Initializer } from './network';

/** Zeros. */
export const zeros: Initializer = (shape) => new Float32Array(elementCount(shape));

/** Ones. */
export const ones: Initializer = (shape) => new Float32Array(elementCount(shape)).fill(1);

/** Uniform in ±1/√inputs, the start of PyTorch's dense and convolution layers; `inputs` default to the product of all axes but the first. */
export function uniformFan(inputs?: number): Initializer {
  return (shape, random) => {
    const limit = 1 / Math.sqrt(inputs ?? elementCount(shape.slice(1)));
    return Float32Array.from({ length: elementCount(shape) }, () => limit * (2 * random.uniform() - 1));
  };
}

/** Normal with variance 2 / (outputs · window), for convolutions before a ReLU (He et al. 2015, fan out). */
export const heNormal: Initializer = (shape, random) => {
  const deviation = Math.sqrt(2 / (shape[0] * elementCount(shape.slice(2))));
  return Float32Array.from({ length: elementCount(shape) }, () => deviation * random.normal());
};

/** Normal with the given deviation, without what lies beyond two of them; the start of vision transformers (0.02). */
export function truncatedNormal(deviation: number): Initializer {
  return (shape, random) =>
    Float32Array.from({ length: elementCount(shape) }, () => {
      let draw = random.normal();
      while (Math.abs(draw) > 2) draw = random.normal();
      return deviation * draw;
    });
}
