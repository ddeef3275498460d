import { table, type Table, type TableData, type TableOptions } from '../stats/table';

/** Tables are read here and in profiles. */
export * from '../stats/table';

/**
 * A table from one of two samples.
 * @throws as `table` does, naming the sample.
 */
export function readTable(side: 'reference' | 'sample', data: TableData, options: TableOptions): Table {
  try {
    return table(data, options);
  } catch (error) {
    if (error instanceof Error) error.message = error.message.replace(/^invalid data:/, `invalid ${side}:`);
    throw error;
  }
}
