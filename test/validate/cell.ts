import type { Random } from '../../src/random';

/** What is promised about one event. */
export interface Promised {
  readonly event: string;
  /** 'nothing': it is only measured. */
  readonly kind: 'at most' | 'at least' | 'equal' | 'nothing';
  readonly probability: number;
}

/** One line of a table: an experiment that is repeated with new data. */
export interface Cell {
  readonly name: string;
  readonly runs: number;
  readonly promises: readonly Promised[];
  /**
   * Whether each promised event happened (or a figure in [0, 1] whose mean is told, where nothing is promised), and a p value that should
   * be uniform, if there is one.
   */
  readonly run: (
    random: Random,
  ) => Promise<{ readonly hits: readonly (boolean | number)[]; readonly uniform?: number }>;
}

/** Cells that are judged together. */
export interface ValidationTable {
  /** Of its files in docs/validation. */
  readonly name: string;
  readonly title: string;
  /** What the reader should know: data, settings. */
  readonly text: string;
  readonly cells: readonly Cell[];
}

/** The levels at which every test is tried. */
export const LEVELS = [0.05, 0.01] as const;

const levelPromises: readonly Promised[] = LEVELS.map((alpha) => ({
  event: `p ≤ ${alpha}`,
  kind: 'at most',
  probability: alpha,
}));

/** A cell that counts how often a p value without drift is at or below each level. */
export function levelCell(
  name: string,
  runs: number,
  pValue: (random: Random) => Promise<number>,
  { uniform = false }: { uniform?: boolean } = {},
): Cell {
  const run = async (random: Random) => {
    const p = await pValue(random);
    return { hits: LEVELS.map((alpha) => p <= alpha), ...(uniform && { uniform: p }) };
  };
  return { name, runs, promises: levelPromises, run };
}
