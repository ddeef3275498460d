import type { Matrix } from '../../src/matrix';
import type { ModelSpec } from '../../src/nn/modelSpec';
import type { Optimizer } from '../../src/nn/optimizers';
import { stepGraph } from '../../src/nn/stepGraph';
import { TrainingStep } from '../../src/nn/trainingStep';
import { createRandom } from '../../src/random';
import { bench, type Bench, type Peer } from '../harness/bench';
import { normals } from '../harness/normals';

/** A training step to time. */
export interface StepBench {
  readonly name: string;
  readonly spec: ModelSpec;
  readonly batch: number;
  readonly optimizer: Optimizer;
  readonly learningRate: number;
  readonly peers: readonly Peer[];
  /** Channels in a block; by default what the machine has. */
  readonly block?: number;
}

const STEPS = 20;

/**
 * Twenty training steps on one batch, beside libraries that begin with the same weights; the loss of the last step must agree.
 * Peers get `weights`, all parameters one after the other in the order in which the model makes them.
 */
export function stepBench({ name, spec, batch, optimizer, learningRate, peers, block }: StepBench): Bench {
  const settings = { batch, loss: { kind: 'crossEntropy' }, optimizer } as const;
  return bench({
    name: `${name}, ${STEPS} steps`,
    inputs: () => {
      const { parameters } = stepGraph(spec, settings, createRandom(1).fork('weights'));
      const features = spec.input.reduce((product, size) => product * size, 1);
      return {
        x: normals(batch, features, 2),
        labels: column(Float32Array.from({ length: batch }, (_, i) => i % spec.outputs)),
        weights: column(Float32Array.from(parameters.flatMap(({ initial }) => [...initial()]))),
      };
    },
    options: { steps: STEPS, learningRate },
    setUp: async ({ x, labels }) => {
      const step = await TrainingStep.open(spec, { ...settings, random: createRandom(1), block });
      step.inputs.set(x.values);
      labels.values.forEach((label, i) => (step.targets[i * spec.outputs + label] = 1));
      return { step, done: 0 };
    },
    run: async (state) => {
      let loss = NaN;
      for (let i = 0; i < STEPS; i++) loss = await state.step.run(++state.done, learningRate);
      return () => ({ loss: [loss] });
    },
    tolerances: { loss: 1e-3 },
    peers,
    rounds: 10,
    repeats: 1,
  });
}

function column(values: Float32Array): Matrix {
  return { values, rows: values.length, columns: 1 };
}
