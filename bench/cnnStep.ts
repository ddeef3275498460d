import { stepBench } from './training/stepBench';

/** Does a small CNN train as fast as in PyTorch? */
const cnn = {
  spec: { architecture: 'simpleCnn', input: [3, 28, 28], outputs: 10, channels: [16, 32, 64], head: 'mean' },
  batch: 64,
  optimizer: { kind: 'sgd' },
  learningRate: 0.05,
} as const;

export const benches = [
  stepBench({
    ...cnn,
    name: 'CNN 3→16→32→64, 28×28, batch 64, SGD',
    peers: [{ name: 'PyTorch', script: 'cnn_step_torch', mark: 0.9 }],
  }),
  stepBench({
    ...cnn,
    name: 'the same without blocks of channels',
    block: 1,
    peers: [{ name: 'PyTorch', script: 'cnn_step_torch' }],
  }),
];
