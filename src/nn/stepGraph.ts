import { gradients } from '../compute/gradients/gradients';
import { Graph, type Value } from '../compute/graph';
import { add, concat, mul, reshape, split } from '../compute/operators';
import { elementCount } from '../compute/tensor';
import { createRandom, type Random } from '../random';
import { bundle } from './bundle';
import { blockedMaps, plainMaps } from './featureMaps';
import { crossEntropy, distillation, meanSquaredError, type Loss } from './losses';
import { buildModel, type ModelSpec } from './modelSpec';
import { follow, TrainingNetwork, type Slot, type Mask, type State } from './network';
import { clipped, momentCount, update, type Optimizer, type Rates } from './optimizers';

/** What a training step is made of. */
export interface StepOptions {
  /** Samples in a step. */
  readonly batch: number;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  /** The largest length of all gradients together; longer ones are scaled down. Default no limit. */
  readonly clipNorm?: number;
  /** Channels in a block, see `blockSize`; 1, the default, for plain feature maps. Plain ones are taken too where blocks do not fit. */
  readonly block?: number;
}

/** One whole training step as a graph, and the list of what goes around in it. The next carriers are outputs, named as they are with "next " before. */
export interface StepGraph {
  readonly graph: Graph;
  readonly parameters: readonly Slot[];
  readonly states: readonly State[];
  /** What the optimiser keeps for each parameter. */
  readonly moments: readonly Slot[];
  readonly masks: readonly Mask[];
  /** Width of the targets: for distillation the teacher's logits stand beside them. */
  readonly targets: number;
}

/** Writes forward pass, backward pass and update of a model into one graph. */
export function stepGraph(spec: ModelSpec, options: StepOptions, random: Random): StepGraph {
  const { batch, loss, optimizer, clipNorm, block = 1 } = options;
  const sketch = draft(spec, batch);
  const maps = block > 1 && batch % block === 0 && fitsBlocks(sketch.graph, block) ? blockedMaps(block) : plainMaps;
  const graph = new Graph();
  const bundles = [bundle(graph, 'small parameters', sketch.parameters), bundle(graph, 'running statistics', sketch.states)]; // prettier-ignore
  const network = new TrainingNetwork(
    graph,
    random,
    bundles.filter((each) => each !== undefined),
  );
  const x = graph.input('inputs', [batch, ...spec.input]);
  const width = spec.outputs * (loss.kind === 'distillation' ? 2 : 1);
  const targets = graph.input('targets', [batch, width]);
  const total = lossOf(loss, buildModel(network, x, spec, maps), targets, spec.outputs);
  graph.output('loss', total);
  const { parameters, states, masks } = network;
  const carriers = [...new Set(parameters.map(({ carrier }) => carrier))];
  const slopes = clipped(gradients(total, carriers), clipNorm);
  const rates = rateInputs(graph);
  const moments = carriers.flatMap((carrier, i) => {
    const kept = momentInputs(graph, carrier, momentCount(optimizer));
    const next = update(optimizer, carrier, slopes[i], kept, rates);
    graph.output(`next ${carrier.name}`, next.parameter);
    next.moments.forEach((moment, k) => graph.output(`next ${kept[k].name}`, moment));
    const own = parameters.filter((parameter) => parameter.carrier === carrier);
    return kept.flatMap((moment, k) => own.map((parameter) => momentSlot(parameter, moment, k)));
  });
  for (const carrier of new Set(states.map((state) => state.carrier))) {
    const seen = states.filter((state) => state.carrier === carrier).map((state) => state.seen);
    graph.output(`next ${carrier.name}`, follow(carrier, concat(seen, 0)));
  }
  return { graph, parameters, states, moments, masks, targets: width };
}

/** The network in a graph of its own, with plain feature maps: what it will have is known before the real one is written. */
function draft(spec: ModelSpec, batch: number): TrainingNetwork {
  const network = new TrainingNetwork(new Graph(), createRandom(0));
  buildModel(network, network.graph.input('inputs', [batch, ...spec.input]), spec, plainMaps);
  return network;
}

/** Whether all convolutions have whole blocks of channels. */
function fitsBlocks(graph: Graph, block: number): boolean {
  const whole = (value: Value | undefined): boolean => Number(value?.shape[1]) % block === 0;
  const few = (x: Value | undefined): boolean => x?.name === 'inputs' && Number(x.shape[1]) < block;
  const convolutions = graph.nodes.filter(({ operator }) => operator === 'Conv');
  return convolutions.every(({ inputs: [x], outputs: [y] }) => whole(y) && (whole(x) || few(x)));
}

function lossOf(loss: Loss, outputs: Value, targets: Value, width: number): Value {
  if (loss.kind === 'meanSquaredError') return meanSquaredError(outputs, targets);
  if (loss.kind === 'crossEntropy') return crossEntropy(outputs, targets, loss);
  const [labels, teacher] = split(targets, [width, width], 1);
  const soft = mul(distillation(outputs, teacher, loss.temperature), loss.weight);
  return add(mul(crossEntropy(outputs, labels, loss), 1 - loss.weight), soft);
}

function rateInputs(graph: Graph): Rates {
  const parts = split(graph.input('rates', [3]), [1, 1, 1], 0);
  const [learningRate, size, floor] = parts.map((part) => reshape(part, []));
  return { learningRate, size, floor };
}

function momentInputs(graph: Graph, carrier: Value, count: number): Value[] {
  return Array.from({ length: count }, (_, k) => graph.input(`moment ${k + 1} of ${carrier.name}`, carrier.shape));
}

/** What the optimiser keeps of one parameter: lies as the parameter does. */
function momentSlot(parameter: Slot, carrier: Value, k: number): Slot {
  const name = `moment ${k + 1} of ${parameter.name}`;
  return { ...parameter, name, carrier, initial: () => new Float32Array(elementCount(parameter.shape)) };
}
