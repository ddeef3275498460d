import { graphOf, type Dimension, type Shape, type Value } from './graph';
import { axisOf, broadcast, compatible, mapDimension, mismatch, showShape } from './shapes';
import { elementCount } from './tensor';

/**
 * The same elements in another shape; one size may be −1 (what is left) and 0 keeps the size that stands there.
 * @throws {RangeError} if the numbers of elements are known and differ.
 */
export function reshape(x: Value, shape: readonly number[]): Value {
  const graph = graphOf(x);
  const target = graph.constant(shape, [shape.length], { type: 'int64' });
  return graph.node('Reshape', [x, target], [{ type: x.type, shape: reshaped(x.shape, shape) }])[0];
}

/** The axes in another order; reversed by default. */
export function transpose(
  x: Value,
  order: readonly number[] = x.shape.map((_, axis) => x.shape.length - 1 - axis),
): Value {
  const sorted = [...order].sort((a, b) => a - b);
  if (sorted.length !== x.shape.length || sorted.some((axis, i) => axis !== i))
    throw mismatch('transpose', 'order', `a permutation of the axes of ${showShape(x.shape)}`, showShape(order));
  const shape = order.map((axis) => x.shape[axis]);
  return graphOf(x).node('Transpose', [x], [{ type: x.type, shape }], { perm: order })[0];
}

/**
 * Values end to end along `axis`.
 * @throws {RangeError} if another axis differs.
 */
export function concat(values: readonly Value[], axis: number): Value {
  if (values.length === 0) throw mismatch('concat', 'values', 'at least one', '0');
  const [first, ...others] = values;
  const along = axisOf('concat', first.shape, axis);
  for (const { shape } of others)
    if (
      shape.length !== first.shape.length ||
      shape.some((size, i) => i !== along && !compatible(size, first.shape[i]))
    )
      throw mismatch(
        'concat',
        'values',
        `shapes that differ only on axis ${along}`,
        values.map((value) => showShape(value.shape)).join(' and '),
      );
  const size = values
    .map((value) => value.shape[along])
    .reduce((sum, next) => (typeof sum === 'number' ? mapDimension(next, (n) => sum + n) : '?'));
  const shape = first.shape.map((kept, i) => (i === along ? size : kept));
  return graphOf(first).node('Concat', [...values], [{ type: first.type, shape }], { axis: along })[0];
}

/**
 * Consecutive parts of x along `axis`, of the given sizes.
 * @throws {RangeError} if the sizes are known not to add up.
 */
export function split(x: Value, sizes: readonly number[], axis: number): Value[] {
  const graph = graphOf(x);
  const along = axisOf('split', x.shape, axis);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (!compatible(x.shape[along], total))
    throw mismatch('split', 'sizes', `a sum of ${x.shape[along]}`, showShape(sizes));
  const outcomes = sizes.map((size) => ({
    type: x.type,
    shape: x.shape.map((kept, i) => (i === along ? size : kept)),
  }));
  const parts = graph.constant(sizes, [sizes.length], { type: 'int64' });
  return graph.node('Split', [x, parts], outcomes, { axis: along });
}

/**
 * x repeated to `shape`, with broadcasting.
 * @throws {RangeError} if the shapes do not broadcast.
 */
export function expand(x: Value, shape: readonly number[]): Value {
  const graph = graphOf(x);
  const target = graph.constant(shape, [shape.length], { type: 'int64' });
  return graph.node('Expand', [x, target], [{ type: x.type, shape: broadcast('expand', x.shape, shape) }])[0];
}

/** Elements start, start + step, … before `end` along one axis; negative positions count from the end. */
export function slice(x: Value, axis: number, start: number, end: number = Number.MAX_SAFE_INTEGER, step = 1): Value {
  const graph = graphOf(x);
  const along = axisOf('slice', x.shape, axis);
  const bounds = [start, end, along, step].map((bound) => graph.constant([bound], [1], { type: 'int64' }));
  const shape = x.shape.map((size, i) =>
    i === along ? mapDimension(size, (n) => sliceLength(n, start, end, step)) : size,
  );
  return graph.node('Slice', [x, ...bounds], [{ type: x.type, shape }])[0];
}

