import { readArff } from './arff';
import { invalid, readCsv } from './csv';
import type { LabeledStream } from './streams/labeledStream';
import type { LabeledSample } from './streams/streamSource';
import type { TextTable } from './table';
import type { TextFileOptions } from './textFile';

/** What a file of labelled rows must look like. */
export interface LabeledTableOptions extends TextFileOptions {
  readonly name: string;
  /** All columns in order, the label last. Case does not count. */
  readonly columns: readonly string[];
  /** How each class may be written; the first way is its name. */
  readonly classes: readonly (readonly string[])[];
}

/**
 * A stream from a CSV or ARFF file (by its name, also with .gz) of numbers with a label in the last column.
 * @throws {DriftlabError} as `readCsv` and `readArff`; DRIFTLAB_INVALID_DATA, with file and line, if columns have other names, a
 * cell is no finite number, a label is unknown, or there are no rows.
 */
export async function readLabeledTable(path: string, options: LabeledTableOptions): Promise<LabeledStream> {
  const { name, columns, classes, maxBytes } = options;
  const table = await (/\.arff(\.gz)?$/i.test(path) ? readArff : readCsv)(path, { maxBytes });
  checkColumns(table, columns);
  if (table.rows.length === 0) throw invalid(path, 1, 'expected rows, got none');
  const labels = new Map(classes.flatMap((spellings, label) => spellings.map((text) => [text, label])));
  const samples = table.rows.map((cells, i) => toSample(table, cells, table.lines[i], labels));
  const names = classes.map(([first]) => first);
  return { name, columns: columns.slice(0, -1), classes: names, samples, truth: [], unannotated: [] };
}

function checkColumns({ path, columns }: TextTable, expected: readonly string[]): void {
  const [found, wanted] = [columns.join(), expected.join()];
  if (found.toLowerCase() !== wanted.toLowerCase())
    throw invalid(path, 1, `expected the columns ${wanted}, got ${found.slice(0, 400)}`);
}

function toSample(
  { path, columns }: TextTable,
  cells: readonly string[],
  line: number,
  labels: ReadonlyMap<string, number>,
): LabeledSample {
  const features = new Float64Array(cells.length - 1);
  for (let i = 0; i < features.length; i++) {
    features[i] = cells[i].trim() === '' ? NaN : Number(cells[i]);
    if (!Number.isFinite(features[i]))
      throw invalid(path, line, `expected a number in column ${columns[i]}, got ${JSON.stringify(cells[i])}`);
  }
  const label = labels.get(cells[features.length]);
  if (label === undefined)
    throw invalid(
      path,
      line,
      `expected a label out of ${[...labels.keys()].join(', ')}, got ${cells[features.length]}`,
    );
  return { features, label };
}
