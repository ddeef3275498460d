import { DriftlabError } from '../errors';
import type { TextTable } from './table';
import { readTextFile, type TextFileOptions } from './textFile';

/** Options of `readCsv`. */
export interface ReadCsvOptions extends TextFileOptions {
  /** The names the header must have, in order; default: any. */
  readonly columns?: readonly string[];
  /** Whether the first line is a header; default true. Without one `columns` names the cells. */
  readonly header?: boolean;
  /** Default ','. */
  readonly separator?: string;
}

/**
 * A table of text cells from a CSV file (RFC 4180: quotes, doubled quotes, line breaks in quotes; LF or CRLF; a byte-order
 * mark is dropped), also packed with gzip (.gz). The first line is the header; empty lines are passed over.
 * @throws {DriftlabError} DRIFTLAB_IO if it cannot be read; DRIFTLAB_INVALID_DATA, with file and line, if it is too large, the
 * header is not what was asked for, a row has another number of cells than the header, or a quote is not closed.
 * @example
 * const { columns, rows } = await readCsv('elec2.csv.gz');
 */
export async function readCsv(path: string, options: ReadCsvOptions = {}): Promise<TextTable> {
  const { columns: expected, header: headed = true, separator = ',' } = options;
  const records = parseRecords(path, await readTextFile(path, options), separator);
  const [header, ...body] = headed ? records : [{ cells: [...(expected ?? [])], line: 0 }, ...records];
  if (!header) throw invalid(path, 1, 'expected a header, got an empty file');
  if (expected && header.cells.join('\0') !== expected.join('\0'))
    throw invalid(
      path,
      header.line,
      `expected the header ${expected.join(separator)}, got ${header.cells.join(separator)}`,
    );
  for (const { cells, line } of body)
    if (cells.length !== header.cells.length)
      throw invalid(path, line, `expected ${header.cells.length} cells, got ${cells.length}`);
  return { path, columns: header.cells, rows: body.map(({ cells }) => cells), lines: body.map(({ line }) => line) };
}

/** The error of a data file, with its line counted from 1. */
export function invalid(path: string, line: number, rule: string): DriftlabError {
  return new DriftlabError('DRIFTLAB_INVALID_DATA', `invalid ${path}, line ${line}: ${rule}`);
}

interface TextRecord {
  readonly cells: string[];
  readonly line: number;
}

function parseRecords(path: string, text: string, separator: string): TextRecord[] {
  return text.includes('"') ? parseQuoted(path, text, separator) : parsePlain(text, separator);
}

function parsePlain(text: string, separator: string): TextRecord[] {
  return text.split(/\r?\n/).flatMap((row, i) => (row === '' ? [] : [{ cells: row.split(separator), line: i + 1 }]));
}

function parseQuoted(path: string, text: string, separator: string): TextRecord[] {
  const cell = new RegExp(
    `(?:"((?:[^"]|"")*)"|([^"\\r\\n${escape(separator)}]*))(${escape(separator)}|\\r?\\n|$)`,
    'y',
  );
  const records: TextRecord[] = [];
  let line = 1;
  let cells: string[] = [];
  let start = 1;
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (!match) throw invalid(path, line, 'expected a quote only around a whole cell, and each one closed');
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2]);
    line += match[0].split('\n').length - 1;
    if (match[3] === separator && cell.lastIndex < text.length) continue;
    if (match[3] === separator) cells.push('');
    if (cells.length > 1 || match[0].trim() !== '') records.push({ cells, line: start });
    [cells, start] = [[], line];
  }
  return records;
}

const escape = (separator: string): string => separator.replace(/[\\^\]-]/g, '\\$&');
