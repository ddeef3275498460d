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
/** −1, 0 or 1. */
export const sign: Unary = unary('Sign');
/** max(x, 0). */
export const relu: Unary = unary('Relu');
/** 1 / (1 + e⁻ˣ). */
export const sigmoid: Unary = unary('Sigmoid');
/** Hyperbolic tangent. */
export const tanh: Unary = unary('Tanh');
/** Error function; float32 only, the runtime has no other. */
export const erf: Unary = unary('Erf');
/** x · Φ(x), Φ the normal distribution, in one operator; float32 only and without a gradient, which `gelu` of the layers has. */
export const geluOnly: Unary = unary('Gelu');

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

/** Whether a and b are equal, element by element (bool). */
export function equal(a: Operand, b: Operand): Value {
  const [left, right] = operands('Equal', a, b);
  const shape = broadcast('Equal', left.shape, right.shape);
  return graphOf(left).node('Equal', [left, right], [{ type: 'bool', shape }])[0];
}

/**
 * a where `condition` (bool) is true, else b.
 * @throws {RangeError} if the condition is not of type bool.
 */
export function where(condition: Value, a: Operand, b: Operand): Value {
  if (condition.type !== 'bool') throw mismatch('where', 'condition', 'type bool', condition.type);
  const [left, right] = operands('Where', a, b);
  const shape = broadcast('Where', condition.shape, broadcast('Where', left.shape, right.shape));
  return graphOf(condition).node('Where', [condition, left, right], [{ type: left.type, shape }])[0];
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
