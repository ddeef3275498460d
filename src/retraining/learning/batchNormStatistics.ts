import { Graph, type Value } from '../../compute/graph';
import { openSession } from '../../compute/session';
import { tensor } from '../../compute/tensor';
import { checkInteger, checkNumber, DriftlabError } from '../../errors';
import { plainMaps } from '../../nn/featureMaps';
import type { Model } from '../../nn/model';
import { buildModel } from '../../nn/modelSpec';
import { TrainingNetwork, unpackSlots, type State, type Weights } from '../../nn/network';
import { checkInputs, type Samples } from '../../nn/samples';
import { createRandom, permutation } from '../../random';

/** Options of {@link adaptBatchNorm}. */
export interface AdaptBatchNormOptions {
  /** Decides which images share a batch. */
  readonly seed: number;
  /** Images that are normalised together, at least 2; default 64, or all if there are fewer. */
  readonly batch?: number;
  /** The old statistics count as so many images (Schneider et al. 2020), ≥ 0; default 16. */
  readonly prior?: number;
  readonly threads?: number;
}

/**
 * The model with the running means and variances of its batch normalisations estimated anew on unlabelled images (AdaBN; Li et al. 2017),
 * each layer on what comes out of the layers before it with their new statistics. Parameters stay, bit for bit. Batches are normalised by
 * themselves on the way; means and variances over all of them are put together exactly, and mixed with the old
 * ones as if these came from `prior` images. It assumes that classes come in the shares they had: else their shift moves the statistics.
 * @throws {DriftlabError} DRIFTLAB_INVALID_MODEL if the model has no batch normalisation; DRIFTLAB_INVALID_DATA for fewer than two images or
 * numbers that are not finite; {RangeError} for inputs of another size.
 * @example
 * const adapted = await adaptBatchNorm(model, imageRows(today, card.inputs), { seed: 1 });
 */
export async function adaptBatchNorm(
  model: Model,
  inputs: Samples['inputs'],
  { seed, batch = 64, prior = 16, threads }: AdaptBatchNormOptions,
): Promise<Model> {
  checkInputs(model.spec, inputs);
  checkInteger('batch', batch, 2);
  checkNumber('prior', prior, 0);
  if (inputs.rows < 2)
    throw new DriftlabError('DRIFTLAB_INVALID_DATA', `inputs: expected at least 2 images, got ${inputs.rows}`);
  const size = Math.min(batch, inputs.rows);
  const { graph, states, feeds } = statisticsGraph(model, size);
  const session = await openSession(graph, { threads });
  try {
    const seen: Weights[] = [];
    const order = permutation(inputs.rows, createRandom(seed).fork('batch norm'));
    for (let start = 0; start + size <= inputs.rows; start += size) {
      const values = new Float32Array(size * inputs.columns);
      order.subarray(start, start + size).forEach((from, i) => values.set(inputs.values.subarray(from * inputs.columns, (from + 1) * inputs.columns), i * inputs.columns)); // prettier-ignore
      seen.push((await session.run({ ...feeds, inputs: tensor(values, [size, ...model.spec.input]) })) as Weights);
    }
    return { ...model, weights: { ...model.weights, ...merged(model, states, seen, size, prior) } };
  } finally {
    await session.release();
  }
}

/** A training network without dropout. */
class WatchedNetwork extends TrainingNetwork {
  override dropout(_: string, x: Value): Value {
    return x;
  }
}

/** The network as it trains, with what each normalisation sees of a batch as outputs. */
function statisticsGraph({ spec, weights }: Model, size: number) {
  const graph = new Graph();
  const network = new WatchedNetwork(graph, createRandom(0));
  buildModel(network, graph.input('inputs', [size, ...spec.input]), spec, plainMaps);
  const { states, parameters } = network;
  if (states.length === 0)
    throw new DriftlabError('DRIFTLAB_INVALID_MODEL', `${spec.architecture}: this model has no batch normalisation`);
  states.forEach(({ name, seen }) => graph.output(`seen ${name}`, seen));
  const feeds = Object.fromEntries(
    [...parameters, ...states].map(({ name, shape, packing }) => {
      const packed = packing.pack(weights[name].values, shape);
      return [name, tensor(packed, packing.shape?.(shape) ?? shape)];
    }),
  );
  return { graph, states, feeds };
}

/** Over all images: the mean of means, and the mean of variances plus the variance of means; then mixed with the old ones the same way. */
function merged(
  model: Model,
  states: readonly State[],
  seen: readonly Weights[],
  size: number,
  prior: number,
): Weights {
  const share = (seen.length * size) / (seen.length * size + prior);
  const mix = (parts: readonly { weight: number; mean: number; variance: number }[]) => {
    const mean = parts.reduce((sum, part) => sum + part.weight * part.mean, 0);
    const variance = parts.reduce((sum, part) => sum + part.weight * (part.variance + (part.mean - mean) ** 2), 0);
    return { mean, variance };
  };
  return unpackSlots(states, ({ name }) => {
    const own = name.endsWith('running_mean') ? 'mean' : 'variance';
    const layer = name.slice(0, name.lastIndexOf('.'));
    const of = (kind: string, from: Weights, before: string, channel: number): number =>
      from[`${before}${layer}.running_${kind}`].values[channel];
    return model.weights[name].values.map((_, c) => {
      const batches = seen.map((one) => ({ weight: 1 / seen.length, mean: of('mean', one, 'seen ', c), variance: of('var', one, 'seen ', c) })); // prettier-ignore
      const old = { mean: of('mean', model.weights, '', c), variance: of('var', model.weights, '', c) };
      return mix([
        { weight: share, ...mix(batches) },
        { weight: 1 - share, ...old },
      ])[own];
    });
  });
}
