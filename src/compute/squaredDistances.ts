import { matrix, row, type Matrix } from '../matrix';
import { squaredDistance } from '../stats/vectors';
import { about, checkFinite, originOf } from './centring';
import { Graph, type Precision } from './graph';
import { add, gemm, relu, transpose } from './operators';
import { precisionOf } from './precision';
import { withSession } from './sessionCache';
import { matrixTensor, tensor, type Tensor } from './tensor';

// share of the squared lengths below which a distance from the product has too few digits
const CANCELLED = 1e-3;

/**
 * Squared Euclidean distances between the rows of x and of y, |x| × |y|, never negative. One matrix product: the error is about
 * 10⁻⁷ of the squared spread of the rows in float32, and 10⁻¹² of the distance itself in float64. The precision defaults to float64 if both matrices
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
  const distances = results.distances as Tensor<Precision>;
  if (precision === 'float64') refine(distances.values, x, y, origin);
  return distances;
}

/** Computes those again that are differences of far larger numbers: near pairs beside a far one keep their digits too. */
function refine(distances: Float32Array | Float64Array, x: Matrix, y: Matrix, origin: Float64Array): void {
  const [lengths, others] = [squaredLengths(x, origin), squaredLengths(y, origin)];
  for (let i = 0, at = 0; i < x.rows; i++)
    for (let j = 0; j < y.rows; j++, at++)
      if (distances[at] < CANCELLED * (lengths[i] + others[j])) distances[at] = squaredDistance(row(x, i), row(y, j));
}

function squaredLengths(source: Matrix, origin: Float64Array): Float64Array {
  return Float64Array.from({ length: source.rows }, (_, i) => squaredDistance(row(source, i), origin));
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
