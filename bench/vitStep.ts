import { stepBench } from './training/stepBench';

/** Does a vision transformer train as fast as in PyTorch? */
export const benches = [
  stepBench({
    name: 'ViT dim 64, depth 4, 49 tokens, batch 32, AdamW',
    spec: { architecture: 'vit', input: [3, 28, 28], outputs: 10, patch: 4, width: 64, depth: 4, heads: 4 },
    batch: 32,
    optimizer: { kind: 'adamw' },
    learningRate: 0.0005,
    peers: [{ name: 'PyTorch', script: 'vit_step_torch', mark: 1 }],
  }),
];
