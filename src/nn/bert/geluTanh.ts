import type { Value } from '../../compute/graph';
import { add, mul, tanh } from '../../compute/operators';

/** The tanh form of the GELU (Hendrycks & Gimpel 2016), `gelu_new` in Python's transformers. */
export function geluTanh(x: Value): Value {
  const inner = mul(add(x, mul(mul(mul(x, x), x), 0.044715)), Math.sqrt(2 / Math.PI));
  return mul(mul(x, 0.5), add(tanh(inner), 1));
}
