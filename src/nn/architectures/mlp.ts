import type { Value } from '../../compute/graph';
import { relu, reshape } from '../../compute/operators';
import { elementCount } from '../../compute/tensor';
import { dense } from '../layers/dense';
import type { Network } from '../network';

/** A multilayer perceptron with ReLU. */
export interface MlpOptions {
  /** Units of each hidden layer, default [256]. */
  readonly hidden?: readonly number[];
  /** Share of hidden units that are dropped while training, default 0. */
  readonly dropout?: number;
}

/** Logits [n, outputs] of inputs [n, …]. */
export function mlp(network: Network, x: Value, outputs: number, { hidden = [256], dropout = 0 }: MlpOptions): Value {
  let h = reshape(x, [0, elementCount(x.shape.slice(1).map(Number))]);
  hidden.forEach((units, i) => {
    h = network.dropout(`hidden.${i}.dropout`, relu(dense(network, `hidden.${i}`, h, units)), dropout);
  });
  return dense(network, 'output', h, outputs);
}

/** Multinomial logistic regression: one dense layer. */
export function logisticRegression(network: Network, x: Value, outputs: number): Value {
  return mlp(network, x, outputs, { hidden: [] });
}
