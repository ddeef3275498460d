import { chiSquareDrift } from '../../src/detectors/chiSquareDrift';
import { cramerVonMisesDrift } from '../../src/detectors/cramerVonMisesDrift';
import type { BatchDetector } from '../../src/detectors/driftResult';
import type { FeatureDriftOptions } from '../../src/detectors/featureDetector';
import { jsDrift } from '../../src/detectors/jsDrift';
import { ksDrift } from '../../src/detectors/ksDrift';
import { psiDrift } from '../../src/detectors/psiDrift';
import { tabularDrift } from '../../src/detectors/tabularDrift';
import { wassersteinDrift } from '../../src/detectors/wassersteinDrift';
import type { Matrix } from '../../src/matrix';
import type { ValidationTable } from './cell';
import { everyOther } from './everyOther';
import { levelCells, type Subject } from './levels';

// the level is exact for any number, and 99 reach 0.01
const permutations = 99;

const subjects: readonly Subject[] = [
  { name: 'ksDrift', build: (data, o) => ksDrift(data, { ...o, permutations }), quick: 25_000, uniform: 'one column' },
  {
    name: 'ksDrift, max-T',
    build: (data, o) => ksDrift(data, { ...o, permutations, correction: 'maxT' }),
    quick: 400,
  },
  {
    name: 'cramerVonMisesDrift',
    build: (data, o) => cramerVonMisesDrift(data, { ...o, permutations }),
    quick: 400,
    uniform: 'one column',
  },
  {
    name: 'wassersteinDrift',
    build: (data, o) => wassersteinDrift(data, { ...o, permutations }),
    quick: 400,
    uniform: 'everywhere',
  },
  { name: 'psiDrift', build: (data, o) => psiDrift(data, { ...o, permutations }), quick: 0 },
  { name: 'jsDrift', build: (data, o) => jsDrift(data, { ...o, permutations }), quick: 0 },
  {
    name: 'chiSquareDrift',
    build: exchanging((data, o) => chiSquareDrift(data, { ...o, ...everyOther(data, 1) })),
    quick: 0,
    data: ['tied'],
  },
  { name: 'tabularDrift, every other column categorical', build: exchanging(mixed), quick: 0, data: ['tied'] },
];

/** Detectors of columns. */
export const levelColumns: ValidationTable = {
  name: 'level-columns',
  title: 'Level of the column detectors',
  text: `How often each detector alarms though nothing drifts, with a new reference in each run. Columns are normal with correlation
0.5; tied ones are rounded to whole standard deviations. Splits where units are exchanged: ${permutations}, at which the level is exact,
and 999 for categories. P values of continuous statistics should be uniform; counts and ranks have ties, and Holm's correction is
for columns of any dependence. A line far below its level is a conservative one, for these reasons or since blocks leave too few
units for any alarm: see [what that costs](conservative.md).`,
  cells: subjects.flatMap(levelCells),
};

/** With as many permutations as Holm's correction of 50 columns takes where units are not exchanged. */
function exchanging(build: (data: Matrix, options: FeatureDriftOptions) => BatchDetector<Matrix>): Subject['build'] {
  return (data, options) => {
    const dependent = options.groups !== undefined || options.blocks !== undefined;
    return build(data, { ...options, permutations: dependent ? permutations : 999 });
  };
}

function mixed(data: Matrix, options: FeatureDriftOptions): ReturnType<typeof tabularDrift> {
  return tabularDrift(data, { ...options, ...everyOther(data, 2) });
}
