import { stepBench } from './training/stepBench';

/** Does a residual network train as fast as in PyTorch, in both of its layouts? */
export const benches = [
  stepBench({
    name: 'ResNet18 width 16, 28×28, batch 32, SGD',
    spec: { architecture: 'resnet18', input: [3, 28, 28], outputs: 10, width: 16 },
    batch: 32,
    optimizer: { kind: 'sgd' },
    learningRate: 0.005,
    peers: [
      { name: 'PyTorch', script: 'resnet_step_torch', mark: 1.1 },
      { name: 'PyTorch, channels last', script: 'resnet_step_torch_channels_last', mark: 1.1 },
    ],
  }),
];
