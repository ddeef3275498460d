import { cramerVonMisesDrift } from '../../src/detectors/cramerVonMisesDrift';
import type { DetectorBuilder } from '../../src/detectors/alarms';
import { jsDrift } from '../../src/detectors/jsDrift';
import { ksDrift } from '../../src/detectors/ksDrift';
import { psiDrift } from '../../src/detectors/psiDrift';
import { wassersteinDrift } from '../../src/detectors/wassersteinDrift';
import type { Matrix } from '../../src/matrix';
import { jsDistance } from '../../src/stats/jsDivergence';
import { normalCdf, normalQuantile } from '../../src/stats/distributions/normal';
import { psi } from '../../src/stats/psi';
import type { Cell, ValidationTable } from './cell';
import { normals, SIZES } from './samples';

interface Measure {
  readonly name: string;
  readonly build: DetectorBuilder<Matrix>;
  /** The effect in the population when the mean moves by so many standard deviations. */
  readonly truth: (shift: number) => number;
}

const permutations = 199;
const RUNS = 2000;

/** Shares of the ten quantile bins of the standard normal law after a shift. */
function shares(shift: number): number[] {
  const ends = Array.from({ length: 11 }, (_, i) =>
    i === 0 ? 0 : i === 10 ? 1 : normalCdf(normalQuantile(i / 10) - shift),
  );
  return ends.slice(1).map((end, i) => end - ends[i]);
}

const even = shares(0);

const measures: readonly Measure[] = [
  { name: 'ksDrift', build: ksDrift, truth: (shift) => normalCdf(shift / 2) - normalCdf(-shift / 2) },
  {
    name: 'ksDrift, exchanged',
    build: (data, o) => ksDrift(data, { ...o, permutations, correction: 'maxT' }),
    truth: (shift) => normalCdf(shift / 2) - normalCdf(-shift / 2),
  },
  {
    name: 'wassersteinDrift',
    build: (data, o) => wassersteinDrift(data, { ...o, permutations }),
    truth: (shift) => shift,
  },
  {
    name: 'psiDrift',
    build: (data, o) => psiDrift(data, { ...o, permutations }),
    truth: (shift) => psi(even, shares(shift)),
  },
  {
    name: 'jsDrift',
    build: (data, o) => jsDrift(data, { ...o, permutations }),
    truth: (shift) => jsDistance(even, shares(shift), { base: 2 }),
  },
  { name: 'cramerVonMisesDrift', build: cramerVonMisesDrift, truth: (shift) => (shift === 0 ? 0 : NaN) },
];

/** Intervals of effects. */
export const effects: ValidationTable = {
  name: 'effects',
  title: 'Coverage of the intervals of effects',
  text: `How often the 95 % interval of an effect holds the effect of the population: normal data, the mean moved by 0, 0.5 or 1
standard deviations. Away from 0 the intervals are wider than they need to be.`,
  cells: measures.flatMap((measure) =>
    [0, 0.5, 1]
      .filter((shift) => !Number.isNaN(measure.truth(shift)))
      .flatMap((shift) => SIZES.map((sizes) => cellOf(measure, shift, sizes))),
  ),
};

function cellOf({ name, build, truth }: Measure, shift: number, [n, m]: readonly [number, number]): Cell {
  return {
    name: `${name}, ${n} against ${m} rows, shift ${shift}`,
    runs: RUNS,
    promises: [
      { event: `the interval holds ${Number(truth(shift).toPrecision(3))}`, kind: 'at least', probability: 0.95 },
    ],
    run: async (random) => {
      const detector = await build(normals(n, 1, random), { random });
      const sample = normals(m, 1, random);
      const { effect } = await detector.compare({ ...sample, values: sample.values.map((value) => value + shift) });
      const { low, high } = effect!.interval!;
      return { hits: [low <= truth(shift) + 1e-12 && truth(shift) <= high] };
    },
  };
}
