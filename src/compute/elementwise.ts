import { dataType } from './encodeGraph';
import { graphOf, type Value } from './graph';
import { broadcast, mismatch } from './shapes';
import type { ElementType } from './tensor';

/** A value, or a number that stands for a constant of the other operand's type. */
export type Operand = Value | number;

type Unary = (x: Value) => Value;
type Binary = (a: Operand, b: Operand) => Value;

/** √x. */
export const sqrt: Unary = unary('Sqrt');
/** eˣ. */
export const exp: Unary = unary('Exp');
/** Natural logarithm. */
export const log: Unary = unary('Log');
/** |x|. */
export const abs: Unary = unary('Abs');
/** −x. */
export const neg: Unary = unary('Neg');
/** max(x, 0). */
export const relu: Unary = unary('Relu');

/** a + b, with broadcasting like all operators of two operands here. */
export const add: Binary = binary('Add');
/** a − b. */
export const sub: Binary = binary('Sub');
/** a · b, element by element. */
export const mul: Binary = binary('Mul');
/** a / b. */
export const div: Binary = binary('Div');
/** aᵇ. */
export const pow: Binary = binary('Pow');
/** The larger of a and b. */
export const max: Binary = binary('Max');
/** The smaller of a and b. */
export const min: Binary = binary('Min');

/** x, limited to [low, high]. */
export function clip(x: Value, low: number, high: number): Value {
  const graph = graphOf(x);
  const bounds = [low, high].map((bound) => graph.constant(bound, [], { type: x.type }));
  return graph.node('Clip', [x, ...bounds], [x])[0];
}

/** x as elements of another type; floats are truncated towards zero when they become integers. */
export function cast(x: Value, type: ElementType): Value {
  return graphOf(x).node('Cast', [x], [{ type, shape: x.shape }], { to: dataType(type) })[0];
}

function unary(operator: string): Unary {
  return (x) => graphOf(x).node(operator, [x], [x])[0];
}

function binary(operator: string): Binary {
  return (a, b) => {
    const [left, right] = operands(operator, a, b);
    const shape = broadcast(operator, left.shape, right.shape);
    return graphOf(left).node(operator, [left, right], [{ type: left.type, shape }])[0];
  };
}

function operands(operator: string, a: Operand, b: Operand): [Value, Value] {
  if (typeof a === 'number') {
    if (typeof b === 'number')
      throw new TypeError(`invalid operands of ${operator}: expected a value, got ${a} and ${b}`);
    return [graphOf(b).constant(a, [], { type: b.type }), b];
  }
  if (typeof b === 'number') return [a, graphOf(a).constant(b, [], { type: a.type })];
  if (a.type !== b.type) throw mismatch(operator, 'operands', 'values of one type', `${a.type} and ${b.type}`);
  return [a, b];
}
