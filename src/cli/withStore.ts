import { InvalidArgumentError, Option } from 'commander';
import { openStore, type Store } from '../registry/openStore';

/** What every command that reads a store takes. */
export interface StoreFlags {
  readonly store: string;
}

/** `--store`. */
export function storeOption(): Option {
  return new Option('--store <file>', 'the SQLite file of the store').env('DRIFTLAB_STORE').default('driftlab.db');
}

/** Opens a store that is there already, and closes it when the work is done. */
export async function withStore<T>({ store: path }: StoreFlags, work: (store: Store) => T | Promise<T>): Promise<T> {
  const store = openStore(path, { clock: Date.now, create: false });
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

/** A moment of the command line: ISO 8601, or a date. Milliseconds since 1970. */
export function timeFlag(text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new InvalidArgumentError('Expected a time such as 2026-05-03 or 2026-05-03T14:00Z.');
  return time;
}

/** Milliseconds since 1970 as people read them; empty for none. */
export function showTime(time: number | null): string {
  return time === null ? '' : new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}