/** The entries of `x` along `axis` that `indices` (int32 or int64) names; the axis is replaced by the shape of the indices. */
export function gather(x: Value, indices: Value | readonly number[], axis = 0): Value {
  const graph = graphOf(x);
  const along = axisOf('gather', x.shape, axis);
  const chosen = 'type' in indices ? indices : graph.constant(indices, [indices.length], { type: 'int64' });
  const shape = [...x.shape.slice(0, along), ...chosen.shape, ...x.shape.slice(along + 1)];
  return graph.node('Gather', [x, chosen], [{ type: x.type, shape }], { axis: along })[0];
}

/** Like `indices` (int64), with each position replaced by the element of `x` that lies there on `axis`: one choice for each element. */
export function gatherElements(x: Value, indices: Value, axis: number): Value {
  const along = axisOf('gatherElements', x.shape, axis);
  const outcome = { type: x.type, shape: indices.shape };
  return graphOf(x).node('GatherElements', [x, indices], [outcome], { axis: along })[0];
}

/**
 * For each row of x [n, m, …] the entries that `indices` [n, k] (int64) names: [n, k, …].
 * @example
 * gatherRows(blocks, topK(minima, 3).indices); // each query's own three blocks
 */
export function gatherRows(x: Value, indices: Value): Value {
  const places = reshape(indices, [0, Number(indices.shape[1]), 1]);
  const shape = [...indices.shape, ...x.shape.slice(2)];
  return graphOf(x).node('GatherND', [x, places], [{ type: x.type, shape }], { batch_dims: 1 })[0];
}

/** How `pad` fills: a constant, the mirrored inside without its edge, the repeated edge, or the other end. */
export type PadMode = 'constant' | 'reflect' | 'edge' | 'wrap';

/**
 * x with `before[i]` and `after[i]` elements more at the ends of axis i.
 * @throws {RangeError} if there is not one number for each axis.
 */
export function pad(
  x: Value,
  before: readonly number[],
  after: readonly number[],
  { mode = 'constant', value = 0 }: { mode?: PadMode; value?: number } = {},
): Value {
  if (before.length !== x.shape.length || after.length !== x.shape.length)
    throw mismatch(
      'pad',
      'widths',
      `one for each axis of ${showShape(x.shape)}`,
      `${showShape(before)} and ${showShape(after)}`,
    );
  const graph = graphOf(x);
  const widths = graph.constant([...before, ...after], [2 * before.length], { type: 'int64' });
  const filling = mode === 'constant' ? [graph.constant(value, [], { type: x.type })] : [];
  const shape = x.shape.map((size, i) => mapDimension(size, (n) => n + before[i] + after[i]));
  return graph.node('Pad', [x, widths, ...filling], [{ type: x.type, shape }], { mode })[0];
}

function reshaped(from: Shape, to: readonly number[]): Shape {
  const sizes: Dimension[] = to.map((size, i) => (size === 0 ? (from[i] ?? '?') : size));
  const known = sizes.filter((size): size is number => typeof size === 'number' && size !== -1);
  const complete = from.every((size) => typeof size === 'number') && known.length >= sizes.length - 1;
  const rest = complete ? elementCount(from) / elementCount(known) : NaN;
  const open = sizes.includes(-1);
  if (complete && !(open ? Number.isInteger(rest) : rest === 1))
    throw mismatch('reshape', 'shape', `as many elements as ${showShape(from)} has`, showShape(to));
  return sizes.map((size) => (size === -1 ? (complete ? rest : '?') : size));
}

function sliceLength(size: number, start: number, end: number, step: number): number {
  const low = step > 0 ? 0 : -1;
  const bound = (at: number): number => Math.min(Math.max(at < 0 ? at + size : at, low), size + low);
  return Math.max(0, Math.ceil((bound(end) - bound(start)) / step));
}
