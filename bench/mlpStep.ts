import { stepBench } from './training/stepBench';

/** Does a perceptron train as fast as in PyTorch? */
export const benches = (['sgd', 'adamw'] as const).map((kind) =>
  stepBench({
    name: `MLP 784-256-10, batch 128, ${kind === 'sgd' ? 'SGD' : 'AdamW'}`,
    spec: { architecture: 'mlp', input: [784], outputs: 10, hidden: [256] },
    batch: 128,
    optimizer: { kind },
    learningRate: kind === 'sgd' ? 0.05 : 0.0005,
    peers: [{ name: 'PyTorch', script: `mlp_step_torch_${kind}`, mark: 1 }],
  }),
);
