import type { Scenario } from './scenario';

/** Scenarios in which people, classes or labels change, and images look as ever. */
export const populationScenarios = {
  calm: {
    name: 'calm',
    title: 'Nothing happens',
    description: 'New images of the same kind, to see what the watchers say without any drift.',
    changes: [],
    expect: {
      accuracy: 'stays',
      sees: [],
      silent: ['psi', 'ks', 'mmd', 'energy', 'confidence', 'accuracy'],
      why: 'Each watcher may alarm in about one run of twenty.',
    },
  },
  hospitalTransfer: {
    name: 'hospitalTransfer',
    title: 'Transfer to another hospital',
    description: 'The model moves to a hospital with another device, darker corners, and other patients.',
    changes: [
      { kind: 'demographic', group: 1, share: 0.8, when: { schedule: 'sudden', at: 0.5 } },
      { kind: 'image', drift: 'vignette', severity: 0.7, when: { schedule: 'sudden', at: 0.5 } },
    ],
    expect: {
      accuracy: 'either',
      sees: ['psi', 'ks'],
      silent: [],
      why: 'Everything changes on the day of the transfer; no single figure says why.',
    },
  },
  newPopulation: {
    name: 'newPopulation',
    title: 'New population',
    description: 'A screening programme reaches people who hardly came before: the second group grows to 90 per cent.',
    changes: [{ kind: 'demographic', group: 1, share: 0.9, when: { schedule: 'incremental', at: 0.3, width: 0.3 } }],
    expect: {
      accuracy: 'either',
      sees: ['psi'],
      silent: [],
      why: 'The group looks different, so that images change; whether accuracy does is a question of fairness.',
    },
  },
  prevalenceRise: {
    name: 'prevalenceRise',
    title: 'Gradual rise of a disease',
    description: 'Month by month more people have the disease (class 1), up to 60 per cent; each case looks as before.',
    changes: [{ kind: 'prevalence', label: 1, share: 0.6, when: { schedule: 'incremental', at: 0.25, width: 0.6 } }],
    expect: {
      accuracy: 'either',
      sees: ['ks', 'mmd', 'energy'],
      silent: [],
      why: 'Predictions follow the disease. The model is as good as before in each class.',
    },
  },
  outbreak: {
    name: 'outbreak',
    title: 'Outbreak',
    description: 'A wave: the disease (class 1) is suddenly half of all cases, then gone again.',
    changes: [{ kind: 'prevalence', label: 1, share: 0.5, when: { schedule: 'blip', at: 0.4, duration: 0.3 } }],
    expect: {
      accuracy: 'either',
      sees: ['ks', 'mmd'],
      silent: [],
      why: 'A drift of labels, seen by predictions; images and model are all right.',
    },
  },
  diseaseRedefined: {
    name: 'diseaseRedefined',
    title: 'A disease is defined anew',
    description: 'New guidelines: from one day on the two first classes are called by each other’s name.',
    changes: [{ kind: 'labelFlip', classes: [0, 1], share: 1, when: { schedule: 'sudden', at: 0.5 } }],
    expect: {
      accuracy: 'falls',
      sees: ['accuracy'],
      silent: ['psi', 'ks', 'mmd', 'energy', 'confidence'],
      why: 'No image changes. Without labels nobody can see it.',
    },
  },
  labelNoise: {
    name: 'labelNoise',
    title: 'A tired reader',
    description: 'The second reader leaves, and more and more labels of the two first classes are mixed up.',
    changes: [
      { kind: 'labelFlip', classes: [0, 1], share: 0.5, when: { schedule: 'incremental', at: 0.3, width: 0.6 } },
    ],
    expect: {
      accuracy: 'falls',
      sees: ['accuracy'],
      silent: ['psi', 'ks', 'mmd', 'energy', 'confidence'],
      why: 'The model is as good as ever and the labels are not: accuracy alone cannot tell the two apart.',
    },
  },
  lateLabels: {
    name: 'lateLabels',
    title: 'Labels come late',
    description: 'A scanner is replaced, and pathology answers only after a third of the time.',
    changes: [{ kind: 'image', drift: 'contrast', severity: 0.7, when: { schedule: 'sudden', at: 0.4 } }],
    labels: { delay: 0.3 },
    expect: {
      accuracy: 'falls',
      sees: ['psi', 'ks', 'mmd', 'energy', 'accuracy'],
      silent: [],
      why: 'What watches images alarms at once, what needs labels a third of the run later.',
    },
  },
  selectiveLabels: {
    name: 'selectiveLabels',
    title: 'Few labels',
    description: 'Sharpness falls, and one image in ten is read by a doctor.',
    changes: [{ kind: 'image', drift: 'gaussianBlur', severity: 0.5, when: { schedule: 'sudden', at: 0.4 } }],
    labels: { seen: { share: 0.1 } },
    expect: {
      accuracy: 'falls',
      sees: ['psi', 'ks', 'mmd'],
      silent: [],
      why: 'Ten labels a batch say little: the accuracy chart needs more batches.',
    },
  },
  feedbackLoop: {
    name: 'feedbackLoop',
    title: 'Feedback loop',
    description:
      'Only those whom the model takes for ill (class 1) are examined, the others are sent home and their labels never come. The lamp fades, and the model misses more of them.',
    changes: [
      { kind: 'image', drift: 'brightness', severity: 0.9, when: { schedule: 'incremental', at: 0.3, width: 0.5 } },
    ],
    labels: { seen: { predicted: 1, others: 0 } },
    expect: {
      accuracy: 'falls',
      sees: ['psi', 'ks'],
      silent: ['accuracy'],
      why: 'The model chooses its own examination questions: whom it misses nobody finds, and the accuracy on what is seen is not its accuracy.',
    },
  },
  treatmentEffect: {
    name: 'treatmentEffect',
    title: 'Treatment removes the outcome',
    description:
      'From the middle on, whoever the model takes for ill (class 1) is treated, and in nine of ten cases the illness (recorded as class 0) never shows.',
    changes: [],
    labels: { treatment: { label: 1, becomes: 0, effect: 0.9, from: 0.5 } },
    expect: {
      accuracy: 'stays',
      sees: ['accuracy'],
      silent: ['psi', 'ks', 'mmd', 'energy', 'confidence'],
      why: 'The records say that the model errs where it helped; training on them would unlearn what is right.',
    },
  },
} as const satisfies Readonly<Record<string, Scenario>>;
