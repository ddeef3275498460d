import { graphOf, type Value } from '../graph';
import { concat, div, equal, cast, expand, mul, pad, reduceSum, reshape, slice, transpose } from '../operators';
import { axesOf, numbers, row, sizes, spread, sumTo, type Row, type Step } from './row';
import { elementCount } from '../tensor';

/** Gradients of operators that move, choose or sum elements. */
export const layoutRows: Readonly<Record<string, Row>> = {
  Reshape: row(({ d, inputs: [x] }) => [() => reshape(d, sizes('Reshape', x.shape))]),
  Transpose: row(({ d, attributes }) => [() => transpose(d, inverse(attributes.perm as number[]))]),
  Expand: row(({ d, inputs: [x] }) => [() => sumTo(d, x.shape)]),
  Concat: row(({ d, inputs, attributes }) => {
    const axis = attributes.axis as number;
    let end = 0;
    return inputs.map((x) => {
      const start = end;
      end += sizes('Concat', x.shape)[axis];
      return () => slice(d, axis, start, start + Number(x.shape[axis]));
    });
  }),
  Split: row(({ gradients, outputs, attributes }) => [
    () => concat(gradients.map((d, i) => d ?? zeros(outputs[i])), attributes.axis as number), // prettier-ignore
  ]),
  Slice: row(({ d, inputs: [x, ...bounds] }) => {
    const [start, , axis, step] = bounds.map((bound) => numbers(bound)[0]);
    return [() => unslice(d, x, axis, start, step)];
  }),
  Gather: row(({ d, inputs: [x, indices], attributes }) => [
    () => scatterAlong(d, x, indices, attributes.axis as number),
  ]),
  GatherElements: row(({ d, inputs: [x, indices], attributes }) => [
    () => scatterElements(d, x, indices, attributes.axis as number),
  ]),
  Pad: row(({ d, inputs: [x, widths], attributes }) => {
    if (attributes.mode !== 'constant') return [];
    const before = numbers(widths);
    return [
      () => x.shape.reduce<Value>((rest, size, axis) => crop(rest, axis, before[axis], Number(size)), d), // prettier-ignore
    ];
  }),
  ReduceSum: row((step) => [() => spread(step.d, step.inputs[0].shape, axesOf(step))]),
  ReduceMean: row((step) => [() => spread(div(step.d, reduced(step)), step.inputs[0].shape, axesOf(step))]),
  ReduceMax: row((step) => [() => extremes(step)]),
  ReduceMin: row((step) => [() => extremes(step)]),
  TopK: row(({ d, inputs: [x], outputs: [, indices], attributes }) => [
    () => scatterElements(d, x, indices, attributes.axis as number),
  ]),
};

/** Zeros of the shape of `x`. */
function zeros(x: Value): Value {
  return expand(graphOf(x).constant(0, [], { type: x.type }), sizes('Split', x.shape));
}

function inverse(order: readonly number[]): number[] {
  return order.map((_, axis) => order.indexOf(axis));
}

function crop(d: Value, axis: number, start: number, size: number): Value {
  return d.shape[axis] === size ? d : slice(d, axis, start, start + size);
}

function unslice(d: Value, x: Value, axis: number, start: number, step: number): Value {
  const size = sizes('Slice', x.shape)[axis];
  const first = start < 0 ? Math.max(start + size, 0) : start;
  const taken = Number(d.shape[axis]);
  if (step === 1) {
    const widths = (width: number): number[] => x.shape.map((_, i) => (i === axis ? width : 0));
    return pad(d, widths(first), widths(size - first - taken));
  }
  const origin = step > 0 ? first : Math.min(first, size - 1);
  const positions = Array.from({ length: taken }, (_, i) => origin + i * step);
  return scatterAlong(d, x, graphOf(x).constant(positions, [taken], { type: 'int64' }), axis);
}

/** The rows of d added to zeros of the shape of x, at the places along `axis` that `indices` names. */
function scatterAlong(d: Value, x: Value, indices: Value, axis: number): Value {
  const graph = graphOf(x);
  const shape = sizes('Gather', x.shape);
  const front = [axis, ...shape.map((_, i) => i).filter((i) => i !== axis)];
  const chosen = indices.shape.length;
  const order = [
    ...indices.shape.map((_, i) => axis + i),
    ...d.shape.map((_, i) => i).filter((i) => i < axis || i >= axis + chosen),
  ];
  const target = expand(
    graph.constant(0, [], { type: x.type }),
    front.map((i) => shape[i]),
  );
  const places = reshape(cast(indices, 'int64'), [...sizes('Gather', indices.shape), 1]);
  const inputs = [target, places, axis === 0 ? d : transpose(d, order)];
  const [sum] = graph.node('ScatterND', inputs, [target], { reduction: 'add' });
  return axis === 0 ? sum : transpose(sum, inverse(front));
}

function scatterElements(d: Value, x: Value, indices: Value, axis: number): Value {
  const graph = graphOf(x);
  const target = expand(graph.constant(0, [], { type: x.type }), sizes('GatherElements', x.shape));
  return graph.node('ScatterElements', [target, indices, d], [target], { axis, reduction: 'add' })[0];
}

function reduced(step: Step): number {
  const shape = sizes(step.operator, step.inputs[0].shape);
  return elementCount(axesOf(step).map((axis) => shape[axis]));
}

/** Equal extremes share the gradient, as PyTorch's amax has it. */
function extremes(step: Step): Value {
  const [x] = step.inputs;
  const axes = axesOf(step);
  const extreme = spread(step.outputs[0], x.shape, axes);
  const hits = cast(equal(x, extreme), x.type);
  return mul(hits, div(spread(step.d, x.shape, axes), reduceSum(hits, axes, { keep: true })));
}
