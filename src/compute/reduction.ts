import { graphOf, type Value } from './graph';
import { axisOf, mismatch } from './shapes';

type Reduction = (x: Value, axes: readonly number[], options?: ReductionOptions) => Value;

/** Whether the reduced axes stay with size 1 (default false: they go). */
export interface ReductionOptions {
  readonly keep?: boolean;
}

/** Sums over `axes`. */
export const reduceSum: Reduction = reduction('ReduceSum');
/** Means over `axes`. */
export const reduceMean: Reduction = reduction('ReduceMean');
/** Maxima over `axes`. */
export const reduceMax: Reduction = reduction('ReduceMax');
/** Minima over `axes`. */
export const reduceMin: Reduction = reduction('ReduceMin');

/**
 * The k largest (or smallest) entries along `axis`, best first, and their positions (int64). Ties go to the lower position.
 * @throws {RangeError} if the axis is known to be shorter than k.
 */
export function topK(
  x: Value,
  k: number,
  { axis = -1, largest = true }: { axis?: number; largest?: boolean } = {},
): { values: Value; indices: Value } {
  const graph = graphOf(x);
  const along = axisOf('topK', x.shape, axis);
  const size = x.shape[along];
  if (!Number.isInteger(k) || k < 1 || (typeof size === 'number' && k > size))
    throw mismatch('topK', 'k', `an integer in [1, ${size}]`, String(k));
  const shape = x.shape.map((kept, i) => (i === along ? k : kept));
  const outcomes = [
    { type: x.type, shape },
    { type: 'int64', shape },
  ] as const;
  const count = graph.constant([k], [1], { type: 'int64' });
  const [values, indices] = graph.node('TopK', [x, count], outcomes, {
    axis: along,
    largest: Number(largest),
    sorted: 1,
  });
  return { values, indices };
}

function reduction(operator: string): Reduction {
  return (x, axes, { keep = false } = {}) => {
    const graph = graphOf(x);
    const along = axes.map((axis) => axisOf(operator, x.shape, axis));
    const shape = x.shape.map((size, i) => (along.includes(i) ? 1 : size)).filter((_, i) => keep || !along.includes(i));
    const over = graph.constant(along, [along.length], { type: 'int64' });
    // without axes ONNX would reduce over all of them
    const attributes = { keepdims: Number(keep), noop_with_empty_axes: 1 };
    return graph.node(operator, [x, over], [{ type: x.type, shape }], attributes)[0];
  };
}
