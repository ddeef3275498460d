import { checkNumber } from '../errors';
import { matrix, type Matrix } from '../matrix';
import { Graph, type Precision, type Value } from './graph';
import { add, div, exp, mul, slice } from './operators';
import { precisionOf } from './precision';
import { withSession } from './sessionCache';
import { squaredDistances } from './squaredDistances';
import { matrixTensor, tensor, type Elements, type Tensor } from './tensor';

// finite, so that a distance of 0 keeps the kernel 1 however small σ is
const LARGEST = { float32: 3e38, float64: Number.MAX_VALUE };

/**
 * The Gaussian kernel k(a, b) = exp(−‖a − b‖² / 2σ²) between the rows of x and of y, |x| × |y|. For several σ it is the mean of
 * their kernels. The precision defaults to float64 if both matrices have it.
 * @throws {RangeError} if the columns differ, a number is not finite, or a σ is not positive.
 * @example
 * (await rbfKernel(fromRows([[0]]), fromRows([[2]]), 1)).values[0]; // 0.1353
 */
export async function rbfKernel(
  x: Matrix,
  y: Matrix,
  sigma: number | readonly number[],
  { precision = precisionOf(x, y) }: { precision?: Precision } = {},
): Promise<Matrix> {
  const factors = exponents('sigma', sigma, precision);
  const distances = await squaredDistances(x, y, { precision });
  if (distances.values.length === 0) return distances;
  const feeds = { distances: matrixTensor(distances), factors };
  const build = (): Graph => kernelGraph(factors.values.length, precision);
  const key = `rbf/${precision}/${factors.values.length}`;
  const { kernel } = await withSession(key, build, (session) => session.run(feeds));
  return matrix(kernel.values as Elements<Precision>, x.rows, y.rows);
}

/**
 * −1 / 2σ² of each σ: what multiplies squared distances.
 * @throws {RangeError} if there is no σ or one is not positive.
 */
export function exponents(name: string, sigma: number | readonly number[], precision: Precision): Tensor<Precision> {
  const sigmas = Array.isArray(sigma) ? (sigma as readonly number[]) : [sigma as number];
  if (sigmas.length === 0) throw new RangeError(`invalid ${name}: expected at least one number, got none`);
  for (const value of sigmas) checkNumber(name, value, Number.MIN_VALUE);
  return tensor(
    sigmas.map((value) => Math.max(-1 / (2 * value * value), -LARGEST[precision])),
    [sigmas.length],
    precision,
  );
}

/** The mean kernel of squared distances for `count` factors −1 / 2σ². */
export function gaussian(distances: Value, factors: Value, count: number): Value {
  const kernels = Array.from({ length: count }, (_, i) => exp(mul(distances, slice(factors, 0, i, i + 1))));
  return count === 1 ? kernels[0] : div(kernels.reduce(add), count);
}

function kernelGraph(count: number, precision: Precision): Graph {
  const graph = new Graph(precision);
  const distances = graph.input('distances', ['m', 'n']);
  graph.output('kernel', gaussian(distances, graph.input('factors', [count]), count));
  return graph;
}
