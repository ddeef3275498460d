import { expect } from 'chai';
import { Graph, type Precision, type Value } from '../../src/compute/graph';
import * as op from '../../src/compute/operators';
import { openSession } from '../../src/compute/session';
import { tensor, type Tensor } from '../../src/compute/tensor';

interface Case {
  readonly title: string;
  readonly build: (x: Value, graph: Graph) => Value;
  readonly expected: readonly number[];
  readonly shape: readonly number[];
  readonly only?: Precision;
}

// x = [[1, -2, 3], [-4, 5, -6]]
const flat: Record<string, readonly Omit<Case, 'title'>[]> = {
  sqrt: [{ build: (x) => op.sqrt(op.mul(x, x)), expected: [1, 2, 3, 4, 5, 6], shape: [2, 3] }],
  exp: [{ build: (x) => op.exp(x), expected: [1, -2, 3, -4, 5, -6].map(Math.exp), shape: [2, 3] }],
  log: [{ build: (x) => op.log(op.abs(x)), expected: [1, 2, 3, 4, 5, 6].map(Math.log), shape: [2, 3] }],
  abs: [{ build: (x) => op.abs(x), expected: [1, 2, 3, 4, 5, 6], shape: [2, 3] }],
  neg: [{ build: (x) => op.neg(x), expected: [-1, 2, -3, 4, -5, 6], shape: [2, 3] }],
  sign: [{ build: (x) => op.sign(op.max(x, 0)), expected: [1, 0, 1, 0, 1, 0], shape: [2, 3] }],
  sigmoid: [
    { build: (x) => op.sigmoid(x), expected: [1, -2, 3, -4, 5, -6].map((v) => 1 / (1 + Math.exp(-v))), shape: [2, 3] },
  ],
  tanh: [{ build: (x) => op.tanh(x), expected: [1, -2, 3, -4, 5, -6].map(Math.tanh), shape: [2, 3] }],
  erf: [
    {
      build: (x) => op.erf(op.div(x, 4)),
      expected: [0.27632639, -0.52049988, 0.71115563, -0.84270079, 0.92290013, -0.96610515],
      shape: [2, 3],
      only: 'float32',
    },
  ],
  geluOnly: [
    {
      build: (x) => op.geluOnly(op.div(x, 4)),
      expected: [0.14967658, -0.15426877, 0.58002949, -0.15865525, 1.11793778, -0.1002108],
      shape: [2, 3],
      only: 'float32',
    },
  ],
  equal: [{ build: (x) => op.cast(op.equal(x, op.abs(x)), 'int32'), expected: [1, 0, 1, 0, 1, 0], shape: [2, 3] }],
  where: [{ build: (x) => op.where(op.equal(x, op.abs(x)), x, 7), expected: [1, 7, 3, 7, 5, 7], shape: [2, 3] }],
  softmax: [
    {
      build: (x) => op.softmax(op.log(op.abs(x)), 0),
      expected: [0.2, 2 / 7, 1 / 3, 0.8, 5 / 7, 2 / 3],
      shape: [2, 3],
    },
  ],
  logSoftmax: [
    {
      build: (x) => op.logSoftmax(op.log(op.abs(x))),
      expected: [1 / 6, 1 / 3, 1 / 2, 4 / 15, 1 / 3, 2 / 5].map(Math.log),
      shape: [2, 3],
    },
  ],
  layerNorm: [
    {
      build: (x, graph) =>
        op.layerNorm(op.abs(x), graph.constant([1, 1, 2]), graph.constant([0, 1, 0]), { epsilon: 0.25 }),
      expected: [-1, 1, 2, -1, 1, 2].map((v, i) => (i % 3 === 1 ? 1 : v / Math.sqrt(2 / 3 + 0.25))),
      shape: [2, 3],
    },
  ],
  relu: [{ build: (x) => op.relu(x), expected: [1, 0, 3, 0, 5, 0], shape: [2, 3] }],
  add: [
    {
      build: (x, graph) => op.add(x, graph.constant([10, 20], [2, 1])),
      expected: [11, 8, 13, 16, 25, 14],
      shape: [2, 3],
    },
    { build: (x, graph) => op.add(graph.constant([10, 20, 30]), x), expected: [11, 18, 33, 6, 25, 24], shape: [2, 3] },
  ],
  sub: [{ build: (x) => op.sub(1, x), expected: [0, 3, -2, 5, -4, 7], shape: [2, 3] }],
  mul: [{ build: (x) => op.mul(x, 2), expected: [2, -4, 6, -8, 10, -12], shape: [2, 3] }],
  div: [{ build: (x) => op.div(x, 2), expected: [0.5, -1, 1.5, -2, 2.5, -3], shape: [2, 3] }],
  pow: [{ build: (x) => op.pow(x, 2), expected: [1, 4, 9, 16, 25, 36], shape: [2, 3] }],
  max: [{ build: (x) => op.max(x, 0.5), expected: [1, 0.5, 3, 0.5, 5, 0.5], shape: [2, 3] }],
  min: [{ build: (x) => op.min(x, 0.5), expected: [0.5, -2, 0.5, -4, 0.5, -6], shape: [2, 3] }],
  clip: [{ build: (x) => op.clip(x, -2.5, 2.5), expected: [1, -2, 2.5, -2.5, 2.5, -2.5], shape: [2, 3] }],
  cast: [{ build: (x) => op.cast(op.div(x, 4), 'int32'), expected: [0, 0, 0, -1, 1, -1], shape: [2, 3] }],
  matmul: [
    {
      build: (x, graph) => op.matmul(x, graph.constant([1, 0, 0, 1, 1, 1], [3, 2])),
      expected: [4, 1, -10, -1],
      shape: [2, 2],
    },
    {
      build: (x) => op.matmul(op.reshape(x, [2, 1, 3]), op.transpose(x)),
      expected: [14, -32, -32, 77],
      shape: [2, 1, 2],
    },
  ],
  gemm: [
    { build: (x) => op.gemm(x, x, { transB: true, alpha: -2 }), expected: [-28, 64, 64, -154], shape: [2, 2] },
    {
      build: (x, graph) => op.gemm(x, x, { transA: true, bias: graph.constant([100, 200, 300]), beta: 0.5 }),
      expected: [67, 78, 177, 28, 129, 114, 77, 64, 195],
      shape: [3, 3],
    },
  ],
  fusedMatmul: [
    {
      build: (x) => op.fusedMatmul(x, x, { transB: true, alpha: -2 }),
      expected: [-28, 64, 64, -154],
      shape: [2, 2],
      only: 'float32',
    },
    {
      build: (x) => op.fusedMatmul(op.reshape(x, [1, 2, 3]), op.reshape(x, [1, 2, 3]), { transA: true }),
      expected: [17, -22, 27, -22, 29, -36, 27, -36, 45],
      shape: [1, 3, 3],
      only: 'float32',
    },
  ],
  split: [
    { build: (x) => op.split(x, [1, 2], 1)[1], expected: [-2, 3, 5, -6], shape: [2, 2] },
    { build: (x) => op.split(x, [1, 1], -2)[0], expected: [1, -2, 3], shape: [1, 3] },
  ],
  expand: [{ build: (x) => op.expand(op.slice(x, 1, 2), [2, 2]), expected: [3, 3, -6, -6], shape: [2, 2] }],
  reshape: [
    { build: (x) => op.reshape(x, [3, -1]), expected: [1, -2, 3, -4, 5, -6], shape: [3, 2] },
    { build: (x) => op.reshape(x, [0, 1, 3]), expected: [1, -2, 3, -4, 5, -6], shape: [2, 1, 3] },
  ],
  transpose: [
    { build: (x) => op.transpose(x), expected: [1, -4, -2, 5, 3, -6], shape: [3, 2] },
    {
      build: (x) => op.transpose(op.reshape(x, [1, 2, 3]), [2, 0, 1]),
      expected: [1, -4, -2, 5, 3, -6],
      shape: [3, 1, 2],
    },
  ],
  concat: [
    { build: (x) => op.concat([x, op.slice(x, 1, 0, 1)], -1), expected: [1, -2, 3, 1, -4, 5, -6, -4], shape: [2, 4] },
  ],
  slice: [
    { build: (x) => op.slice(x, 1, 1), expected: [-2, 3, 5, -6], shape: [2, 2] },
    { build: (x) => op.slice(x, -1, 0, 3, 2), expected: [1, 3, -4, -6], shape: [2, 2] },
    { build: (x) => op.slice(x, 1, -2, -1), expected: [-2, 5], shape: [2, 1] },
    { build: (x) => op.slice(x, 1, 5, 9), expected: [], shape: [2, 0] },
  ],
  gather: [{ build: (x) => op.gather(x, [2, 0, 0], 1), expected: [3, 1, 1, -6, -4, -4], shape: [2, 3] }],
  gatherElements: [
    {
      build: (x, graph) => op.gatherElements(x, graph.constant([2, 1], [2, 1], { type: 'int64' }), 1),
      expected: [3, 5],
      shape: [2, 1],
    },
  ],
  gatherRows: [
    {
      build: (x, graph) =>
        op.gatherRows(op.reshape(x, [2, 3, 1]), graph.constant([0, 2, 1, 1], [2, 2], { type: 'int64' })),
      expected: [1, 3, 5, 5],
      shape: [2, 2, 1],
    },
  ],
  pad: [
    {
      build: (x) => op.pad(x, [0, 1], [1, 0], { value: 7 }),
      expected: [7, 1, -2, 3, 7, -4, 5, -6, 7, 7, 7, 7],
      shape: [3, 4],
    },
    {
      build: (x) => op.pad(x, [0, 2], [0, 1], { mode: 'reflect' }),
      expected: [3, -2, 1, -2, 3, -2, -6, 5, -4, 5, -6, 5],
      shape: [2, 6],
    },
    {
      build: (x) => op.pad(x, [0, 1], [0, 1], { mode: 'edge' }),
      expected: [1, 1, -2, 3, 3, -4, -4, 5, -6, -6],
      shape: [2, 5],
    },
    {
      build: (x) => op.pad(x, [0, 1], [0, 0], { mode: 'wrap' }),
      expected: [3, 1, -2, 3, -6, -4, 5, -6],
      shape: [2, 4],
    },
  ],
  reduceSum: [
    { build: (x) => op.reduceSum(x, [1]), expected: [2, -5], shape: [2] },
    { build: (x) => op.reduceSum(x, [-2], { keep: true }), expected: [-3, 3, -3], shape: [1, 3] },
    { build: (x) => op.reduceSum(x, []), expected: [1, -2, 3, -4, 5, -6], shape: [2, 3] },
  ],
  reduceMean: [{ build: (x) => op.reduceMean(x, [0, 1]), expected: [-0.5], shape: [] }],
  reduceMax: [{ build: (x) => op.reduceMax(x, [1]), expected: [3, 5], shape: [2] }],
  reduceMin: [{ build: (x) => op.reduceMin(x, [0]), expected: [-4, -2, -6], shape: [3] }],
  topK: [
    { build: (x) => op.topK(x, 2).values, expected: [3, 1, 5, -4], shape: [2, 2] },
    { build: (x) => op.topK(x, 2, { largest: false }).indices, expected: [1, 0, 2, 0], shape: [2, 2] },
    { build: (x) => op.topK(op.relu(x), 1, { axis: 0 }).indices, expected: [0, 1, 0], shape: [1, 3] },
  ],
  conv: [
    {
      build: (x, graph) => op.conv(op.reshape(x, [1, 1, 2, 3]), graph.constant([1, 2], [1, 1, 1, 2])),
      expected: [-3, 4, 6, -7],
      shape: [1, 1, 2, 2],
      only: 'float32',
    },
    {
      // two groups of one channel each; strides, padding, dilation and bias
      build: (x, graph) =>
        op.conv(op.reshape(x, [1, 2, 1, 3]), graph.constant([1, 10, 1, 10], [2, 1, 1, 2]), {
          bias: graph.constant([0.5, -0.5]),
          strides: [1, 2],
          pads: [0, 1, 0, 1],
          dilations: [1, 2],
          group: 2,
        }),
      expected: [-19.5, -1.5, 49.5, 4.5],
      shape: [1, 2, 1, 2],
      only: 'float32',
    },
  ],
  convTranspose: [
    {
      build: (x, graph) =>
        op.convTranspose(op.reshape(x, [1, 2, 1, 3]), graph.constant([1, 10, 1, 10], [2, 1, 1, 2]), [1, 5], {
          strides: [1, 2],
          pads: [0, 1, 0, 1],
        }),
      expected: [-30, 3, 30, -3, -30],
      shape: [1, 1, 1, 5],
      only: 'float32',
    },
  ],
  globalAveragePool: [
    {
      build: (x) => op.globalAveragePool(op.reshape(x, [1, 2, 1, 3])),
      expected: [2 / 3, -5 / 3],
      shape: [1, 2, 1, 1],
      only: 'float32',
    },
  ],
  averagePool: [
    {
      build: (x) => op.averagePool(op.reshape(x, [1, 1, 2, 3]), [2, 1]),
      expected: [-1.5, 1.5, -1.5],
      shape: [1, 1, 1, 3],
      only: 'float32',
    },
    {
      build: (x) => op.averagePool(op.reshape(x, [1, 1, 2, 3]), [1, 2], { pads: [0, 1, 0, 0] }),
      expected: [1, 0.5, -4, -0.5],
      shape: [1, 1, 2, 2],
      only: 'float32',
    },
    {
      build: (x) => op.averagePool(op.reshape(x, [1, 1, 2, 3]), [1, 2], { pads: [0, 1, 0, 0], countPads: true }),
      expected: [0.5, 0.5, -2, -0.5],
      shape: [1, 1, 2, 2],
      only: 'float32',
    },
  ],
  maxPool: [
    {
      build: (x) => op.maxPool(op.reshape(x, [1, 1, 2, 3]), [2, 2], { strides: [1, 1] }),
      expected: [5, 5],
      shape: [1, 1, 1, 2],
    },
  ],
  resize: [
    {
      build: (x) => op.resize(op.reshape(x, [1, 1, 2, 3]), 2, 6, 'nearest'),
      expected: [1, 1, -2, -2, 3, 3, -4, -4, 5, 5, -6, -6],
      shape: [1, 1, 2, 6],
      only: 'float32',
    },
    {
      build: (x) => op.resize(op.reshape(x, [1, 1, 2, 3]), 1, 3),
      expected: [-1.5, 1.5, -1.5],
      shape: [1, 1, 1, 3],
      only: 'float32',
    },
  ],
};

