import { type Value } from '../graph';
import { abs, cast, div, equal, exp, log, mul, neg, pow, sign, sub, where, add } from '../operators';
import { row, sumTo, throughRelu, type Row, type Step } from './row';

const TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

/** Gradients of operators that work element by element. */
export const elementwiseRows: Readonly<Record<string, Row>> = {
  Identity: unary(({ d }) => d),
  Neg: unary(({ d }) => neg(d)),
  Sqrt: unary(({ d, outputs: [y] }) => div(d, add(y, y))),
  Exp: unary(({ d, outputs: [y] }) => mul(d, y)),
  Log: unary(({ d, inputs: [x] }) => div(d, x)),
  Abs: unary(({ d, inputs: [x] }) => mul(d, sign(x))),
  Relu: unary(({ d, outputs: [y] }) => throughRelu(d, y)),
  Sigmoid: unary(({ d, outputs: [y] }) => mul(d, mul(y, sub(1, y)))),
  Tanh: unary(({ d, outputs: [y] }) => mul(d, sub(1, mul(y, y)))),
  Erf: unary(({ d, inputs: [x] }) => mul(d, mul(TWO_OVER_ROOT_PI, exp(neg(mul(x, x)))))),
  Cast: unary(({ d, inputs: [x] }) => cast(d, x.type)),
  // as in PyTorch, the bounds themselves let the gradient pass
  Clip: row(({ d, inputs: [x], outputs: [y] }) => [() => where(equal(x, y), d, 0)]),
  Add: binary(
    ({ d }) => d,
    ({ d }) => d,
  ),
  Sub: binary(
    ({ d }) => d,
    ({ d }) => neg(d),
  ),
  Mul: binary(
    ({ d, inputs: [, b] }) => mul(d, b),
    ({ d, inputs: [a] }) => mul(d, a),
  ),
  Div: binary(
    ({ d, inputs: [, b] }) => div(d, b),
    ({ d, inputs: [, b], outputs: [y] }) => neg(mul(d, div(y, b))),
  ),
  Pow: binary(
    ({ d, inputs: [a, b] }) => mul(d, mul(b, pow(a, sub(b, 1)))),
    ({ d, inputs: [a], outputs: [y] }) => mul(d, mul(y, log(abs(a)))),
  ),
  Max: binary(
    ({ d, inputs: [a, b] }) => mul(d, share(a, b)),
    ({ d, inputs: [a, b] }) => mul(d, share(b, a)),
  ),
  Min: binary(
    ({ d, inputs: [a, b] }) => mul(d, share(b, a)),
    ({ d, inputs: [a, b] }) => mul(d, share(a, b)),
  ),
  Where: row(({ d, inputs: [condition, a, b] }) => [
    undefined,
    () => sumTo(where(condition, d, 0), a.shape),
    () => sumTo(where(condition, 0, d), b.shape),
  ]),
};

/** 1 where a is larger, 0 where b is, a half where they are equal. */
function share(a: Value, b: Value): Value {
  return mul(add(sign(sub(a, b)), 1), 0.5);
}

function unary(gradient: (step: Step) => Value): Row {
  return row((step) => [() => gradient(step)]);
}

function binary(first: (step: Step) => Value, second: (step: Step) => Value): Row {
  return row((step) => [first, second].map((gradient, i) => () => sumTo(gradient(step), step.inputs[i].shape)));
}
