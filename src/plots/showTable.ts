import { DriftlabError } from '../errors';
import { notebookWriter } from './kernel';
import { escapeXml } from './text';

type Cell = string | number | boolean | null | undefined;

/**
 * Shows rows as a table, as one output of the notebook cell: HTML, and aligned text where HTML is not shown. Columns are the keys of the
 * first row; numbers are written as they are, so round them first.
 * @throws {DriftlabError} DRIFTLAB_INVALID_ARGUMENT outside a notebook; {RangeError} without rows.
 * @example
 * showTable([{ run: 'clean', 'image AUROC': 0.93 }, { run: 'before', 'image AUROC': 0.81 }]);
 */
export function showTable(rows: readonly Readonly<Record<string, Cell>>[]): void {
  const write = notebookWriter();
  if (!write)
    throw new DriftlabError(
      'DRIFTLAB_INVALID_ARGUMENT',
      'showTable() needs a notebook cell; console.table() prints in a terminal',
    );
  if (rows.length === 0) throw new RangeError('invalid rows: expected at least one, got none');
  const columns = Object.keys(rows[0]);
  const texts = [columns, ...rows.map((row) => columns.map((column) => cellText(row[column])))];
  write(
    { data: { 'text/html': htmlTable(texts), 'text/plain': plainTable(texts) }, metadata: {}, transient: {} },
    false,
  );
}

function cellText(value: Cell): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === null || value === undefined ? '–' : String(value);
}

function htmlTable([head, ...body]: readonly (readonly string[])[]): string {
  const cells = (tag: string, row: readonly string[]): string =>
    `<tr>${row.map((text) => `<${tag} style="text-align: left">${escapeXml(text)}</${tag}>`).join('')}</tr>`;
  return `<table><thead>${cells('th', head)}</thead><tbody>${body.map((row) => cells('td', row)).join('')}</tbody></table>`;
}

function plainTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
