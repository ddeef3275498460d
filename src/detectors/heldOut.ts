import { checkInteger } from '../errors';
import { selectRows, type Matrix } from '../matrix';
import { permutation, type Random } from '../random';
import { checkDependence, type Dependence } from '../stats/exchange';
import { rowsByGroup } from './rowsByGroup';

/** A reference in two parts that have nothing to do with each other. */
export interface HeldOut {
  readonly fit: Matrix;
  readonly test: Matrix;
  /** Whether they are: false for a series too short for the gap between them. */
  readonly apart: boolean;
  /** Of the rows of `test`. */
  readonly dependence: Dependence;
}

/**
 * Sets half of the reference aside for fitting: what was fitted must not be tested against itself. Random rows, or random
 * groups, or the first half of a series, with blocks − 1 rows between the halves where it is long enough.
 * @throws {RangeError} as `checkDependence` does, and if a half would have fewer than 2 rows.
 */
export function holdOut(reference: Matrix, dependence: Dependence, random: Random): HeldOut {
  checkDependence('reference', reference.rows, dependence);
  const { groups, blocks } = dependence;
  const half = Math.floor(reference.rows / 2);
  const chosen = groups
    ? groupsFirst(groups, random)
    : blocks
      ? range(reference.rows)
      : shuffled(reference.rows, random);
  const border = groups ? borderOfGroups(chosen, groups) : half;
  const least = 2;
  checkInteger('rows of reference to fit and to test', Math.min(border, reference.rows - border), least);
  const start = border + (blocks ?? 1) - 1;
  const last = reference.rows - least;
  const rest = chosen.slice(Math.min(start, last)).sort((a, b) => a - b);
  const left = groups && { groups: rest.map((row) => groups[row]) };
  return {
    fit: selectRows(reference, chosen.slice(0, border)),
    test: selectRows(reference, rest),
    apart: start <= last,
    dependence: { ...left, blocks },
  };
}

/** Rows group by group, the groups in a random order. */
function groupsFirst(groups: NonNullable<Dependence['groups']>, random: Random): number[] {
  const lists = [...rowsByGroup(groups).values()];
  return shuffled(lists.length, random).flatMap((group) => lists[group]);
}

/** The end of the group that lies across the middle. */
function borderOfGroups(rows: readonly number[], groups: NonNullable<Dependence['groups']>): number {
  let border = Math.max(1, Math.floor(rows.length / 2));
  while (border < rows.length && groups[rows[border]] === groups[rows[border - 1]]) border++;
  return border;
}

function shuffled(count: number, random: Random): number[] {
  return Array.from(permutation(count, random));
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
