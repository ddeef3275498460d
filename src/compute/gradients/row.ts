import { graphOf, type GraphNode, type Shape, type Value } from '../graph';
import { add, cast, expand, mul, reduceSum, reshape, where } from '../operators';
import { mismatch, showShape } from '../shapes';

/** One operator of a graph on the way back: what went in and out, and the gradients of what came out. */
export interface Step {
  readonly operator: string;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly attributes: GraphNode['attributes'];
  /** The gradient of the first output. */
  readonly d: Value;
  /** The gradients of all outputs; undefined where the loss does not depend on one. */
  readonly gradients: readonly (Value | undefined)[];
}

/** Makes the gradient of one input, to which `others`, what other uses of that input gave, is added. */
export type Part = (others?: Value) => Value;

/** A row of the table: for each input how its gradient is made; undefined for an input that has none, like a list of axes. */
export type Row = (step: Step) => readonly (Part | undefined)[];

/** A part out of a gradient, with the sum of other gradients left to an addition. */
export function part(gradient: () => Value): Part {
  return (others) => (others ? add(others, gradient()) : gradient());
}

/** A row of plain gradients, one for each input. */
export function row(gradients: (step: Step) => readonly ((() => Value) | undefined)[]): Row {
  return (step) => gradients(step).map((each) => each && part(each));
}

/** A value made when it is first asked for: parts share it. */
export function once(make: () => Value): () => Value {
  let value: Value | undefined;
  return () => (value ??= make());
}

/** The sizes of a shape, all known. */
export function sizes(operator: string, shape: Shape): number[] {
  return shape.map((size) => {
    if (typeof size !== 'number')
      throw mismatch(`the gradient of ${operator}`, 'shape', 'known sizes', showShape(shape));
    return size;
  });
}

/** d, summed over the axes along which an operand of `shape` was broadcast. */
export function sumTo(d: Value, shape: Shape): Value {
  const lead = d.shape.length - shape.length;
  const axes = d.shape.flatMap((size, i) => (i < lead || (shape[i - lead] === 1 && size !== 1) ? [i] : []));
  if (axes.length === 0) return d;
  const summed = reduceSum(d, axes, { keep: lead === 0 });
  return lead === 0 || showShape(summed.shape) === showShape(shape) ? summed : reshape(summed, sizes('a sum', shape));
}

/** d where y, which a ReLU gave, is above 0; 0 elsewhere. */
export function throughRelu(d: Value, y: Value): Value {
  // the runtime's choice makes three passes, and there is no step function: a slope so steep is one for all normal numbers
  if (y.type !== 'float32') return where(cast(y, 'bool'), d, 0);
  const attributes = { alpha: { float: 3e38 }, beta: { float: 0 } };
  return mul(d, graphOf(y).node('HardSigmoid', [y], [y], attributes)[0]);
}

/** d, repeated along axes that were reduced away. */
export function spread(d: Value, shape: Shape, axes: readonly number[]): Value {
  const target = sizes('a reduction', shape);
  const kept = target.map((size, i) => (axes.includes(i) ? 1 : size));
  return expand(showShape(d.shape) === showShape(kept) ? d : reshape(d, kept), target);
}

/** The numbers of an input that is a constant of the graph, such as axes or bounds. */
export function numbers(value: Value): number[] {
  const content = graphOf(value).constants.get(value);
  if (!content) throw mismatch('a gradient', 'input', 'a constant of the graph', value.name);
  return Array.from(content.values as ArrayLike<number | bigint>, Number);
}

/** The axes of a reduction counted from the front. */
export function axesOf({ inputs }: Step): number[] {
  return numbers(inputs[1]);
}
