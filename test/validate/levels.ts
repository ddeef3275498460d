import type { DetectorBuilder } from '../../src/detectors/alarms';
import type { Matrix } from '../../src/matrix';
import type { Random } from '../../src/random';
import { levelCell, type Cell } from './cell';
import { normals, patients, series, SIZES, tied } from './samples';

/** A detector in the tables of levels. */
export interface Subject {
  readonly name: string;
  readonly build: DetectorBuilder<Matrix>;
  /** Runs of one column of (20, 20) and (50, 500) rows; 2,000 elsewhere. */
  readonly fewRuns?: number;
  /** Whether p values by exchanging units are uniform for continuous data. */
  readonly uniform?: boolean;
  readonly data?: readonly ('continuous' | 'tied')[];
}

const RUNS = 2000;
/** The distance that leaves AR(1) with 0.9 a correlation of 0.005. */
const DISTANCE = 50;

/** All cells of one detector. */
export function levelCells(subject: Subject): Cell[] {
  const { name, build, fewRuns = RUNS, uniform = false, data = ['continuous', 'tied'] } = subject;
  const sized = SIZES.flatMap(([n, m]) =>
    data.flatMap((kind) =>
      [1, 50].map((columns) => {
        const draw = kind === 'tied' ? tied : normals;
        const runs = columns === 1 && n * m <= 25_000 ? fewRuns : RUNS;
        const pValue = async (random: Random) =>
          (await (await build(draw(n, columns, random), { random })).compare(draw(m, columns, random))).pValue;
        const label = `${name}, ${n} against ${m} rows, ${columns} ${kind} ${columns === 1 ? 'column' : 'columns'}`;
        return levelCell(label, runs, pValue, { uniform: uniform && kind === 'continuous' });
      }),
    ),
  );
  return [...sized, groupCell(subject), ...SIZES.map((sizes) => blockCell(subject, sizes))];
}

function groupCell({ name, build }: Subject): Cell {
  return levelCell(`${name}, 30 against 20 patients of 10 rows, groups`, RUNS, async (random) => {
    const reference = patients(30, 2, 0, random);
    const sample = patients(20, 2, 30, random);
    const detector = await build(reference.rows, { random, groups: reference.groups });
    return (await detector.compare(sample.rows, { groups: sample.groups })).pValue;
  });
}

function blockCell({ name, build }: Subject, [n, m]: readonly [number, number]): Cell {
  const label = `${name}, AR(1) 0.9, ${n} against ${m} rows, blocks ${DISTANCE}`;
  return levelCell(label, RUNS, async (random) => {
    const detector = await build(series(n, 2, random), { random, blocks: DISTANCE });
    return (await detector.compare(series(m, 2, random), { blocks: DISTANCE })).pValue;
  });
}
