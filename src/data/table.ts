/** A table of text cells, with the line of each row for errors. */
export interface TextTable {
  readonly path: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Lines of the file, counted from 1. */
  readonly lines: readonly number[];
}
