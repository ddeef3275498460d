import { shortcut } from '../../compute/gradients/gradients';
import { part } from '../../compute/gradients/row';
import type { Value } from '../../compute/graph';
import { add, div, erf, exp, mul, neg, sigmoid, tanh } from '../../compute/operators';

/** x · Φ(x), Φ the normal distribution: the exact GELU (Hendrycks & Gimpel 2016). */
export function gelu(x: Value): Value {
  const scaled = mul(x, Math.SQRT1_2);
  const share = add(mul(erf(scaled), 0.5), 0.5);
  // Φ is shared with the way back: six passes instead of nine
  return shortcut(mul(x, share), [x], ({ d }) => [
    part(() => {
      const bell = div(mul(scaled, exp(neg(mul(scaled, scaled)))), Math.sqrt(Math.PI));
      return mul(d, add(share, bell));
    }),
  ]);
}

/** The tanh form of the GELU (Hendrycks & Gimpel 2016), `gelu_new` in Python's transformers. */
export function geluTanh(x: Value): Value {
  const inner = mul(add(x, mul(mul(mul(x, x), x), 0.044715)), Math.sqrt(2 / Math.PI));
  return mul(mul(x, 0.5), add(tanh(inner), 1));
}

/** x · sigmoid(x): swish (Ramachandran et al. 2017), SiLU in PyTorch. */
export function swish(x: Value): Value {
  const share = sigmoid(x);
  const y = mul(x, share);
  return shortcut(y, [x], ({ d }) => [part(() => mul(d, add(share, mul(y, add(mul(share, -1), 1)))))]);
}
