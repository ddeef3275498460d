import { invalid } from './csv';
import type { TextTable } from './table';
import { readTextFile, type TextFileOptions } from './textFile';

/**
 * A table of text cells from an ARFF file (Weka's format, in which MOA's streams come), dense rows only, also packed with gzip
 * (.gz). Types in the header are not read: cells are text, quotes around them taken off.
 * @throws {DriftlabError} DRIFTLAB_IO if it cannot be read; DRIFTLAB_INVALID_DATA, with file and line, if it is too large, has
 * no attributes or no @data, a row is sparse or has another number of cells than there are attributes.
 * @example
 * const { columns, rows } = await readArff('elecNormNew.arff');
 */
export async function readArff(path: string, options: TextFileOptions = {}): Promise<TextTable> {
  const columns: string[] = [];
  const rows: string[][] = [];
  const lines: number[] = [];
  let data = false;
  for (const [i, raw] of (await readTextFile(path, options)).split(/\r?\n/).entries()) {
    const text = raw.trim();
    if (text === '' || text.startsWith('%')) continue;
    if (data) {
      rows.push(cellsOf(path, i + 1, text, columns.length));
      lines.push(i + 1);
    } else if (/^@attribute\s/i.test(text)) columns.push(attributeName(path, i + 1, text));
    else data = /^@data$/i.test(text);
  }
  if (!data || columns.length === 0) throw invalid(path, 1, 'expected @attribute lines and @data, as ARFF has them');
  return { path, columns, rows, lines };
}

function attributeName(path: string, line: number, text: string): string {
  const match = /^@attribute\s+(?:'([^']*)'|"([^"]*)"|(\S+))\s+\S/i.exec(text);
  if (!match) throw invalid(path, line, 'expected @attribute, a name and a type');
  return match[1] ?? match[2] ?? match[3];
}

function cellsOf(path: string, line: number, text: string, count: number): string[] {
  if (text.startsWith('{')) throw invalid(path, line, 'expected a dense row, got a sparse one');
  const cells = text.split(',').map((cell) => cell.trim().replace(/^(['"])(.*)\1$/, '$2'));
  if (cells.length !== count) throw invalid(path, line, `expected ${count} cells, got ${cells.length}`);
  return cells;
}
