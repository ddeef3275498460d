import { expect } from 'chai';
import { Graph } from '../../src/compute/graph';
import { add, matmul, relu } from '../../src/compute/operators';
import { openSession } from '../../src/compute/session';
import { tensor } from '../../src/compute/tensor';

describe('openSession', () => {
  it('runs a graph that was written in TypeScript', async () => {
    const graph = new Graph();
    const x = graph.input('x', ['n', 3]);
    graph.output('y', relu(add(matmul(x, graph.constant([1, 0, -1], [3, 1])), 0.5)));
    graph.output('same', x);
    const session = await openSession(graph);
    const { y, same } = await session.run({ x: tensor([1, 2, 3, 5, 4, 3], [2, 3]) });
    expect([...y.values]).to.deep.equal([0, 2.5]);
    expect(y.shape).to.deep.equal([2, 1]);
    expect([...same.values]).to.deep.equal([1, 2, 3, 5, 4, 3]);
    await session.release();
  });
});
