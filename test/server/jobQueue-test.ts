import { expect } from 'chai';
import { JobQueue } from '../../src/server/jobQueue';

/** Jobs that end when they are told to, and a record of what happened. */
function jobs(queue: JobQueue) {
  const seen: string[] = [];
  const ends = new Map<string, () => void>();
  const add = (name: string, shared = false): Promise<unknown> => {
    const run = () => {
      seen.push(`${name} begins`);
      return new Promise<void>((resolve) => ends.set(name, resolve));
    };
    return queue.add(run, { shared }).then(
      () => seen.push(`${name} done`),
      ({ code }: { code: string }) => seen.push(`${name} ${code}`),
    );
  };
  const end = async (name: string): Promise<void> => {
    ends.get(name)!();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { seen, add, end };
}

const limits = { queue: 10, width: 2, milliseconds: 10_000 };

describe('JobQueue', () => {
  it('runs shared jobs side by side, others alone, all in their order', async () => {
    const { seen, add, end } = jobs(new JobQueue(limits));
    const all = [add('a', true), add('b', true), add('c', true), add('alone'), add('d', true)];
    expect(seen).deep.equal(['a begins', 'b begins']);
    await end('a');
    expect(seen.slice(2)).have.members(['c begins', 'a done']);
    await end('b');
    expect(seen.at(-1)).equal('b done');
    await end('c');
    expect(seen.slice(-2)).have.members(['alone begins', 'c done']);
    await end('alone');
    await end('d');
    await Promise.all(all);
    expect(seen.slice(-3)).have.members(['d begins', 'alone done', 'd done']);
  });

  it('refuses more than may wait, and a failed job does not hold the next one up', async () => {
    const queue = new JobQueue({ ...limits, queue: 1 });
    const { seen, add, end } = jobs(queue);
    const failed = queue.add(() => Promise.reject(new Error('no'))).catch(() => seen.push('failed'));
    const second = add('second');
    await add('third');
    expect(seen[0]).equal('third BUSY');
    await failed;
    await end('second');
    await second;
    expect(seen).deep.equal(['third BUSY', 'failed', 'second begins', 'second done']);
  });

  it('refuses a job whose turn does not come in time', async () => {
    const { seen, add, end } = jobs(new JobQueue({ ...limits, milliseconds: 5 }));
    const first = add('first');
    await add('second');
    expect(seen).deep.equal(['first begins', 'second TIMEOUT']);
    await end('first');
    await first;
  });

  it('drains: resolves when nothing runs and nothing waits', async () => {
    const queue = new JobQueue(limits);
    await queue.drain();
    const { seen, add, end } = jobs(queue);
    const all = [add('a'), add('b')];
    const drained = queue.drain().then(() => seen.push('drained'));
    await end('a');
    await end('b');
    await Promise.all([...all, drained]);
    expect(seen.at(-1)).equal('drained');
  });
});
