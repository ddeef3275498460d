import { classifierDrift } from '../../src/detectors/classifierDrift';
import { energyDrift } from '../../src/detectors/energyDrift';
import { mahalanobisDrift } from '../../src/detectors/mahalanobisDrift';
import { mmdDrift } from '../../src/detectors/mmdDrift';
import { pcaDrift } from '../../src/detectors/pcaDrift';
import type { ValidationTable } from './cell';
import { levelCells, type Subject } from './levels';

const permutations = 199;

const subjects: readonly Subject[] = [
  { name: 'mmdDrift', build: (data, o) => mmdDrift(data, { ...o, permutations }), uniform: true },
  {
    name: 'mmdDrift, median bandwidth',
    build: (data, o) => mmdDrift(data, { ...o, permutations, bandwidth: 'median' }),
    uniform: true,
  },
  { name: 'energyDrift', build: (data, o) => energyDrift(data, { ...o, permutations }), uniform: true },
  { name: 'classifierDrift', build: (data, o) => classifierDrift(data, { ...o, permutations }) },
  { name: 'pcaDrift', build: (data, o) => pcaDrift(data, { ...o, permutations }) },
  { name: 'mahalanobisDrift', build: (data, o) => mahalanobisDrift(data, { ...o, permutations }) },
];

/** Detectors of whole rows. */
export const levelKernels: ValidationTable = {
  name: 'level-kernels',
  title: 'Level of the detectors of whole rows',
  text: `As for the column detectors, with ${permutations} splits.`,
  cells: subjects.flatMap(levelCells),
};
