import { alarm, type AlarmRule } from '../../src/detectors/alarms';
import { drawPool, drawStretch, drawUnits } from '../../src/detectors/draws';
import { ksDrift } from '../../src/detectors/ksDrift';
import { nullCard, type NullCard } from '../../src/detectors/nullCard';
import type { Dependence } from '../../src/detectors/driftResult';
import type { Matrix } from '../../src/matrix';
import type { Random } from '../../src/random';
import { jsDistance } from '../../src/stats/jsDivergence';
import { mean } from '../../src/stats/moments';
import { psi } from '../../src/stats/psi';
import { binCounts, psiBins } from '../../src/stats/psiBins';
import type { ValidationTable } from './cell';
import { normals, patients, series, tied } from './samples';

const CONFIGURATIONS = 100;
const FRESH = 20_000;

interface Situation {
  readonly name: string;
  readonly draw: (units: number, random: Random) => { rows: Matrix } & Dependence;
  readonly series?: boolean;
  readonly groups?: boolean;
}

interface Configuration {
  readonly name: string;
  readonly card: NullCard;
  readonly truth: number;
  readonly held: boolean;
}

const situations: readonly Situation[] = [
  { name: 'normal', draw: (n, random) => ({ rows: normals(n, 1, random) }) },
  { name: 'tied', draw: (n, random) => ({ rows: tied(n, 1, random) }) },
  { name: 'lognormal', draw: (n, random) => ({ rows: exponentiated(normals(n, 1, random)) }) },
  { name: 'patients', draw: (n, random) => patients(n, 1, 0, random), groups: true },
  { name: 'series', draw: (n, random) => ({ rows: series(n, 1, random), blocks: 1 }), series: true },
];

const rules: readonly { readonly name: string; readonly rule: AlarmRule<Matrix> }[] = [
  { name: 'KS', rule: (reference, { random }) => withoutDependence(ksDrift(reference, { random })) },
  { name: 'means', rule: { score: (a, b) => Math.abs(mean(a.values) - mean(b.values)), threshold: 0.35 } },
  { name: 'PSI', rule: { score: binned((a, b) => psi(a, b)), threshold: 0.4 } },
  { name: 'Jensen–Shannon', rule: { score: binned((a, b) => jsDistance(a, b, { base: 2 })), threshold: 0.25 } },
];

/** The null card's intervals. */
export const nullCards: ValidationTable = {
  name: 'null-card',
  title: 'Coverage of the null card',
  text: `Each configuration is a rule (a detector that ignores groups and series, or a fixed threshold), a kind of data, sizes and one
data set. Its card says an interval; ${FRESH} runs with new data each say the rate. How often does the interval hold it?`,
  cells: [
    {
      name: `${CONFIGURATIONS} configurations`,
      runs: CONFIGURATIONS,
      promises: [{ event: 'the 95 % interval holds the rate of fresh runs', kind: 'at least', probability: 0.95 }],
      run: async (random) => ({ hits: [(await configuration(random, FRESH)).held] }),
    },
  ],
};

/** A random configuration: what its card says, and what fresh runs do. */
export async function configuration(random: Random, fresh: number): Promise<Configuration> {
  const situation = situations[random.integer(situations.length)];
  const { rule, name } = rules[random.integer(rules.length)];
  const reference = 20 + random.integer(60);
  const sample = 10 + random.integer(40);
  const units = Math.ceil((reference + sample) * (situation.series ? 60 : 1 + 3 * random.uniform()));
  const { rows, groups, blocks } = situation.draw(units, random);
  const card = await nullCard(rule, rows, { reference, sample, groups, blocks, random });
  let alarms = 0;
  for (let run = 0; run < fresh; run++) alarms += Number(await freshAlarm(situation, rule, reference, sample, random));
  const truth = alarms / fresh;
  return { name: `${name}, ${situation.name}`, card, truth, held: card.low <= truth && truth <= card.high };
}

async function freshAlarm(
  { draw, series: inOrder }: Situation,
  rule: AlarmRule<Matrix>,
  reference: number,
  sample: number,
  random: Random,
): Promise<boolean> {
  const { rows, groups } = draw(reference + sample, random);
  const pool = drawPool(rows, groups);
  const pair = inOrder ? drawStretch(pool, 0, reference, sample, 1) : drawUnits(pool, reference, sample, random);
  return alarm(rule, pair, random);
}

function exponentiated(rows: Matrix): Matrix {
  return { ...rows, values: rows.values.map((value) => Math.exp(value)) };
}

function binned(measure: (a: readonly number[], b: readonly number[]) => number): (a: Matrix, b: Matrix) => number {
  return (a, b) => {
    const bins = psiBins(a.values, { bins: 5 });
    return measure(bins.referenceCounts, binCounts(bins, b.values));
  };
}

/** A detector that is not told what ties rows. */
function withoutDependence<Detector extends { compare(sample: Matrix): unknown }>(detector: Detector): Detector {
  return Object.assign(Object.create(detector) as Detector, { compare: (sample: Matrix) => detector.compare(sample) });
}
