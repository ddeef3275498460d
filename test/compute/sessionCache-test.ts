import { expect } from 'chai';
import { Graph } from '../../src/compute/graph';
import { mul } from '../../src/compute/operators';
import type { Session } from '../../src/compute/session';
import { clearSessions, withSession } from '../../src/compute/sessionCache';
import { tensor } from '../../src/compute/tensor';

describe('withSession', () => {
  afterEach(clearSessions);

  it('compiles a graph once for each key', async () => {
    let built = 0;
    const build = (): Graph => {
      built++;
      return times(2);
    };
    expect(await withSession('double', build, apply)).to.equal(6);
    expect(await withSession('double', build, apply)).to.equal(6);
    expect(await withSession('triple', () => times(3), apply)).to.equal(9);
    expect(built).to.equal(1);
  });

  it('compiles once when several ask at the same time', async () => {
    let built = 0;
    const build = (): Graph => {
      built++;
      return times(2);
    };
    const results = await Promise.all([1, 2, 3].map(() => withSession('double', build, apply)));
    expect(results).to.deep.equal([6, 6, 6]);
    expect(built).to.equal(1);
  });

  it('keeps 32 and releases the one used longest ago', async () => {
    const sessions: Session[] = [];
    for (let i = 0; i < 33; i++) await withSession(`${i}`, () => times(i), keep(sessions));
    expect(await isReleased(sessions[0])).to.equal(true);
    expect(await isReleased(sessions[1])).to.equal(false);
    await withSession('1', () => times(1), apply);
    await withSession('33', () => times(33), apply);
    expect(await isReleased(sessions[1])).to.equal(false);
    expect(await isReleased(sessions[2])).to.equal(true);
  });

  it('does not release a session under its user', async () => {
    let inner: Session | undefined;
    await withSession(
      'outer',
      () => times(2),
      async (session) => {
        inner = session;
        for (let i = 0; i < 40; i++) await withSession(`${i}`, () => times(i), apply);
        await clearSessions();
        expect(await apply(session)).to.equal(6);
      },
    );
    expect(await isReleased(inner!)).to.equal(true);
  });

  it('passes on errors of the graph and of the user, and goes on', async () => {
    const broken = (): Graph => {
      throw new RangeError('no such shape');
    };
    expect(String(await withSession('x', broken, apply).catch(String))).to.contain('no such shape');
    const refuse = (): Promise<never> => Promise.reject(new Error('not me'));
    expect(String(await withSession('x', () => times(2), refuse).catch(String))).to.contain('not me');
    expect(await withSession('x', () => times(2), apply)).to.equal(6);
  });

  it('compiles again after the runtime refused a graph', async () => {
    const refused = (): Graph => {
      const graph = new Graph();
      graph.output('y', graph.node('NoSuchOperator', [graph.input('x', [])], [{ type: 'float32', shape: [] }])[0]);
      return graph;
    };
    expect(String(await withSession('y', refused, apply).catch(String))).to.contain('NoSuchOperator');
    expect(await withSession('y', () => times(2), apply)).to.equal(6);
  });
});

function times(factor: number): Graph {
  const graph = new Graph();
  graph.output('y', mul(graph.input('x', []), factor));
  return graph;
}

async function apply(session: Session): Promise<number> {
  return Number((await session.run({ x: tensor([3], []) })).y.values[0]);
}

function keep(sessions: Session[]): (session: Session) => Promise<void> {
  return (session) => Promise.resolve(void sessions.push(session));
}

async function isReleased(session: Session): Promise<boolean> {
  const error: unknown = await apply(session).catch((reason: unknown) => reason);
  return error instanceof Error && error.message.includes('was released');
}
