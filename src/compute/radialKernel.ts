import { checkNumber } from '../errors';
import type { Precision, Value } from './graph';
import { exp, mul, neg, sqrt } from './operators';
import { exponents, gaussian } from './rbfKernel';
import { tensor, type Tensor } from './tensor';

/**
 * A kernel that depends on the Euclidean distance d of two rows: exp(−d² / 2σ²), for several σ the mean of them; exp(−d / σ); or
 * −d, which is a kernel for differences of means: it makes MMD² the energy distance.
 */
export type RadialKernel =
  | { readonly kind: 'gaussian'; readonly sigma: number | readonly number[] }
  | { readonly kind: 'exponential'; readonly sigma: number }
  | { readonly kind: 'distance' };

/**
 * The numbers of a kernel that a graph gets as an input.
 * @throws {RangeError} if there is no σ or one is not positive.
 */
export function kernelFactors(kernel: RadialKernel, precision: Precision): Tensor<Precision> {
  if (kernel.kind === 'gaussian') return exponents('bandwidth', kernel.sigma, precision);
  const sigma = kernel.kind === 'distance' ? 1 : checkNumber('bandwidth', kernel.sigma, Number.MIN_VALUE);
  return tensor([-1 / sigma], [1], precision);
}

/** Within a graph: the kernel of squared distances. */
export function kernelOf(kind: RadialKernel['kind'], distances: Value, factors: Value, count: number): Value {
  if (kind === 'gaussian') return gaussian(distances, factors, count);
  if (kind === 'distance') return neg(sqrt(distances));
  return exp(mul(sqrt(distances), factors));
}

/** The kernel of one squared distance. */
export function kernelAt(kernel: RadialKernel, square: number, { values }: Tensor<Precision>): number {
  if (kernel.kind === 'distance') return -Math.sqrt(square);
  if (kernel.kind === 'exponential') return Math.exp(values[0] * Math.sqrt(square));
  return Array.from(values, (factor) => Math.exp(factor * square)).reduce((sum, value) => sum + value) / values.length;
}
