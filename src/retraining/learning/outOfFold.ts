import { checkInteger } from '../../errors';
import { matrix, row, type Matrix } from '../../matrix';
import { permutation, type Random } from '../../random';

/** Which rows are learnt from and which are judged. */
export interface Fold {
  readonly train: Uint32Array;
  readonly test: Uint32Array;
}

/**
 * Divides rows into `folds` parts, each class as evenly as can be, and gives each part with all others to learn from. Rows of a group (a
 * patient, say) stay together if `groups` names one for each row; classes are not evened out then.
 * @throws {RangeError} unless there are at least as many rows, or groups, as folds, and folds ≥ 2.
 * @example
 * for (const { train, test } of crossFolds(labels, 5, { random })) …
 */
export function crossFolds(
  labels: ArrayLike<number>,
  folds: number,
  { random, groups }: { readonly random: Random; readonly groups?: ArrayLike<number | string> },
): Fold[] {
  const part = groups ? partsOfGroups(labels, groups, folds, random) : partsOfRows(labels, folds, random);
  return Array.from({ length: folds }, (_, fold) => ({
    train: Uint32Array.from([...part.keys()].filter((i) => part[i] !== fold)),
    test: Uint32Array.from([...part.keys()].filter((i) => part[i] === fold)),
  }));
}

/**
 * A prediction for each row by what was learnt from the other folds.
 * @throws {RangeError} if what is predicted has not one row for each that was asked for.
 */
export async function outOfFold(
  folds: readonly Fold[],
  learn: (train: Uint32Array, test: Uint32Array) => Promise<Matrix> | Matrix,
): Promise<Matrix<Float64Array>> {
  const rows = folds.reduce((sum, { test }) => sum + test.length, 0);
  let values = new Float64Array();
  let columns = 0;
  for (const { train, test } of folds) {
    const found = await learn(train, test);
    if (columns === 0) [columns, values] = [found.columns, new Float64Array(rows * found.columns)];
    if (found.rows !== test.length || found.columns !== columns)
      throw new RangeError(`invalid predictions: expected ${test.length} × ${columns}, got ${found.rows} × ${found.columns}`); // prettier-ignore
    test.forEach((to, i) => values.set(row(found, i), to * columns));
  }
  return matrix(values, rows, columns);
}

function partsOfRows(labels: ArrayLike<number>, folds: number, random: Random): Uint32Array {
  checkInteger('folds', folds, 2, labels.length);
  const part = new Uint32Array(labels.length);
  const order = permutation(labels.length, random).sort((a, b) => labels[a] - labels[b]);
  order.forEach((i, place) => (part[i] = place % folds));
  return part;
}

function partsOfGroups(
  labels: ArrayLike<number>,
  groups: ArrayLike<number | string>,
  folds: number,
  random: Random,
): Uint32Array {
  if (groups.length !== labels.length)
    throw new RangeError(`invalid groups: expected ${labels.length}, one for each row, got ${groups.length}`);
  const names = [...new Set(Array.from(groups))];
  checkInteger('folds', folds, 2, names.length);
  const order = permutation(names.length, random);
  const of = new Map(names.map((name, i) => [name, order[i] % folds]));
  return Uint32Array.from(groups, (name) => of.get(name)!);
}
