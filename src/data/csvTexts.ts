import { invalid, readCsv, type ReadCsvOptions } from './csv';
import type { TextRecord } from './labeledTexts';

/** The rows of a CSV file as texts with the names of their classes. */
export async function readCsvTexts(
  path: string,
  options: ReadCsvOptions,
  toText: (cells: readonly string[]) => Pick<TextRecord, 'text' | 'label'>,
): Promise<TextRecord[]> {
  const { rows, lines } = await readCsv(path, options);
  if (rows.length === 0) throw invalid(path, 1, 'expected rows, got none');
  return rows.map((cells, i) => ({ ...toText(cells), place: `${path}, line ${lines[i]}` }));
}
