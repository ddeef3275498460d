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

/** What a network makes of inputs, a row for each. */
export interface NetworkOutputs {
  /** Logits for a classifier. */
  readonly outputs: Matrix<Float32Array>;
  /** What the last layer sees: an embedding made for the task. */
  readonly features: Matrix<Float32Array>;
}

/** A model that is ready to predict. */
export interface Predictor {
  /** The network's outputs (logits for a classifier), a row for each row of `inputs`. */
  predict(inputs: Samples['inputs']): Promise<Matrix<Float32Array>>;
  /** The outputs, and the features that they are read off, in one run. */
  predictWithFeatures(inputs: Samples['inputs']): Promise<NetworkOutputs>;
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
  const run = (inputs: Samples['inputs'], wanted: readonly (keyof NetworkOutputs)[]) =>
    runInParts(session, model.spec, inputs, wanted);
  return {
    predict: async (inputs) => (await run(inputs, ['outputs'])).outputs,
    predictWithFeatures: (inputs) => run(inputs, ['outputs', 'features']),
    release: () => session.release(),
  };
}

async function runInParts(
  session: Session,
  spec: ModelSpec,
  inputs: Samples['inputs'],
  wanted: readonly (keyof NetworkOutputs)[],
): Promise<NetworkOutputs> {
  checkInputs(spec, inputs);
  const { rows, columns } = inputs;
  const widths = wanted.map((name) => Number(session.outputs.find((output) => output.name === name)!.shape[1]));
  const whole = widths.map((width) => new Float32Array(rows * width));
  for (let start = 0; start < rows; start += BATCH) {
    const count = Math.min(BATCH, rows - start);
    const part = inputs.values.subarray(start * columns, (start + count) * columns);
    const results = await session.run({ inputs: tensor(part, [count, ...spec.input]) }, wanted);
    wanted.forEach((name, k) => whole[k].set(results[name].values as Float32Array, start * widths[k]));
  }
  const matrices = wanted.map((name, k) => [name, matrix(whole[k], rows, widths[k])] as const);
  return Object.fromEntries(matrices) as unknown as NetworkOutputs;
}
