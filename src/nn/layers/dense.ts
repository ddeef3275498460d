import type { Value } from '../../compute/graph';
import { gemm } from '../../compute/operators';
import { uniformFan } from '../initializers';
import type { Initializer, Network } from '../network';
import { TRANSPOSED } from '../packing';

/** What a dense layer may have besides its size. */
export interface DenseOptions {
  /** The start of the weights, default uniform in ±1/√inputs. */
  readonly initial?: Initializer;
  /** The start of the bias, default the same. */
  readonly bias?: Initializer;
}

/** A dense layer x·Wᵀ + b for x [rows, inputs]; parameters `name.weight` [outputs, inputs] and `name.bias`. */
export function dense(
  network: Network,
  name: string,
  x: Value,
  outputs: number,
  { initial = uniformFan(), bias }: DenseOptions = {},
): Value {
  const inputs = Number(x.shape[1]);
  // the gradient of the weights is fastest with the narrower side as the transposed operand
  const narrow = inputs <= outputs;
  const weight = network.parameter(`${name}.weight`, [outputs, inputs], initial, narrow ? TRANSPOSED : undefined);
  const shift = network.parameter(`${name}.bias`, [outputs], bias ?? uniformFan(inputs));
  return gemm(x, weight, { bias: shift, transB: !narrow });
}
