import { matrix, type Matrix } from '../../src/matrix';
import type { Random } from '../../src/random';
import { attributeDrift } from '../../src/retraining/explaining/attributeDrift';
import { driftSeverity } from '../../src/retraining/explaining/driftSeverity';
import { normalQuantile } from '../../src/stats/distributions/normal';
import type { Cell } from './cell';

const RUNS = 300;
const ROWS = 1000;
const SHIFT = 0.5;

/** 'follows': the decoy is made of the feature that moved. 'stays': it is not, so that only the feature moves. */
const DECOYS = ['follows', 'stays'] as const;

/** A feature that moves, a decoy that is correlated with it, and three others; before or after. */
function decoyed(correlation: number, decoy: (typeof DECOYS)[number], shift: number, random: Random): Matrix {
  const values = new Float64Array(5 * ROWS);
  for (let i = 0; i < ROWS; i++) {
    const own = random.normal();
    const seen = decoy === 'follows' ? own + shift : own;
    values.set([own + shift, correlation * seen + Math.sqrt(1 - correlation ** 2) * random.normal()], 5 * i);
    for (let j = 2; j < 5; j++) values[5 * i + j] = random.normal();
  }
  return matrix(values, ROWS, 5);
}

function decoyCell(decoy: (typeof DECOYS)[number], correlation: number): Cell {
  return {
    name: `a decoy that ${decoy}, correlation ${correlation}`,
    runs: RUNS,
    promises: [
      { event: 'the decoy has at most 10 % of the attribution', kind: 'at least', probability: 0.95 },
      { event: 'the feature that moved has at least 80 %', kind: 'at least', probability: 0.9 },
    ],
    run: (random) => {
      const [before, after] = [0, SHIFT].map((shift) => decoyed(correlation, decoy, shift, random));
      const [moved, other] = attributeDrift(before, after).features;
      return Promise.resolve({ hits: [other.share <= 0.1, moved.share >= 0.8] });
    },
  };
}

function severityCell(columns: number, rows: number): Cell {
  return {
    name: `severity, ${columns} columns, ${rows} against ${rows} rows`,
    runs: 1000,
    promises: [{ event: 'the 95 % interval holds the severity', kind: 'equal', probability: 0.95 }],
    run: (random) => {
      const truth = 0.99 * random.uniform();
      const distance = 2 * normalQuantile((1 + truth) / 2);
      const [first, second] = [0, distance].map((shift) => {
        const values = Float64Array.from({ length: rows * columns }, (_, k) => random.normal() + (k % columns === 0 ? shift : 0)); // prettier-ignore
        return matrix(values, rows, columns);
      });
      const { low, high } = driftSeverity(first, second, { squares: false });
      return Promise.resolve({ hits: [low <= truth && truth <= high] });
    },
  };
}

/** Attribution beside decoys, and coverage of the severity. */
export const attributionCells: readonly Cell[] = [
  ...DECOYS.flatMap((decoy) => [0.3, 0.6, 0.9, 0.97].map((correlation) => decoyCell(decoy, correlation))),
  ...[1, 5, 20].flatMap((columns) => [50, 500].map((rows) => severityCell(columns, rows))),
];
