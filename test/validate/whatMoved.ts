import { matrix, type Matrix } from '../../src/matrix';
import type { Random } from '../../src/random';
import { whatMoved, type DriftCause } from '../../src/retraining/explaining/whatMoved';
import { attributionCells } from './attribution';
import type { Cell, Promised, ValidationTable } from './cell';

const ROWS = 1000;
const LABELS = [0, 50, 500] as const;

/** Two normal classes along a line in some dimensions. */
interface World {
  readonly features: number;
  /** Half the distance between the classes' means. */
  readonly half: number;
  readonly line: Float64Array;
}

/** How a sample is made: the shares of the classes, a move of all inputs, and labels that are drawn anew given the inputs. */
interface Making {
  readonly share?: number;
  readonly move?: Float64Array;
  /** P(second class) given the place along the line (in the world's unit) and another feature. */
  readonly relabel?: (along: number, across: number) => number;
}

function drawWorld(random: Random): World {
  const features = 2 + random.integer(7);
  const raw = Float64Array.from({ length: features }, () => random.normal());
  const length = Math.hypot(...raw);
  return { features, half: 0.6 + 0.6 * random.uniform(), line: raw.map((value) => value / length) };
}

/** P(second class | x) of classes with equal shares. */
const odds = (half: number, along: number) => 1 / (1 + Math.exp(-2 * half * along));

function drawRows({ features, half, line }: World, { share = 0.5, move, relabel }: Making, random: Random) {
  const values = new Float64Array(ROWS * features);
  const labels = new Float64Array(ROWS);
  for (let i = 0; i < ROWS; i++) {
    const made = Number(random.uniform() < share);
    let [along, across] = [0, 0];
    for (let j = 0; j < features; j++) {
      const value = random.normal() + (2 * made - 1) * half * line[j] + (move?.[j] ?? 0);
      values[i * features + j] = value;
      along += value * line[j];
      across += value * line[(j + 1) % features] * (j % 2 === 0 ? 1 : -1);
    }
    labels[i] = relabel ? Number(random.uniform() < relabel(along, across)) : made;
  }
  return { inputs: matrix(values, ROWS, features) as Matrix, labels };
}

interface Case {
  readonly cause: DriftCause;
  readonly making: (world: World, random: Random) => Making;
}

const away = (random: Random) => 0.5 + (0.25 + 0.2 * random.uniform()) * (random.uniform() < 0.5 ? 1 : -1);

/** The same P(x): a label shift, and a covariate shift that looks like it. */
const TWINS: readonly Case[] = [
  { cause: 'labelPrior', making: (_, random) => ({ share: away(random) }) },
  {
    cause: 'inputs',
    making: ({ half }, random) => ({ share: away(random), relabel: (along) => odds(half, along) }),
  },
];

const OTHERS: readonly Case[] = [
  { cause: 'nothingSeen', making: () => ({}) },
  {
    cause: 'inputs',
    making: ({ half, features }, random) => {
      const raw = Float64Array.from({ length: features }, () => random.normal());
      const scale = (0.4 + 0.8 * random.uniform()) / Math.hypot(...raw);
      return { move: raw.map((value) => value * scale), relabel: (along) => odds(half, along) };
    },
  },
  // the meaning of the classes turns round, for all inputs or those on one side
  { cause: 'concept', making: ({ half }) => ({ relabel: (along) => odds(half, -along) }) },
  {
    cause: 'concept',
    making: ({ half }) => ({ relabel: (along, across) => odds(half, across > 0 ? -along : along) }),
  },
  {
    cause: 'inputsAndConcept',
    making: ({ half }, random) => ({ share: away(random), relabel: (along) => odds(half, -along) }),
  },
];

const atLeast = (event: string, probability: number): Promised => ({ event, kind: 'at least', probability });
const atMost = (event: string, probability: number): Promised => ({ event, kind: 'at most', probability });
const nothing = (event: string): Promised => ({ event, kind: 'nothing', probability: 0 });

/** What is said of one case with some labels. */
function said(one: Case, labels: number, random: Random): DriftCause {
  const world = drawWorld(random);
  const reference = drawRows(world, {}, random);
  const sample = drawRows(world, one.making(world, random), random);
  const come = sample.labels.map((label, i) => (i < labels ? label : NaN));
  return whatMoved(reference, { ...sample, labels: come }).cause;
}

function twinCell(labels: number): Cell {
  const promised = labels === 0 ? atLeast('cannot tell', 0.95) : nothing('cannot tell');
  return {
    name: `twins, ${labels} labels`,
    runs: 100,
    promises: [promised, nothing('right')],
    run: (random) => {
      const one = TWINS[random.integer(2)];
      const cause = said(one, labels, random);
      return Promise.resolve({ hits: [cause === 'cannotTell', cause === one.cause] });
    },
  };
}

function anyCell(labels: number): Cell {
  const right = labels === 500 ? atLeast('right', 0.9) : nothing('right');
  return {
    name: `all cases, a third of them twins, ${labels} labels`,
    runs: 300,
    promises: [atMost('confident and wrong', 0.05), right, nothing('cannot tell')],
    run: (random) => {
      const cases = random.integer(3) === 0 ? TWINS : OTHERS;
      const one = cases[random.integer(cases.length)];
      const cause = said(one, labels, random);
      const unsure = cause === 'cannotTell';
      return Promise.resolve({ hits: [!unsure && cause !== one.cause, cause === one.cause, unsure] });
    },
  };
}

/** What moved, which feature, and how much. */
export const movements: ValidationTable = {
  name: 'what-moved',
  title: 'What moved, which feature, how much',
  text: `\`whatMoved\` on ${ROWS} labelled rows of the reference and ${ROWS} of a sample, of which some labels have come: two normal classes in 2 to 8
dimensions, 1.2 to 2.4 standard deviations apart. Twins have one P(x): a label shift to a share of 5 to 25 % (or 75 to 95 %), and inputs that shifted so
while P(y | x) did not. The others: nothing moved; inputs moved by 0.4 to 1.2 standard deviations; the classes changed their meaning, for all
inputs or for half of them; inputs and meaning both. "Right" wants the one cause named; without labels it cannot be right.

\`attributeDrift\`: ${ROWS} against ${ROWS} rows of five features, one of which moves by half a standard deviation. Its decoy follows it (it is made of it) or stays
where it was (a sensor that is off by a constant). \`driftSeverity\`: normal features, the severity uniform in [0, 0.99).`,
  cells: [...LABELS.map(twinCell), ...LABELS.map(anyCell), ...attributionCells],
};
