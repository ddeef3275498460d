import { Graph } from '../compute/graph';
import { openSession } from '../compute/session';
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
  release(): Promise<void>;
}

const BATCH = 256;

/**
 * The model as a graph of standard operators with its numbers inside: `inputs` [n, …spec.input] to `outputs` [n, spec.outputs]. Its
 * `encode()` is an ONNX file for any runtime.
 * @throws {DriftlabError} DRIFTLAB_INVALID_MODEL if the numbers do not fit the architecture.
 * @example
 * await writeFile('digits.onnx', modelGraph(model).encode());
 */
export function modelGraph({ spec, weights }: Model): Graph {
  const graph = new Graph();
  const x = graph.input('inputs', ['n', ...spec.input]);
  graph.output('outputs', buildModel(new InferenceNetwork(graph, weights), x, spec, plainMaps));
  return graph;
}

/**
 * Compiles a model to predict.
 * @example
 * const predictor = await openPredictor(model);
 * const logits = await predictor.predict(inputs);
 * await predictor.release();
 */
export async function openPredictor(model: Model, { threads }: { threads?: number } = {}): Promise<Predictor> {
  const { input, outputs } = model.spec;
  const session = await openSession(modelGraph(model), { threads });
  return {
    predict: async (inputs) => {
      checkInputs(model.spec, inputs);
      const values = new Float32Array(inputs.rows * outputs);
      for (let start = 0; start < inputs.rows; start += BATCH) {
        const count = Math.min(BATCH, inputs.rows - start);
        const part = inputs.values.subarray(start * inputs.columns, (start + count) * inputs.columns);
        const results = await session.run({ inputs: tensor(part, [count, ...input]) });
        values.set(results.outputs.values as Float32Array, start * outputs);
      }
      return matrix(values, inputs.rows, outputs);
    },
    release: () => session.release(),
  };
}
