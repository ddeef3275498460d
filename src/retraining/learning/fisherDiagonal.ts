import { Graph } from '../../compute/graph';
import { gradients } from '../../compute/gradients/gradients';
import { openSession, type Session } from '../../compute/session';
import { elementCount, tensor } from '../../compute/tensor';
import { checkInteger, checkOneOf } from '../../errors';
import { row } from '../../matrix';
import { plainMaps } from '../../nn/featureMaps';
import { crossEntropy } from '../../nn/losses';
import type { Model } from '../../nn/model';
import { buildModel } from '../../nn/modelSpec';
import { InferenceNetwork, type Initializer } from '../../nn/network';
import type { Packing } from '../../nn/packing';
import { PLAIN } from '../../nn/packing';
import type { Samples } from '../../nn/samples';
import { probabilities } from '../../nn/softmax';
import { createRandom, permutation } from '../../random';
import { checkFinite, checkLearnable } from './learnable';

/**
 * Which labels the Fisher information is taken with. 'sampled': one label for each sample, drawn from the model's own probabilities
 * (Kirkpatrick et al. 2017), an unbiased estimate; 'exact': all labels, weighted by these; 'empirical': the labels of the data, which is not the
 * Fisher information of the model unless the model is right about them (Kunstner, Hennig & Balles 2019).
 */
export type FisherKind = 'sampled' | 'exact' | 'empirical';

/** Options of {@link fisherDiagonal}. */
export interface FisherDiagonalOptions {
  /** Chooses samples and draws labels. */
  readonly seed: number;
  /** Default 'sampled'. */
  readonly kind?: FisherKind;
  /** Samples to take at most, chosen at random; default 500. */
  readonly samples?: number;
  readonly threads?: number;
}

/** The diagonal of the Fisher information by the name of each parameter. */
export type FisherDiagonal = Readonly<Record<string, Float64Array>>;

/** The kinds there are. */
export const FISHER_KINDS: readonly FisherKind[] = ['sampled', 'exact', 'empirical'];

/**
 * The diagonal of a network's Fisher information: the mean over samples of (∂ ln p(y | x) / ∂θ)², squared for each sample by itself
 * (the square of a batch's mean gradient is something else, and far smaller). The network is as it predicts: running statistics, no
 * dropout. Numbers are for a mean over samples, whatever their count. One forward and backward pass a sample, for
 * 'exact' one for each class.
 * @throws {RangeError} for an unknown kind; {DriftlabError} DRIFTLAB_INVALID_DATA if inputs are not finite, or labels are missing where
 * they are needed.
 * @example
 * const fisher = await fisherDiagonal(model, { inputs }, { seed: 1 });
 */
export async function fisherDiagonal(
  model: Model,
  samples: Samples,
  { seed, kind = 'sampled', samples: most = 500, threads }: FisherDiagonalOptions,
): Promise<FisherDiagonal> {
  checkOneOf('kind', kind, FISHER_KINDS);
  checkInteger('samples', most, 1);
  const { outputs } = model.spec;
  checkFinite('past', samples.inputs);
  const labels = kind === 'empirical' ? checkLearnable('past', samples, { classes: outputs }).labels : undefined;
  const random = createRandom(seed).fork('fisher');
  const chosen = permutation(samples.inputs.rows, random.fork('samples')).subarray(0, most);
  const graph = slopeGraph(model);
  const session = await openSession(graph.graph, { threads });
  try {
    const sums = Object.fromEntries(
      graph.parameters.map(({ name, shape }) => [name, new Float64Array(elementCount(shape))]),
    );
    const add = (input: Float32Array, label: number, weight: number) =>
      addSquares(sums, session, graph, { input, label, weight });
    for (const i of chosen) {
      const input = row(samples.inputs, i);
      const p = labels ? undefined : await ask(session, graph, input);
      if (!p) await add(input, labels![i], 1 / chosen.length);
      else if (kind === 'sampled') await add(input, drawnClass(p, random.uniform()), 1 / chosen.length);
      else for (let k = 0; k < outputs; k++) await add(input, k, p[k] / chosen.length);
    }
    return sums;
  } finally {
    await session.release();
  }
}

interface SlopeGraph {
  readonly graph: Graph;
  readonly parameters: readonly Parameter[];
  readonly input: readonly number[];
  readonly outputs: number;
}

interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly packing: Packing;
}

/** A network as it predicts, which keeps a list of its parameters. */
class ListedNetwork extends InferenceNetwork {
  readonly parameters: (Parameter & { value: ReturnType<InferenceNetwork['parameter']> })[] = [];

  override parameter(name: string, shape: readonly number[], initial: Initializer, packing: Packing = PLAIN) {
    const value = super.parameter(name, shape, initial, packing);
    this.parameters.push({ name, shape, packing, value });
    return value;
  }
}

/** One sample in; its logits, and the gradient of its log loss by each parameter out. */
function slopeGraph({ spec, weights }: Model): SlopeGraph {
  const graph = new Graph();
  const network = new ListedNetwork(graph, weights);
  const input = [1, ...spec.input];
  const logits = buildModel(network, graph.input('inputs', input), spec, plainMaps);
  graph.output('logits', logits);
  const loss = crossEntropy(logits, graph.input('targets', [1, spec.outputs]));
  const slopes = gradients(
    loss,
    network.parameters.map(({ value }) => value),
  );
  network.parameters.forEach(({ name }, i) => graph.output(`slope ${name}`, slopes[i]));
  return { graph, parameters: network.parameters, input, outputs: spec.outputs };
}

async function ask(session: Session, { input, outputs }: SlopeGraph, values: Float32Array): Promise<Float64Array> {
  const targets = tensor(new Float32Array(outputs), [1, outputs]);
  const { logits } = await session.run({ inputs: tensor(values, input), targets }, ['logits']);
  return probabilities(logits.values as Float32Array);
}

async function addSquares(
  sums: FisherDiagonal,
  session: Session,
  { parameters, input, outputs }: SlopeGraph,
  sample: { readonly input: Float32Array; readonly label: number; readonly weight: number },
): Promise<void> {
  const targets = new Float32Array(outputs);
  targets[sample.label] = 1;
  const found = await session.run({ inputs: tensor(sample.input, input), targets: tensor(targets, [1, outputs]) });
  for (const { name, shape, packing } of parameters) {
    const slopes = packing.unpack(found[`slope ${name}`].values as Float32Array, shape);
    const own = sums[name];
    for (let i = 0; i < own.length; i++) own[i] += sample.weight * slopes[i] * slopes[i];
  }
}

/** The class at which the cumulated probability passes a uniform number. */
export function drawnClass(p: Float64Array, uniform: number): number {
  let left = uniform;
  const at = p.findIndex((share) => (left -= share) < 0);
  return at >= 0 ? at : p.length - 1;
}
