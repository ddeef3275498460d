import type { Graph, Value } from '../../compute/graph';
import { tensor } from '../../compute/tensor';
import { DriftlabError } from '../../errors';
import type { Matrix } from '../../matrix';
import { modelGraph, openPredictor, type Model } from '../../nn/model';
import type { Weights } from '../../nn/network';
import type { Samples } from '../../nn/samples';
import type { Recalibration } from './recalibration';

/** The last layer of a network, a dense one: logits = weight · features + bias. */
export interface ModelHead {
  /** The names of its parameters. */
  readonly weight: string;
  readonly bias: string;
  /** How many numbers it sees. */
  readonly width: number;
}

/**
 * The last layer of a network.
 * @throws {DriftlabError} DRIFTLAB_INVALID_MODEL if it is not a dense layer with a bias.
 */
export function modelHead(model: Model): ModelHead {
  return headOf(model, lastLayer(modelGraph(model)));
}

/**
 * What the last layer sees of each input: a row of `width` numbers, as the model computes them when it predicts.
 * @throws {RangeError | DriftlabError} if inputs do not fit the model or are not finite.
 */
export async function headFeatures(
  model: Model,
  inputs: Samples['inputs'],
  options: { readonly threads?: number } = {},
): Promise<Matrix<Float32Array>> {
  const predictor = await openPredictor(model, options);
  try {
    return await predictor.features(inputs);
  } finally {
    await predictor.release();
  }
}

/**
 * The model with a correction of its logits folded into the last layer: a model like any other, of the same size and speed. All other
 * weights are the same arrays.
 * @throws as `modelHead`; {RangeError} if there is not one shift for each class.
 */
export function foldIntoHead(model: Model, { slope, shift }: Recalibration): Model {
  const { weight, bias } = modelHead(model);
  const { [weight]: w, [bias]: b } = model.weights;
  if (shift.length !== b.values.length)
    throw new RangeError(`invalid shift: expected ${b.values.length} numbers, got ${shift.length}`);
  const weights: Weights = {
    ...model.weights,
    [weight]: tensor(
      w.values.map((value) => slope * value),
      w.shape,
    ),
    [bias]: tensor(
      b.values.map((value, k) => slope * value + shift[k]),
      b.shape,
    ),
  };
  return { ...model, weights };
}

/** The values features, weight and bias of the last layer: one operator, or a product and a sum. */
function lastLayer(graph: Graph): readonly (Value | undefined)[] {
  const maker = (value: Value | undefined) => graph.nodes.find(({ outputs }) => outputs[0] === value);
  const last = maker(graph.outputs.get('outputs'));
  if (last?.operator === 'Gemm') return last.inputs;
  const product = last?.operator === 'Add' ? maker(last.inputs[0]) : undefined;
  return product?.operator === 'MatMul' ? [...product.inputs, last?.inputs[1]] : [];
}

function headOf({ weights, spec }: Model, layer: readonly (Value | undefined)[]): ModelHead {
  const [weight, bias] = [1, 2].map((i) => layer[i]?.name ?? '');
  if (!Object.hasOwn(weights, weight) || !Object.hasOwn(weights, bias))
    throw new DriftlabError(
      'DRIFTLAB_INVALID_MODEL',
      `${spec.architecture}: expected a dense last layer with weights and a bias`,
    );
  return { weight, bias, width: weights[weight].shape[1] };
}
