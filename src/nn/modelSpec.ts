import type { Value } from '../compute/graph';
import { checkInteger, checkOneOf } from '../errors';
import { bert, type BertClassifierOptions } from './architectures/bert';
import { efficientNet, type EfficientNetOptions } from './architectures/efficientNet';
import { logisticRegression, mlp, type MlpOptions } from './architectures/mlp';
import { resnet18, resnet34, type ResnetOptions } from './architectures/resnet';
import { simpleCnn, type SimpleCnnOptions } from './architectures/simpleCnn';
import { vit, type VitOptions } from './architectures/vit';
import type { FeatureMaps } from './featureMaps';
import type { Network } from './network';

/** What every model says about itself. */
interface Common {
  /** The shape of one input: [features], [channels, height, width], or [tokens] of a BERT. */
  readonly input: readonly number[];
  /** Classes, or numbers to predict. */
  readonly outputs: number;
}

/** A network as a plain record: its architecture and sizes, without its numbers. */
export type ModelSpec = Common &
  (
    | { readonly architecture: 'logisticRegression' }
    | ({ readonly architecture: 'mlp' } & MlpOptions)
    | ({ readonly architecture: 'simpleCnn' } & SimpleCnnOptions)
    | ({ readonly architecture: 'resnet18' | 'resnet34' } & ResnetOptions)
    | ({ readonly architecture: 'efficientNet' } & EfficientNetOptions)
    | ({ readonly architecture: 'vit' } & VitOptions)
    | ({ readonly architecture: 'bert' } & BertClassifierOptions)
  );

/** The names of the architectures. */
export type Architecture = ModelSpec['architecture'];

type Build = (network: Network, x: Value, outputs: number, options: never, maps: FeatureMaps) => Value;

const architectures: Readonly<Record<Architecture, Build>> = {
  logisticRegression,
  mlp,
  simpleCnn,
  resnet18,
  resnet34,
  efficientNet,
  vit,
  bert,
};

const IMAGES_ONLY: readonly Architecture[] = ['simpleCnn', 'resnet18', 'resnet34', 'efficientNet', 'vit'];

/**
 * Writes a network into its graph: logits [n, outputs] of inputs [n, …spec.input].
 * @throws {RangeError} for an unknown architecture or sizes that do not fit.
 */
export function buildModel(network: Network, x: Value, spec: ModelSpec, maps: FeatureMaps): Value {
  return architectures[checkSpec(spec)](network, x, spec.outputs, spec as never, maps);
}

/**
 * The architecture of a specification that makes sense.
 * @throws {RangeError} otherwise.
 */
export function checkSpec(spec: ModelSpec): Architecture {
  const name = checkOneOf('architecture', spec.architecture, Object.keys(architectures) as Architecture[]);
  checkInteger('outputs', spec.outputs, 1);
  spec.input.forEach((size) => checkInteger('input', size, 1));
  if (IMAGES_ONLY.includes(name) && spec.input.length !== 3)
    throw new RangeError(
      `invalid input: expected [channels, height, width] for ${name}, got [${spec.input.join(', ')}]`,
    );
  return name;
}
