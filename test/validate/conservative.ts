import type { DetectorBuilder } from '../../src/detectors/alarms';
import { chiSquareDrift } from '../../src/detectors/chiSquareDrift';
import { cramerVonMisesDrift } from '../../src/detectors/cramerVonMisesDrift';
import { jsDrift } from '../../src/detectors/jsDrift';
import { ksDrift } from '../../src/detectors/ksDrift';
import { tabularDrift } from '../../src/detectors/tabularDrift';
import { wassersteinDrift } from '../../src/detectors/wassersteinDrift';
import type { Matrix } from '../../src/matrix';
import type { Cell, ValidationTable } from './cell';
import { everyOther } from './everyOther';
import { normals, rounded } from './samples';

interface Case {
  readonly sizes: readonly [reference: number, sample: number];
  readonly columns: number;
  readonly kind: 'continuous' | 'tied';
  /** How far the mean of every column moves, in standard deviations. */
  readonly shift: number;
  /** The conservative detector first, then those that keep their level more closely. */
  readonly detectors: Readonly<Record<string, DetectorBuilder<Matrix>>>;
}

const RUNS = 1000;
const permutations = 99;

const exchanged: Readonly<Record<string, DetectorBuilder<Matrix>>> = {
  'ksDrift, max-T': (data, o) => ksDrift(data, { ...o, permutations, correction: 'maxT' }),
  'cramerVonMisesDrift, max-T': (data, o) => cramerVonMisesDrift(data, { ...o, permutations, correction: 'maxT' }),
  wassersteinDrift: (data, o) => wassersteinDrift(data, { ...o, permutations }),
};
const laws: Readonly<Record<string, DetectorBuilder<Matrix>>> = { ksDrift, cramerVonMisesDrift };
const ofCategories: Readonly<Record<string, DetectorBuilder<Matrix>>> = {
  chiSquareDrift: (data, o) => chiSquareDrift(data, { ...o, permutations: 999, ...everyOther(data, 1) }),
  'chiSquareDrift, max-T': (data, o) =>
    chiSquareDrift(data, { ...o, permutations, correction: 'maxT', ...everyOther(data, 1) }),
  jsDrift: (data, o) => jsDrift(data, { ...o, permutations, ...everyOther(data, 1) }),
};
const mixed: Readonly<Record<string, DetectorBuilder<Matrix>>> = {
  tabularDrift: (data, o) => tabularDrift(data, { ...o, permutations: 999, ...everyOther(data, 2) }),
  'tabularDrift, max-T': (data, o) =>
    tabularDrift(data, { ...o, permutations, correction: 'maxT', ...everyOther(data, 2) }),
};

const cases: readonly Case[] = [
  { sizes: [20, 20], columns: 1, kind: 'continuous', shift: 0.8, detectors: { ...laws, ...exchanged } },
  { sizes: [20, 20], columns: 1, kind: 'tied', shift: 0.8, detectors: { ...laws, ...exchanged } },
  { sizes: [20, 20], columns: 50, kind: 'continuous', shift: 0.8, detectors: { ...laws, ...exchanged } },
  { sizes: [50, 500], columns: 50, kind: 'continuous', shift: 0.4, detectors: { ...laws, ...exchanged } },
  { sizes: [20, 20], columns: 50, kind: 'tied', shift: 0.8, detectors: { ...ofCategories, ...mixed } },
];

/** What conservative detectors lose. */
export const conservative: ValidationTable = {
  name: 'conservative',
  title: 'Power of conservative detectors',
  text: `Detectors whose level is clearly below alpha, beside others that come nearer to it: how often each alarms without drift and when
every column moves. Kolmogorov–Smirnov distances of few rows take few values, so its largest level below 0.05 may be far below;
Holm's correction guards against any dependence, which correlated columns pay for. Max-T, which exchanges rows for all columns at
once, loses nothing to that, and a statistic of finer steps, such as Cramér and von Mises's, nothing to steps.`,
  cells: cases.flatMap((one) =>
    Object.entries(one.detectors).flatMap(([name, build]) => [
      cellOf(name, build, { ...one, shift: 0 }),
      cellOf(name, build, one),
    ]),
  ),
};

function cellOf(name: string, build: DetectorBuilder<Matrix>, { sizes: [n, m], columns, kind, shift }: Case): Cell {
  const read = (rows: Matrix): Matrix => (kind === 'tied' ? rounded(rows) : rows);
  return {
    name: `${n} against ${m} rows, ${columns} ${kind} ${columns === 1 ? 'column' : 'columns'}, ${name}, shift ${shift}`,
    runs: RUNS,
    promises: [{ event: 'p ≤ 0.05', kind: shift === 0 ? 'at most' : 'nothing', probability: shift === 0 ? 0.05 : 0 }],
    run: async (random) => {
      const detector = await build(read(normals(n, columns, random)), { random });
      const sample = normals(m, columns, random);
      const moved = { ...sample, values: sample.values.map((value) => value + shift) };
      return { hits: [(await detector.compare(read(moved))).pValue <= 0.05] };
    },
  };
}
