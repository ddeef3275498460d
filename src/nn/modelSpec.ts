import type { Value } from '../compute/graph';
import { checkOneOf } from '../errors';
import { logisticRegression, mlp, type MlpOptions } from './architectures/mlp';
import type { Network } from './network';

/** What every model says about itself. */
interface Common {
  /** The shape of one input: [features], or [channels, height, width]. */
  readonly input: readonly number[];
  /** Classes, or numbers to predict. */
  readonly outputs: number;
}

/** A network as a plain record: its architecture and sizes, without its numbers. */
export type ModelSpec = Common &
  ({ readonly architecture: 'logisticRegression' } | ({ readonly architecture: 'mlp' } & MlpOptions));

/** The names of the architectures. */
export type Architecture = ModelSpec['architecture'];

type Build = (network: Network, x: Value, outputs: number, spec: never) => Value;

const architectures: Readonly<Record<Architecture, Build>> = { logisticRegression, mlp };

/**
 * Writes the network into its graph: logits [n, outputs] of inputs [n, …spec.input].
 * @throws {RangeError} for an unknown architecture or sizes that do not fit.
 */
export function buildModel(network: Network, x: Value, spec: ModelSpec): Value {
  const name = checkOneOf('architecture', spec.architecture, Object.keys(architectures) as Architecture[]);
  return architectures[name](network, x, spec.outputs, spec as never);
}
