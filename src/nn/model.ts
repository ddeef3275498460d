import { Graph, type Value } from '../compute/graph';
import { openSession, type Session } from '../compute/session';
import { tensor } from '../compute/tensor';
import { matrix, type Matrix } from '../matrix';
import { plainMaps } from './featureMaps';
import { buildModel, type ModelSpec } from './modelSpec';
import { InferenceNetwork, type Weights } from './network';
import { checkInputs, type Samples } from './samples';

/** A trained network: what it is and its numbers. Plain data. */
export interface Model {
  readonly spec: ModelSpec;
  readonly weights: Weights;
}

/** A model that is ready to predict. */
export interface Predictor {
  /** The network's outputs (logits for a classifier), a row for each row of `inputs`. */
  predict(inputs: Samples['inputs']): Promise<Matrix<Float32Array>>;
  /** What the last layer sees, a row for each row of `inputs`: an embedding made for the task. */
  features(inputs: Samples['inputs']): Promise<Matrix<Float32Array>>;
  release(): Promise<void>;
}

const BATCH = 256;

/**
 * The model as a graph of standard operators with its numbers inside: `inputs` [n, …spec.input] to `outputs` [n, spec.outputs] and
 * `features` [n, …], what the last layer sees. Its `encode()` is an ONNX file for any runtime.
 * @throws {DriftlabError} DRIFTLAB_INVALID_MODEL if the numbers do not fit the architecture.
 * @example
 * await writeFile('digits.onnx', modelGraph(model).encode());
 */
export function modelGraph({ spec, weights }: Model): Graph {
  const graph = new Graph();
  const x = graph.input('inputs', ['n', ...spec.input]);
  graph.output('outputs', buildModel(new InferenceNetwork(graph, weights), x, spec, plainMaps));
  graph.output('features', lastLayerInput(graph));
  return graph;
}

/** Every architecture ends in a dense layer. */
function lastLayerInput({ nodes }: Graph): Value {
  const products = nodes.filter(({ operator }) => operator === 'Gemm' || operator === 'MatMul');
  return products[products.length - 1].inputs[0]!;
}

/**
 * Compiles a model to predict.
 * @example
 * const predictor = await openPredictor(model);
 * const logits = await predictor.predict(inputs);
 * await predictor.release();
 */
export async function openPredictor(model: Model, { threads }: { threads?: number } = {}): Promise<Predictor> {
  const session = await openSession(modelGraph(model), { threads });
  return {
    predict: (inputs) => runInParts(session, model.spec, inputs, 'outputs'),
    features: (inputs) => runInParts(session, model.spec, inputs, 'features'),
    release: () => session.release(),
  };
}

async function runInParts(
  session: Session,
  spec: ModelSpec,
  inputs: Samples['inputs'],
  wanted: 'outputs' | 'features',
): Promise<Matrix<Float32Array>> {
  checkInputs(spec, inputs);
  const { rows, columns } = inputs;
  const width = Number(session.outputs.find(({ name }) => name === wanted)!.shape[1]);
  const values = new Float32Array(rows * width);
  for (let start = 0; start < rows; start += BATCH) {
    const count = Math.min(BATCH, rows - start);
    const part = inputs.values.subarray(start * columns, (start + count) * columns);
    const results = await session.run({ inputs: tensor(part, [count, ...spec.input]) }, [wanted]);
    values.set(results[wanted].values as Float32Array, start * width);
  }
  return matrix(values, rows, width);
}
