import { gradients } from '../compute/gradients/gradients';
import { Graph, type Value } from '../compute/graph';
import { add, mul, reshape, split } from '../compute/operators';
import { createRandom, type Random } from '../random';
import { blockedMaps, plainMaps } from './featureMaps';
import { crossEntropy, distillation, meanSquaredError, type Loss } from './losses';
import { buildModel, type ModelSpec } from './modelSpec';
import { TrainingNetwork, type Slot, type Mask, type State } from './network';
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

/** One whole training step as a graph, and the list of what goes around in it. Outputs are named as inputs, with "next " before. */
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
  const maps = block > 1 && fitsBlocks(spec, batch, block) ? blockedMaps(block) : plainMaps;
  const graph = new Graph();
  const network = new TrainingNetwork(graph, random);
  const x = graph.input('inputs', [batch, ...spec.input]);
  const width = spec.outputs * (loss.kind === 'distillation' ? 2 : 1);
  const targets = graph.input('targets', [batch, width]);
  const total = lossOf(loss, buildModel(network, x, spec, maps), targets, spec.outputs);
  graph.output('loss', total);
  const { parameters, states, masks } = network;
  const values = parameters.map(({ value }) => value);
  const slopes = clipped(gradients(total, values), clipNorm);
  const rates = rateInputs(graph);
  const moments = parameters.map((parameter) => momentSlots(graph, parameter, momentCount(optimizer)));
  parameters.forEach(({ name, value }, i) => {
    const kept = moments[i].map((moment) => moment.value);
    const next = update(optimizer, value, slopes[i], kept, rates);
    graph.output(`next ${name}`, next.parameter);
    next.moments.forEach((moment, k) => graph.output(`next ${moments[i][k].name}`, moment));
  });
  for (const { name, next } of states) graph.output(`next ${name}`, next);
  return { graph, parameters, states, moments: moments.flat(), masks, targets: width };
}

/** Whether all convolutions have whole blocks of channels, and the batch is whole blocks too. */
function fitsBlocks(spec: ModelSpec, batch: number, block: number): boolean {
  const graph = new Graph();
  buildModel(
    new TrainingNetwork(graph, createRandom(0)),
    graph.input('inputs', [batch, ...spec.input]),
    spec,
    plainMaps,
  );
  const whole = (value: Value | undefined): boolean => Number(value?.shape[1]) % block === 0;
  const few = (x: Value | undefined): boolean => x?.name === 'inputs' && Number(x.shape[1]) < block;
  const convolutions = graph.nodes.filter(({ operator }) => operator === 'Conv');
  return batch % block === 0 && convolutions.every(({ inputs: [x], outputs: [y] }) => whole(y) && (whole(x) || few(x)));
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

function momentSlots(graph: Graph, slot: Slot, count: number): Slot[] {
  return Array.from({ length: count }, (_, k) => {
    const name = `moment ${k + 1} of ${slot.name}`;
    const value = graph.input(name, slot.value.shape);
    return { ...slot, name, value, initial: () => new Float32Array(slot.initial().length) };
  });
}
