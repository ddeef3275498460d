import type { Precision, Value } from './graph';
import { mul, sqrt } from './operators';
import { exponents, gaussian } from './rbfKernel';
import { tensor, type Tensor } from './tensor';

/**
 * A kernel that depends on the Euclidean distance d of two rows: exp(−d² / 2σ²), for several σ the mean of them; or −d, which is
 * a kernel for differences of means: it makes MMD² the energy distance.
 */
export type RadialKernel =
  { readonly kind: 'gaussian'; readonly sigma: number | readonly number[] } | { readonly kind: 'distance' };

/**
 * The numbers of a kernel that a graph gets as an input.
 * @throws {RangeError} if there is no σ or one is not positive.
 */
export function kernelFactors(kernel: RadialKernel, precision: Precision): Tensor<Precision> {
  return kernel.kind === 'gaussian' ? exponents('bandwidth', kernel.sigma, precision) : tensor([-1], [1], precision);
}

/** Within a graph: the kernel of squared distances. */
export function kernelOf(kind: RadialKernel['kind'], distances: Value, factors: Value, count: number): Value {
  return kind === 'gaussian' ? gaussian(distances, factors, count) : mul(sqrt(distances), factors);
}

/** The kernel of one squared distance. */
export function kernelAt(kernel: RadialKernel, square: number, { values }: Tensor<Precision>): number {
  if (kernel.kind === 'distance') return -Math.sqrt(square);
  return Array.from(values, (factor) => Math.exp(factor * square)).reduce((sum, value) => sum + value) / values.length;
}
