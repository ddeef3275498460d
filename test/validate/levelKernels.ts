import { classifierDrift } from '../../src/detectors/classifierDrift';
import { energyDrift } from '../../src/detectors/energyDrift';
import { mahalanobisDrift } from '../../src/detectors/mahalanobisDrift';
import { mmdDrift } from '../../src/detectors/mmdDrift';
import { pcaDrift } from '../../src/detectors/pcaDrift';
import type { ValidationTable } from './cell';
import { levelCells, type Subject } from './levels';

const permutations = 99;

const subjects: readonly Subject[] = [
  { name: 'mmdDrift', build: (data, o) => mmdDrift(data, { ...o, permutations }), quick: 0, uniform: 'everywhere' },
  {
    name: 'mmdDrift, median bandwidth',
    build: (data, o) => mmdDrift(data, { ...o, permutations, bandwidth: 'median' }),
    quick: 0,
    uniform: 'everywhere',
  },
  {
    name: 'energyDrift',
    build: (data, o) => energyDrift(data, { ...o, permutations }),
    quick: 0,
    uniform: 'everywhere',
  },
  { name: 'classifierDrift', build: (data, o) => classifierDrift(data, { ...o, permutations }), quick: 0 },
  { name: 'pcaDrift', build: (data, o) => pcaDrift(data, { ...o, permutations }), quick: 400 },
  { name: 'mahalanobisDrift', build: (data, o) => mahalanobisDrift(data, { ...o, permutations }), quick: 400 },
];

/** Detectors of whole rows. */
export const levelKernels: ValidationTable = {
  name: 'level-kernels',
  title: 'Level of the detectors of whole rows',
  text: `As for the column detectors, with ${permutations} splits and rows in float32, as embeddings are.`,
  cells: subjects.map((subject) => ({ ...subject, float32: true })).flatMap(levelCells),
};
