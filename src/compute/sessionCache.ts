import type { Graph } from './graph';
import { openSession, type Session } from './session';

interface Entry {
  readonly session: Promise<Session>;
  users: number;
}

// a compiled kernel without weights takes some 100 KB, and a program uses a few shapes of a few kernels
const LIMIT = 32;
const entries = new Map<string, Entry>();

/**
 * Runs `use` with the session of the graph that `build` makes, compiled when it is first asked for by `key`. The 32 used last
 * are kept; one that is pushed out is released when its last user is done.
 * @example
 * const { y } = await withSession('double/float32', () => doubled('float32'), (session) => session.run({ x }));
 */
export async function withSession<T>(
  key: string,
  build: () => Graph,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  const entry = touch(key, build);
  entry.users++;
  try {
    evict();
    return await use(await entry.session);
  } finally {
    entry.users--;
    if (entries.get(key) !== entry) await releaseIdle(entry);
  }
}

/** Forgets all cached sessions and releases those that nobody uses right now; the others follow when their users are done. */
export async function clearSessions(): Promise<void> {
  const all = [...entries.values()];
  entries.clear();
  await Promise.all(all.map(releaseIdle));
}

function touch(key: string, build: () => Graph): Entry {
  const entry = entries.get(key) ?? open(key, build);
  // a map keeps the order of insertion: the first is the one used longest ago
  entries.delete(key);
  entries.set(key, entry);
  return entry;
}

function open(key: string, build: () => Graph): Entry {
  const entry = { session: openSession(build()), users: 0 };
  // who waits for it gets the error; who asks again shall get another try
  entry.session.catch(() => entries.get(key) === entry && entries.delete(key));
  return entry;
}

function evict(): void {
  if (entries.size <= LIMIT) return;
  const [[key, entry]] = entries;
  entries.delete(key);
  void releaseIdle(entry);
}

async function releaseIdle(entry: Entry): Promise<void> {
  if (entry.users > 0) return;
  // one that could not be opened has nothing to release
  const session = await entry.session.catch(() => undefined);
  await session?.release();
}
