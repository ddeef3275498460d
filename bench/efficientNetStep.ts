import { stepBench } from './training/stepBench';

/** How does a network of depthwise convolutions train beside PyTorch? One inverted bottleneck of each stage. */
export const benches = [
  stepBench({
    name: 'EfficientNet style, 7 blocks, half width, 28×28, batch 32, SGD',
    spec: { architecture: 'efficientNet', input: [3, 28, 28], outputs: 10, width: 0.5, depth: 0.25, dropout: 0 },
    batch: 32,
    optimizer: { kind: 'sgd' },
    learningRate: 0.005,
    peers: [
      { name: 'PyTorch', script: 'efficientnet_step_torch' },
      { name: 'PyTorch, channels last', script: 'efficientnet_step_torch_channels_last' },
    ],
  }),
];
