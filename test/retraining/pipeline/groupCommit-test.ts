import { expect } from 'chai';
import { GroupCommit } from '../../../src/retraining/pipeline/groupCommit';

/** Commits that write down their batches. */
function written(options: { items?: number; milliseconds?: number; waiting?: number }) {
  const batches: number[][] = [];
  const commits = new GroupCommit<number, number>((items) => {
    batches.push([...items]);
    return items.includes(13) ? Promise.reject(new Error('unlucky')) : Promise.resolve(items.map((item) => 2 * item));
  }, options);
  return { batches, commits };
}

describe('GroupCommit', () => {
  it('commits when so many have come, in their order, and gives each its own result', async () => {
    const { batches, commits } = written({ items: 3, milliseconds: 60_000 });
    const results = await Promise.all([1, 2, 3, 4, 5, 6].map((item) => commits.add(item)));
    expect(results).deep.equal([2, 4, 6, 8, 10, 12]);
    expect(batches).deep.equal([
      [1, 2, 3],
      [4, 5, 6],
    ]);
  });

  it('commits what has come when the time is up', async () => {
    const { batches, commits } = written({ items: 1000, milliseconds: 5 });
    expect(await commits.add(7)).equal(14);
    expect(batches).deep.equal([[7]]);
  });

  it('commits at once on request', async () => {
    const { batches, commits } = written({ milliseconds: 60_000 });
    const added = commits.add(1);
    await commits.flush();
    expect([await added, batches]).deep.equal([2, [[1]]]);
  });

  it('fails a batch as a whole, and goes on with the next', async () => {
    const { commits } = written({ items: 2, milliseconds: 60_000 });
    const results = await Promise.allSettled([12, 13, 14, 15].map((item) => commits.add(item)));
    expect(results.map(({ status }) => status)).deep.equal(['rejected', 'rejected', 'fulfilled', 'fulfilled']);
  });

  it('lets other work run between two batches only', async () => {
    const order: string[] = [];
    const commits = new GroupCommit<string, void>(async (items) => {
      order.push(`begins ${items.join()}`);
      await new Promise((resolve) => setImmediate(resolve));
      order.push('ends');
      return items.map(() => undefined);
    });
    const first = commits.add('a');
    const flushed = commits.flush();
    const alone = commits.alone(() => Promise.resolve(order.push('alone')));
    await Promise.all([first, flushed, alone]);
    expect(order).deep.equal(['begins a', 'ends', 'alone']);
  });

  it('refuses more than may wait', () => {
    const { commits } = written({ items: 2, waiting: 2, milliseconds: 60_000 });
    void commits.add(1);
    void commits.add(2);
    expect(() => commits.add(3)).throw('2 wait to be written: await some before you add more');
    return commits.flush();
  });
});
