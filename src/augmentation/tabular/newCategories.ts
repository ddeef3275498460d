import { checkNumber } from '../../errors';
import { categorical, randomRows, replaceColumns, type TabularDrift, tabularDrift } from './tabularDrift';

/** Options of {@link newCategories}. */
export interface NewCategoriesOptions {
  /** Categorical columns. */
  readonly columns: readonly string[];
  /** What comes up, each as often as the others. */
  readonly labels: readonly string[];
  /** Share of rows that have one of them at severity 1, in (0, 1]. Default 1. */
  readonly share?: number;
}

/**
 * Categories that were not there before: a share severity · share of the rows of each column, at random.
 * @throws {TypeError | RangeError} if there are no labels, or share is not a number in (0, 1].
 * @example
 * newCategories({ columns: ['ward'], labels: ['annex'], share: 0.2 }).apply(patients, 1, random);
 */
export function newCategories({ columns, labels, share = 1 }: NewCategoriesOptions): TabularDrift {
  if (labels.length === 0) throw new RangeError('invalid labels: expected at least one, got none');
  checkNumber('share', share, Number.MIN_VALUE, 1);
  return tabularDrift('newCategories', (table, severity, random) =>
    replaceColumns(table, columns, (column) => {
      const known = categorical(column);
      const all = [...new Set([...known.labels, ...labels])];
      const hit = randomRows(table.rows, severity * share, random);
      const codes = known.codes.map((code, i) => (hit[i] ? all.indexOf(labels[random.integer(labels.length)]) : code));
      return { ...known, codes, labels: all };
    }),
  );
}
