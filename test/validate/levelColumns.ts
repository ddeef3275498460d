import { chiSquareDrift } from '../../src/detectors/chiSquareDrift';
import { cramerVonMisesDrift } from '../../src/detectors/cramerVonMisesDrift';
import type { FeatureDriftOptions } from '../../src/detectors/featureDetector';
import { jsDrift } from '../../src/detectors/jsDrift';
import { ksDrift } from '../../src/detectors/ksDrift';
import { psiDrift } from '../../src/detectors/psiDrift';
import { table } from '../../src/detectors/table';
import { tabularDrift } from '../../src/detectors/tabularDrift';
import { wassersteinDrift } from '../../src/detectors/wassersteinDrift';
import type { Matrix } from '../../src/matrix';
import type { ValidationTable } from './cell';
import { levelCells, type Subject } from './levels';

const permutations = 199;

const subjects: readonly Subject[] = [
  { name: 'ksDrift', build: ksDrift, fewRuns: 20_000 },
  { name: 'ksDrift, max-T', build: (data, o) => ksDrift(data, { ...o, permutations, correction: 'maxT' }) },
  { name: 'cramerVonMisesDrift', build: cramerVonMisesDrift },
  { name: 'wassersteinDrift', build: (data, o) => wassersteinDrift(data, { ...o, permutations }), uniform: true },
  { name: 'psiDrift', build: (data, o) => psiDrift(data, { ...o, permutations }) },
  { name: 'jsDrift', build: (data, o) => jsDrift(data, { ...o, permutations }) },
  {
    name: 'chiSquareDrift',
    build: (data, o) => chiSquareDrift(data, { ...o, ...everyOther(data, 1) }),
    data: ['tied'],
  },
  { name: 'tabularDrift, every other column categorical', build: mixed, data: ['tied'] },
];

/** Detectors of columns. */
export const levelColumns: ValidationTable = {
  name: 'level-columns',
  title: 'Level of the column detectors',
  text: `How often each detector alarms though nothing drifts, with a new reference in each run. Columns are normal with correlation
0.5; tied ones are rounded to whole standard deviations. Splits where units are exchanged: ${permutations}. A line far below its level
is a conservative one: ties and few values, or blocks that leave too few units for any alarm.`,
  cells: subjects.flatMap(levelCells),
};

function mixed(data: Matrix, options: FeatureDriftOptions): ReturnType<typeof tabularDrift> {
  return tabularDrift(data, { ...options, ...everyOther(data, 2) });
}

/** Every column, or every other one, as categories. */
function everyOther(data: Matrix, step: number): Pick<FeatureDriftOptions, 'categorical'> {
  const names = table(data).columns.map(({ name }) => name);
  return { categorical: names.filter((_, i) => i % step === 0) };
}