const cases = Object.entries(flat).flatMap(([title, list]) => list.map((each) => ({ title, ...each })));

describe('operators', () => {
  it('are all in the table of these tests', () => {
    const exported = Object.entries(op).filter(([, value]) => typeof value === 'function');
    expect(Object.keys(flat).sort()).to.deep.equal(exported.map(([name]) => name).sort());
  });

  for (const precision of ['float32', 'float64'] as const)
    it(`give the right numbers and foretell their shapes in ${precision}`, async () => {
      for (const { title, build, expected, shape, only } of cases) {
        if (only && only !== precision) continue;
        const { value, result } = await evaluate(build, precision);
        const label = `${title} → [${expected.join(', ')}]`;
        expect(result.shape, label).to.deep.equal(shape);
        expect(value.shape, label).to.deep.equal(shape);
        expect(value.type, label).to.equal(result.type);
        expect(result.values.length, label).to.equal(expected.length);
        const tolerance = precision === 'float32' ? 2e-7 : 1e-15;
        expected.forEach((number, i) =>
          expect(Number(result.values[i]), label).to.be.closeTo(number, tolerance * Math.max(1, Math.abs(number))),
        );
      }
    });

  it('keep sizes that have names, and do not guess those that follow from them', () => {
    const graph = new Graph();
    const x = graph.input('x', ['n', 6]);
    expect(op.matmul(x, graph.input('w', [6, 'out'])).shape).to.deep.equal(['n', 'out']);
    expect(op.add(x, graph.input('row', [1, 6])).shape).to.deep.equal(['n', 6]);
    expect(op.reshape(x, [0, 2, 3]).shape).to.deep.equal(['n', 2, 3]);
    expect(op.reshape(x, [-1, 3]).shape).to.deep.equal(['?', 3]);
    expect(op.concat([x, x], 0).shape).to.deep.equal(['?', 6]);
    expect(op.slice(x, 0, 1).shape).to.deep.equal(['?', 6]);
    expect(op.pad(x, [1, 1], [0, 0]).shape).to.deep.equal(['?', 7]);
  });

  const wrong: [string, (graph: Graph, x: Value) => Value, string][] = [
    ['matmul', (graph, x) => op.matmul(x, graph.input('y', [4, 5])), 'invalid b of matmul: expected 3 rows, as many as a has columns, got a [2, 3] and b [4, 5]'],
    ['matmul of a vector', (graph, x) => op.matmul(x, graph.input('y', [3])), 'invalid operands of matmul: expected two axes or more, got [2, 3] and [3]'],
    ['gemm', (_, x) => op.gemm(x, x), 'invalid b of gemm: expected 3 rows'],
    ['gemm of three axes', (graph, x) => op.gemm(x, graph.input('y', [1, 3, 2])), 'invalid b of gemm: expected 2 axes, got shape [1, 3, 2]'],
    ['gemm with a bias', (graph, x) => op.gemm(x, x, { transB: true, bias: graph.input('y', [5]) }), 'invalid operands of gemm: expected shapes that broadcast'],
    ['add', (graph, x) => op.add(x, graph.input('y', [2, 4])), 'invalid operands of Add: expected shapes that broadcast, got [2, 3] and [2, 4]'],
    ['types', (graph, x) => op.add(x, graph.input('y', [2, 3], 'int64')), 'invalid operands of Add: expected values of one type, got float32 and int64'],
    ['reshape', (_, x) => op.reshape(x, [4, 2]), 'invalid shape of reshape: expected as many elements as [2, 3] has, got [4, 2]'],
    ['reshape with −1', (_, x) => op.reshape(x, [4, -1]), 'invalid shape of reshape'],
    ['transpose', (_, x) => op.transpose(x, [0, 0]), 'invalid order of transpose: expected a permutation of the axes of [2, 3], got [0, 0]'],
    ['concat', (graph, x) => op.concat([x, graph.input('y', [3, 3])], 1), 'invalid values of concat: expected shapes that differ only on axis 1, got [2, 3] and [3, 3]'],
    ['concat of nothing', () => op.concat([], 0), 'invalid values of concat: expected at least one, got 0'],
    ['slice', (_, x) => op.slice(x, 2, 0), 'invalid axis of slice: expected an axis of [2, 3], got 2'],
    ['reduceSum', (_, x) => op.reduceSum(x, [-3]), 'invalid axis of ReduceSum: expected an axis of [2, 3], got -3'],
    ['pad', (_, x) => op.pad(x, [1], [1]), 'invalid widths of pad: expected one for each axis of [2, 3], got [1] and [1]'],
    ['topK', (_, x) => op.topK(x, 4).values, 'invalid k of topK: expected an integer in [1, 3], got 4'],
    ['conv', (graph) => op.conv(graph.input('i', ['n', 3, 8, 8]), graph.input('w', [4, 2, 3, 3])), 'invalid weights of conv: expected 3 channels on axis 1, got weights [4, 2, 3, 3]'],
    ['conv with a bias', (graph) => op.conv(graph.input('i', ['n', 3, 8, 8]), graph.input('w', [4, 3, 3, 3]), { bias: graph.input('b', [3]) }), 'invalid bias of conv: expected shape [4], got [3]'],
    ['gemm with a large bias', (graph) => op.gemm(graph.input('a', [1, 3]), graph.input('b', [3, 2]), { bias: graph.input('c', [4, 2]) }), 'invalid bias of gemm: expected a shape that broadcasts to [1, 2], got [4, 2]'],
    ['conv with a large window', (graph) => op.conv(graph.input('i', ['n', 3, 8, 8]), graph.input('w', [4, 3, 9, 3])), 'invalid kernel of conv: expected a window that fits into [8, 8], got [9, 3]'],
    ['conv of a matrix', (graph, x) => op.conv(x, graph.input('w', [4, 3, 1, 1])), 'invalid x of conv: expected 4 axes, got shape [2, 3]'],
    ['conv in float64', () => { const graph = new Graph('float64'); return op.conv(graph.input('i', [1, 1, 3, 3]), graph.input('w', [1, 1, 1, 1])); }, 'invalid x of conv: expected float32, the only type the runtime has it for, got float64'],
  ]; // prettier-ignore
  for (const [title, build, message] of wrong)
    it(`refuse what cannot work while the graph is written: ${title}`, () => {
      const graph = new Graph();
      expect(() => build(graph, graph.input('x', [2, 3]))).to.throw(RangeError, message);
    });

  it('refuse two numbers, which have no graph', () => {
    expect(() => op.add(1, 2)).to.throw(TypeError, 'invalid operands of Add: expected a value, got 1 and 2');
  });
});

async function evaluate(build: Case['build'], precision: Precision): Promise<{ value: Value; result: Tensor }> {
  const graph = new Graph(precision);
  const value = build(graph.input('x', [2, 3]), graph);
  graph.output('y', value);
  const session = await openSession(graph);
  const { y } = await session.run({ x: tensor([1, -2, 3, -4, 5, -6], [2, 3], precision) });
  await session.release();
  return { value, result: y };
}
