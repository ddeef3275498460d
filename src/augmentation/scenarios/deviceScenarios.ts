import type { Scenario } from './scenario';

/** Scenarios in which the device or what follows it changes. */
export const deviceScenarios = {
  equipmentAging: {
    name: 'equipmentAging',
    title: 'Equipment aging',
    description:
      'The lamp of a scanner fades over the years and its sensor gets noisier; nobody sees it from one day to the next.',
    changes: [
      { kind: 'image', drift: 'brightness', severity: 0.6, when: { schedule: 'incremental', at: 0.2, width: 0.8 } },
      { kind: 'image', drift: 'gaussianNoise', severity: 0.55, when: { schedule: 'incremental', at: 0.2, width: 0.8 } },
    ],
    expect: {
      accuracy: 'falls',
      sees: ['psi', 'accuracy'],
      silent: [],
      why: 'Brightness and noise move long before the model fails: statistics of the images see it first.',
    },
  },
  scannerReplacement: {
    name: 'scannerReplacement',
    title: 'Scanner replacement',
    description: 'From one day to the next images come from a new scanner with less contrast and another gamma.',
    changes: [
      { kind: 'image', drift: 'contrast', severity: 0.5, when: { schedule: 'sudden', at: 0.4 } },
      { kind: 'image', drift: 'gamma', severity: 0.4, when: { schedule: 'sudden', at: 0.4 } },
    ],
    expect: {
      accuracy: 'falls',
      sees: ['psi', 'ks', 'mmd', 'energy', 'confidence', 'accuracy'],
      silent: [],
      why: 'All images change at once: everybody sees it with the first batch.',
    },
  },
  protocolChange: {
    name: 'protocolChange',
    title: 'Protocol change',
    description: 'A new protocol takes a closer view. For some weeks old and new batches come mixed.',
    changes: [{ kind: 'image', drift: 'zoom', severity: 0.6, when: { schedule: 'gradual', at: 0.5, width: 0.2 } }],
    expect: {
      accuracy: 'falls',
      sees: ['ks', 'mmd', 'accuracy'],
      silent: [],
      why: 'Batches of the new protocol stand out among the old ones.',
    },
  },
  softwareUpdate: {
    name: 'softwareUpdate',
    title: 'Software update',
    description: 'An update of the scanner smooths noise away, and the finest structures with it.',
    changes: [{ kind: 'image', drift: 'gaussianBlur', severity: 0.4, when: { schedule: 'sudden', at: 0.4 } }],
    expect: {
      accuracy: 'falls',
      sees: ['psi', 'ks', 'mmd', 'accuracy'],
      silent: [],
      why: 'Sharpness falls at once in all images.',
    },
  },
  lensContamination: {
    name: 'lensContamination',
    title: 'Lens contamination',
    description: 'Dirt gathers on the lens and covers a growing part of the view.',
    changes: [
      { kind: 'image', drift: 'occlusion', severity: 0.7, when: { schedule: 'incremental', at: 0.25, width: 0.5 } },
    ],
    expect: {
      accuracy: 'falls',
      sees: ['psi', 'accuracy'],
      silent: [],
      why: 'A covered part changes brightness and contrast, and hides what the model looks for.',
    },
  },
  focusDrift: {
    name: 'focusDrift',
    title: 'Focus out of adjustment',
    description: 'The focus moves away a little with each day; the service sets it right after two thirds of the time.',
    changes: [{ kind: 'image', drift: 'defocusBlur', severity: 0.6, when: { schedule: 'seasonal', period: 0.7 } }],
    expect: {
      accuracy: 'falls',
      sees: ['psi', 'accuracy'],
      silent: [],
      why: 'Sharpness falls and comes back: the alarm is over before somebody looks.',
    },
  },
  seasonalLight: {
    name: 'seasonalLight',
    title: 'Seasonal light',
    description: 'The room is darker in winter than in summer, year after year.',
    changes: [{ kind: 'image', drift: 'brightness', severity: 0.5, when: { schedule: 'seasonal', period: 0.5 } }],
    expect: {
      accuracy: 'either',
      sees: ['psi'],
      silent: [],
      why: 'Brightness swings; a reference from summer alarms each winter, and no retraining is needed.',
    },
  },
  reagentBatch: {
    name: 'reagentBatch',
    title: 'New batch of reagent, or another lamp',
    description: 'Every other delivery gives warmer colours. Colour images only.',
    changes: [
      { kind: 'image', drift: 'colorTemperature', severity: 0.6, when: { schedule: 'recurring', every: 0.25 } },
    ],
    expect: {
      accuracy: 'falls',
      sees: ['psi', 'ks'],
      silent: [],
      why: 'The same drift comes and goes: a model for both deliveries is better than training for the last one.',
    },
  },
  operatorChange: {
    name: 'operatorChange',
    title: 'Two operators in turn',
    description: 'One of two operators places the probe turned by some degrees.',
    changes: [{ kind: 'image', drift: 'rotation', severity: 0.8, when: { schedule: 'recurring', every: 0.25 } }],
    expect: {
      accuracy: 'either',
      sees: ['psi', 'ks'],
      silent: [],
      why: 'Corners become black; what is shown is the same.',
    },
  },
  archiveCompression: {
    name: 'archiveCompression',
    title: 'Compression by the archive',
    description: 'To save space the archive stores images at a low JPEG quality; the model now reads from there.',
    changes: [{ kind: 'image', drift: 'jpeg', severity: 1, when: { schedule: 'sudden', at: 0.5 } }],
    expect: {
      accuracy: 'falls',
      sees: ['psi', 'ks', 'accuracy'],
      silent: [],
      why: 'On images of 28 pixels the blocks of JPEG are as large as what the model looks for.',
    },
  },
  sensorFault: {
    name: 'sensorFault',
    title: 'A fault for some hours',
    description: 'A loose contact gives dead and hot pixels until somebody plugs it in again.',
    changes: [
      { kind: 'image', drift: 'impulseNoise', severity: 0.7, when: { schedule: 'blip', at: 0.5, duration: 0.15 } },
    ],
    expect: {
      accuracy: 'falls',
      sees: ['psi', 'ks', 'mmd', 'accuracy'],
      silent: [],
      why: 'Large and short: alarms stop by themselves. The model may be as sure of its errors as it was of the truth.',
    },
  },
  adversarialDrift: {
    name: 'adversarialDrift',
    title: 'An adversary within a budget',
    description:
      'Somebody who knows model and labels takes, for each batch, whichever of four drifts hurts the model most, all of severity 0.3.',
    changes: [
      {
        kind: 'adversary',
        drifts: ['contrast', 'gaussianBlur', 'gaussianNoise', 'brightness'],
        severity: 0.3,
        when: { schedule: 'sudden', at: 0.4 },
      },
    ],
    expect: {
      accuracy: 'falls',
      sees: ['psi', 'accuracy'],
      silent: [],
      why: 'The worst of four costs at least as much as each of them; the budget says how bad it can get.',
    },
  },
} as const satisfies Readonly<Record<string, Scenario>>;
