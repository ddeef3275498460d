import type { DetectorBuilder } from '../../src/detectors/alarms';
import { matrix, type Matrix } from '../../src/matrix';
import type { Random } from '../../src/random';
import { levelCell, type Cell } from './cell';
import { normals, patients, rounded, series, SIZES } from './samples';

type Kind = 'continuous' | 'tied';

/** A detector in the tables of levels. */
export interface Subject {
  readonly name: string;
  readonly build: DetectorBuilder<Matrix>;
  /** Largest n · m of one column at which a run takes less than a millisecond; 0 if none does. */
  readonly quick: number;
  /** Where p values are uniform for continuous data: everywhere, or where one column is tested. */
  readonly uniform?: 'everywhere' | 'one column';
  readonly data?: readonly Kind[];
  /** Whether rows are float32, as embeddings are. */
  readonly float32?: boolean;
}

const RUNS = 2000;
const QUICK_RUNS = 20_000;
/** The distance that leaves AR(1) with 0.9 a correlation of 0.005. */
const DISTANCE = 50;

/** All cells of one detector. */
export function levelCells(subject: Subject): Cell[] {
  const kinds = subject.data ?? (['continuous', 'tied'] as const);
  const sized = SIZES.flatMap((sizes) =>
    kinds.flatMap((kind) => [1, 50].map((columns) => sizeCell(subject, sizes, kind, columns))),
  );
  return [...sized, groupCell(subject, kinds[0]), ...SIZES.map((sizes) => blockCell(subject, kinds[0], sizes))];
}

function sizeCell(subject: Subject, [n, m]: readonly [number, number], kind: Kind, columns: number): Cell {
  const { name, build, quick, uniform } = subject;
  const label = `${name}, ${n} against ${m} rows, ${columns} ${kind} ${columns === 1 ? 'column' : 'columns'}`;
  const runs = columns === 1 && n * m <= quick ? QUICK_RUNS : RUNS;
  const pValue = async (random: Random): Promise<number> => {
    const draw = (rows: number): Matrix => as(subject, kind, normals(rows, columns, random));
    return (await (await build(draw(n), { random })).compare(draw(m))).pValue;
  };
  const even = uniform === 'everywhere' || (uniform === 'one column' && columns === 1);
  return levelCell(label, runs, pValue, { uniform: even && kind === 'continuous' });
}

function as({ float32 = false }: Subject, kind: Kind, source: Matrix): Matrix {
  const rows = kind === 'tied' ? rounded(source) : source;
  return float32 ? matrix(Float32Array.from(rows.values), rows.rows, rows.columns) : rows;
}

function groupCell(subject: Subject, kind: Kind): Cell {
  const { name, build, uniform } = subject;
  const pValue = async (random: Random): Promise<number> => {
    const reference = patients(30, 2, 0, random);
    const sample = patients(20, 2, 30, random);
    const detector = await build(as(subject, kind, reference.rows), { random, groups: reference.groups });
    return (await detector.compare(as(subject, kind, sample.rows), { groups: sample.groups })).pValue;
  };
  const label = `${name}, 30 against 20 patients of 10 rows, groups`;
  return levelCell(label, RUNS, pValue, { uniform: uniform === 'everywhere' && kind === 'continuous' });
}

function blockCell(subject: Subject, kind: Kind, [n, m]: readonly [number, number]): Cell {
  const { name, build } = subject;
  const label = `${name}, AR(1) 0.9, ${n} against ${m} rows, blocks ${DISTANCE}`;
  return levelCell(label, RUNS, async (random) => {
    const draw = (rows: number): Matrix => as(subject, kind, series(rows, 2, random));
    const detector = await build(draw(n), { random, blocks: DISTANCE });
    return (await detector.compare(draw(m), { blocks: DISTANCE })).pValue;
  });
}
