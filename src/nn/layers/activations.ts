import { shortcut } from '../../compute/gradients/gradients';
import { part } from '../../compute/gradients/row';
import { graphOf, type Value } from '../../compute/graph';
import { add, erf, exp, mul, sigmoid, sub } from '../../compute/operators';

/** x · Φ(x), Φ the normal distribution: the exact GELU (Hendrycks & Gimpel 2016). */
export function gelu(x: Value): Value {
  const scaled = mul(x, Math.SQRT1_2);
  const share = half(erf(scaled));
  // Φ is shared with the way back: x · φ(x) is the rest
  return shortcut(mul(x, share), [x], ({ d }) => [
    part(() => {
      const bell = exp(sub(-Math.log(Math.PI) / 2, mul(scaled, scaled)));
      return mul(d, add(share, mul(scaled, bell)));
    }),
  ]);
}

/** x · sigmoid(x): swish (Ramachandran et al. 2017), SiLU in PyTorch. */
export function swish(x: Value): Value {
  const share = sigmoid(x);
  const y = mul(x, share);
  return shortcut(y, [x], ({ d }) => [part(() => mul(d, add(share, sub(y, mul(y, share)))))]);
}

/** (x + 1) / 2 of numbers in [−1, 1], in one pass. */
function half(x: Value): Value {
  const attributes = { alpha: { float: 0.5 }, beta: { float: 0.5 } };
  return graphOf(x).node('HardSigmoid', [x], [x], attributes)[0];
}
