import { matrix, type Matrix } from '../matrix';
import { about, checkFinite, originOf } from './centring';
import { Graph, type Precision } from './graph';
import { add, gemm, relu, transpose } from './operators';
import { precisionOf } from './precision';
import { withSession } from './sessionCache';
import { matrixTensor, tensor, type Tensor } from './tensor';

/**
 * Squared Euclidean distances between the rows of x and of y, |x| × |y|, never negative. One matrix product: the error is about
 * 10⁻⁷ (float32) or 10⁻¹⁶ (float64) of the squared spread of the rows. The precision defaults to float64 if both matrices
 * have it. O(|x| · |y| · columns) time.
 * @throws {RangeError} if the columns differ or a number is not finite.
 * @example
 * (await squaredDistances(fromRows([[0, 0]]), fromRows([[3, 4]]))).values[0]; // 25
 */
export async function squaredDistances(
  x: Matrix,
  y: Matrix,
  { precision = precisionOf(x, y) }: { precision?: Precision } = {},
): Promise<Matrix> {
  if (x.columns !== y.columns)
    throw new RangeError(`invalid y: expected ${x.columns} columns as in x, got ${y.columns}`);
  checkFinite('x', x, precision);
  checkFinite('y', y, precision);
  const empty = x.rows === 0 || y.rows === 0;
  const { values } = empty ? tensor([], [0], precision) : await distancesBetween(x, y, originOf(x), precision);
  return matrix(values, x.rows, y.rows);
}

/** Squared distances between rows that have been checked, about a point amid them. */
export async function distancesBetween(
  x: Matrix,
  y: Matrix,
  origin: Float64Array,
  precision: Precision,
): Promise<Tensor<Precision>> {
  const { columns } = x;
  const feeds = {
    x: matrixTensor(x, precision),
    y: matrixTensor(y, precision),
    origin: tensor(origin, [columns], precision),
  };
  const build = (): Graph => distanceGraph(columns, precision);
  const results = await withSession(`distances/${precision}/${columns}`, build, (session) => session.run(feeds));
  return results.distances as Tensor<Precision>;
}

/** ‖x‖² + ‖y‖² − 2·x·yᵀ, not below 0, where rounding would take it. */
function distanceGraph(columns: number, precision: Precision): Graph {
  const graph = new Graph(precision);
  const origin = graph.input('origin', [columns]);
  const x = about(graph.input('x', ['m', columns]), origin);
  const y = about(graph.input('y', ['n', columns]), origin);
  const products = gemm(x.centred, y.centred, { transB: true, alpha: -2, bias: transpose(y.norms) });
  graph.output('distances', relu(add(products, x.norms)));
  return graph;
}
