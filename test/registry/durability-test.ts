import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRandom } from '../../src/random';
import { loadLibsql } from '../../src/registry/packages';
import { scratchFolder } from '../helpers/tinyClass';
import { skip } from '../skip';
import { crashOnce, examine, type CrashOptions } from '../validate/storeCrash';
import type { Acknowledged } from '../validate/storeWriter';
import { bundled } from './bundled';

const WRITER = join(__dirname, '../validate/storeWriter.ts');

/** What of a store's files and names is not on the disk yet, as the system calls of a process go by. */
class Unsynced {
  readonly paths = new Set<string>();
  syncs = 0;
  private readonly waiting = new Map<string, string>();

  constructor(private readonly store: string) {}

  /** One line of `strace -f -y`; a call during which another thread calls comes in two. What is written counts from the first of them. */
  read(line: string): void {
    const [, thread, rest] = /^(\d+) +(.*)$/.exec(line) ?? ['', '', ''];
    const isSync = (call: string) => /^f(data)?sync/.test(call);
    if (rest.includes(' = -1 ')) return;
    if (rest.endsWith('<unfinished ...>')) {
      this.waiting.set(thread, rest);
      if (!isSync(rest)) this.call(rest);
    } else if (!rest.startsWith('<...')) this.call(rest);
    else if (isSync(this.waiting.get(thread)!)) this.call(this.waiting.get(thread)!);
  }

  private call(call: string): void {
    const [, name] = /^(\w+)\(/.exec(call) ?? [];
    const file = /^\w+\(\d+<([^>]*)>/.exec(call)?.[1] ?? '';
    const named = [...call.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, path]) => path);
    if (name === 'fsync' || name === 'fdatasync') this.synced(file);
    else if ((name === 'pwrite64' || name === 'write' || name === 'writev') && this.counts(file)) this.paths.add(file);
    else if (name === 'rename' || name === 'mkdir' || (name === 'openat' && call.includes('O_CREAT')))
      this.made(named.at(-1)!);
  }

  private synced(file: string): void {
    if (this.paths.delete(file)) this.syncs++;
  }

  /** A name lives in the folder above. Temporary names and the index in shared memory need not survive. */
  private made(path: string): void {
    if (path.startsWith(this.store) && !/-shm$|\.tmp$|-journal$/.test(path)) this.paths.add(dirname(path));
  }

  /** Pages of the database itself are a copy of what the write-ahead log has. */
  private counts(file: string): boolean {
    return file === `${this.store}-wal` || file.startsWith(`${this.store}-artifacts`);
  }
}

describe('a write that has returned', () => {
  it('is on the disk: everything it wrote was synced before it was acknowledged', async function () {
    if (spawnSync('strace', ['-V']).status !== 0) skip(this, 'strace is not installed');
    const { folder, remove } = await scratchFolder();
    const script = bundled(WRITER, folder);
    const store = join(folder, 'store.db');
    const [trace, said] = [join(folder, 'trace'), join(folder, 'said')];
    const calls = 'trace=openat,rename,mkdir,write,writev,pwrite64,fsync,fdatasync';
    const run = spawnSync('strace', [
      '-f',
      '-y',
      '-o',
      trace,
      '-e',
      calls,
      process.execPath,
      script,
      store,
      said,
      'w',
      '5',
    ]);
    if (!existsSync(said)) skip(this, `strace cannot trace here: ${run.stderr.toString().trim()}`);
    const unsynced = new Unsynced(store);
    const acknowledged: { readonly unsynced: string[]; readonly syncs: number }[] = [];
    for (const line of readFileSync(trace, 'utf8').split('\n')) {
      unsynced.read(line);
      if (!/write\(\d+<[^>]*\/said>/.test(line)) continue;
      acknowledged.push({ unsynced: [...unsynced.paths], syncs: unsynced.syncs });
      unsynced.syncs = 0;
    }
    expect(acknowledged).lengthOf(30);
    expect(acknowledged.flatMap((one) => one.unsynced)).deep.equal([]);
    for (const { syncs } of acknowledged) expect(syncs).at.least(1);
    await remove();
  });

  it('survives a kill of four writers, and nothing half-written is seen', async () => {
    const random = createRandom(3);
    const moments: readonly CrashOptions[] = [
      { from: 'all have written', longest: 200 },
      { from: 'the file appears', longest: 200 },
    ];
    for (const options of moments) {
      const { acknowledged, ...found } = await crashOnce(random, options);
      expect(found).deep.equal({ damage: [], lost: [], halves: [], stuck: [] });
      if (options.from === 'all have written') expect(acknowledged).at.least(4);
    }
  });

  it('is missed by the examination when it is gone, whole or in part', async () => {
    const { folder, remove } = await scratchFolder();
    const [path, said] = [join(folder, 'store.db'), join(folder, 'said')];
    spawnSync(process.execPath, [bundled(WRITER, folder), path, said, 'w', '1']);
    const acknowledged = readFileSync(said, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Acknowledged); // prettier-ignore
    const found = async () => {
      const { lost, halves } = await examine(path, acknowledged);
      return [lost.map(({ what }) => what).join(' '), halves.length];
    };
    const spoil = (sql: string) => {
      const raw = new (loadLibsql())(path);
      raw.exec(sql);
      raw.close();
    };
    expect(await found()).deep.equal(['', 0]);
    spoil('DELETE FROM metrics');
    expect(await found()).deep.equal(['together', 1]);
    spoil('DELETE FROM tags');
    expect(await found()).deep.equal(['together', 2]);
    spoil(`UPDATE runs SET status = 'running'; DELETE FROM decision_contents WHERE position = 0`);
    expect(await found()).deep.equal(['decision end together', 2]);
    await remove();
  });
});
