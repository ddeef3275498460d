import { driftStream } from '../../augmentation/driftStream';
import { sudden } from '../../augmentation/schedules/sudden';
import { readCsv } from '../../data/csv';
import type { LabeledSample } from '../../data/streams/streamSource';
import { permutation, type Random } from '../../random';
import type { LoopStream } from './loopStreams';

const LENGTH = 18_000;
const PLACES = [6000, 12_000];

const NUMBERS = ['age', 'education_num', 'hours_per_week'];
const AMOUNTS = ['capital_gain', 'capital_loss'];
const CATEGORIES: readonly (readonly [column: string, values: readonly string[]])[] = [
  ['marital_status', ['Married-civ-spouse', 'Never-married', 'Divorced']],
  ['occupation', ['Exec-managerial', 'Prof-specialty', 'Craft-repair', 'Adm-clerical', 'Sales', 'Other-service']],
  ['sex', ['Female']],
  ['workclass', ['Private', 'Self-emp-inc', 'Self-emp-not-inc']],
];
const EDUCATION = NUMBERS.indexOf('education_num');
const HOURS = NUMBERS.indexOf('hours_per_week');

/** The years of education arrive on a scale that is turned round. */
const recoded = {
  apply({ features, label }: LabeledSample): LabeledSample {
    const own = features.slice();
    own[EDUCATION] = 17 - own[EDUCATION];
    return { features: own, label };
  },
};

/** Wages rise: who finished school and works full time is above the bound too. */
const inflated = {
  apply: ({ features, label }: LabeledSample): LabeledSample => ({
    features,
    label: Number(label === 1 || (features[EDUCATION] >= 9 && features[HOURS] >= 40)),
  }),
};

/**
 * People of the Adult census (Becker & Kohavi 1996) in a random order, with two induced drifts: from row 6000 on education is recoded, from
 * row 12,000 on it is right again and wages have risen.
 * @throws {DriftlabError} as `readCsv`.
 * @example
 * (await readAdultStream('tabular/adult_train.csv.gz', createRandom(1))).truth.length; // 2
 */
export async function readAdultStream(path: string, random: Random): Promise<LoopStream> {
  const { columns, rows } = await readCsv(path);
  const order = permutation(rows.length, random.fork('order')).slice(0, LENGTH);
  const people = Array.from(order, (i) => person(Object.fromEntries(columns.map((name, j) => [name, rows[i][j]]))));
  const stream = driftStream(people, [recoded, inflated], sudden({ at: PLACES }), { random, length: LENGTH });
  return { name: 'Adult, induced', kind: 'real', samples: [...stream], truth: stream.truth };
}

function person(cells: Readonly<Record<string, string>>): LabeledSample {
  const features = [
    ...NUMBERS.map((name) => Number(cells[name])),
    ...AMOUNTS.map((name) => Math.log1p(Number(cells[name]))),
    ...CATEGORIES.flatMap(([name, values]) => values.map((value) => Number(cells[name] === value))),
  ];
  return { features: Float64Array.from(features), label: Number(cells.income.startsWith('>')) };
}
