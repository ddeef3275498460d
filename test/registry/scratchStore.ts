import { join } from 'node:path';
import { createRandom } from '../../src/random';
import { openStore, type Store, type StoreOptions } from '../../src/registry/openStore';
import { scratchFolder } from '../helpers/tinyClass';

/** A clock that starts at 1000 and moves by 10 with every look. */
export function tickingClock(): () => number {
  let time = 990;
  return () => (time += 10);
}

/** A new store in a folder of its own. */
export async function scratchStore(options: Partial<StoreOptions> = {}): Promise<{
  store: Store;
  path: string;
  reopen: (others?: Partial<StoreOptions>) => Store;
  remove: () => Promise<void>;
}> {
  const { folder, remove } = await scratchFolder();
  const path = join(folder, 'store.db');
  const open: Store[] = [];
  const reopen = (others: Partial<StoreOptions> = {}): Store => {
    const store = openStore(path, { clock: tickingClock(), random: createRandom(1), ...options, ...others });
    open.push(store);
    return store;
  };
  return {
    ...{ store: reopen(), path, reopen },
    remove: () => (open.forEach((store) => store.close()), remove()),
  };
}
