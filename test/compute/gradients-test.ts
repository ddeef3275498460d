import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blockedConv, blockSize } from '../../src/compute/blocked';
import { gradients } from '../../src/compute/gradients/gradients';
import { gradientTable } from '../../src/compute/gradients/table';
import { Graph, graphOf, type Precision, type Value } from '../../src/compute/graph';
import * as op from '../../src/compute/operators';
import { openSession, type Session, type Tensors } from '../../src/compute/session';
import { elementCount, tensor } from '../../src/compute/tensor';
import { blockedMaps, plainMaps, type FeatureMaps } from '../../src/nn/featureMaps';
import { gelu, swish } from '../../src/nn/layers/activations';
import { attention } from '../../src/nn/layers/attention';
import { normalizeBatch } from '../../src/nn/layers/batchNorm';
import { skip } from '../skip';
import { crossEntropy, distillation, meanSquaredError } from '../../src/nn/losses';

interface Reference {
  readonly inputs: readonly number[][];
  readonly output: readonly number[];
  readonly gradients: readonly number[][];
}

type Build = (...inputs: Value[]) => Value;

const file = join(__dirname, '../fixtures/gradients/gradients.json');
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Record<string, Reference> };

const constant = (near: Value, values: number[], shape?: number[], type?: 'int64'): Value =>
  graphOf(near).constant(values, shape, type && { type });
const oneHot = (x: Value): Value => constant(x, [1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1], [4, 3]);

/** The twins of make.py. */
const builds: Record<string, Build> = {
  neg: op.neg,
  sqrt: (x) => op.sqrt(op.add(op.mul(x, x), 1)),
  exp: op.exp,
  log: (x) => op.log(op.add(op.mul(x, x), 1)),
  abs: op.abs,
  relu: op.relu,
  sigmoid: op.sigmoid,
  tanh: op.tanh,
  erf: op.erf,
  gelu,
  swish,
  clip: (x) => op.clip(x, -0.5, 0.5),
  add: op.add,
  sub: op.sub,
  mul: op.mul,
  div: (a, b) => op.div(a, op.add(op.mul(b, b), 1)),
  pow: (a, b) => op.pow(op.add(op.mul(a, a), 1), b),
  max: op.max,
  min: op.min,
  where: (a, b) => op.where(op.equal(constant(a, [1, 0, 1]), 1), a, b),
  sameTwice: (x) => op.add(op.mul(x, x), x),
  matmul: op.matmul,
  matmulTokens: op.matmul,
  matmulBatch: op.matmul,
  fusedMatmul: (a, b) => op.fusedMatmul(a, b, { transB: true, alpha: 0.5 }),
  fusedMatmulA: (a, b) => op.fusedMatmul(a, b, { transA: true, alpha: 0.5 }),
  fusedMatmulBoth: (a, b) => op.fusedMatmul(a, b, { transA: true, transB: true, alpha: 0.5 }),
  gemm: (a, b, bias) => op.gemm(a, b, { bias, alpha: 0.5, beta: 2 }),
  gemmA: (a, b, bias) => op.gemm(a, b, { bias, transA: true }),
  gemmB: (a, b) => op.gemm(a, b, { transB: true }),
  gemmBoth: (a, b, bias) => op.gemm(a, b, { bias, transA: true, transB: true }),
  reshape: (x) => op.reshape(x, [3, 4]),
  transpose: (x) => op.transpose(x, [2, 0, 1]),
  expand: (x) => op.expand(x, [2, 3, 4]),
  concat: (...all) => op.concat(all, 1),
  split: (x) => {
    const [a, b] = op.split(x, [1, 2, 3], 1);
    return op.mul(a, b);
  },
  slice: (x) => op.slice(x, 0, 1, 4),
  sliceFromEnd: (x) => op.slice(x, 1, -3, -1),
  sliceSteps: (x) => op.slice(x, 1, 1, 7, 2),
  sliceBackwards: (x) => op.slice(x, 1, 9, 0, -1),
  gather: (x) => op.gather(x, [2, 0, 2]),
  gatherColumns: (x) => op.gather(x, constant(x, [3, 0, 0, 1], [2, 2], 'int64'), 1),
  gatherElements: (x) => op.gatherElements(x, constant(x, [3, 0, 0, 1, 2, 1], [2, 3], 'int64'), 1),
  pad: (x) => op.pad(x, [0, 1], [1, 2], { value: 7 }),
  reduceSum: (x) => op.reduceSum(x, [0, 2]),
  reduceSumKept: (x) => op.reduceSum(x, [1], { keep: true }),
  reduceMean: (x) => op.reduceMean(x, [1]),
  reduceMax: (x) => op.reduceMax(x, [1]),
  reduceMin: (x) => op.reduceMin(x, [0], { keep: true }),
  topK: (x) => op.topK(x, 2).values,
  cast: (x) => op.cast(op.cast(x, x.type === 'float64' ? 'float32' : 'float64'), x.type),
  softmax: (x) => op.softmax(x),
  softmaxFirst: (x) => op.softmax(x, 0),
  logSoftmax: (x) => op.logSoftmax(x),
  layerNorm: (x, scale, shift) => op.layerNorm(x, scale, shift),
  conv: (x, w, bias) => op.conv(x, w, { bias, pads: [1, 1, 1, 1] }),
  convStride: (x, w) => op.conv(x, w, { strides: [2, 2], pads: [1, 1, 1, 1] }),
  convStrideUneven: (x, w) => op.conv(x, w, { strides: [3, 2], pads: [2, 0, 2, 0] }),
  convDilated: (x, w) => op.conv(x, w, { dilations: [2, 2], pads: [1, 1, 1, 1] }),
  convGroups: (x, w) => op.conv(x, w, { strides: [2, 2], pads: [1, 1, 1, 1], group: 2 }),
  convDepthwise: (x, w) => op.conv(x, w, { pads: [1, 1, 1, 1], group: 4 }),
  convTranspose: (x, w) => op.convTranspose(x, w, [8, 6], { strides: [2, 2], pads: [1, 1, 1, 1] }),
  averagePool: (x) => op.averagePool(x, [2, 2]),
  averagePoolPadded: (x) => op.averagePool(x, [3, 3], { strides: [2, 2], pads: [1, 1, 1, 1] }),
  averagePoolCounted: (x) => op.averagePool(x, [3, 3], { strides: [2, 2], pads: [1, 1, 1, 1], countPads: true }),
  maxPool: (x) => op.maxPool(x, [2, 2]),
  maxPoolOverlapping: (x) => op.maxPool(x, [3, 3], { strides: [2, 2], pads: [1, 1, 1, 1] }),
  globalAveragePool: op.globalAveragePool,
  batchNorm: (x, scale, shift) => normalizeBatch(plainMaps, x, scale, shift).y,
  crossEntropy: (x) => crossEntropy(x, oneHot(x)),
  crossEntropyWeighted: (x) => crossEntropy(x, oneHot(x), { labelSmoothing: 0.1, classWeights: [1, 2, 0.5] }),
  meanSquaredError,
  distillation: (student, teacher) => distillation(student, teacher, 2),
  attention: (x) => op.reshape(attention(op.reshape(x, [10, 12]), 5, 2), [2, 5, 4]),
};

/** Both ways of convolution pass the same checks; weights and images come in plain and are packed in the graph. */
const mapBuilds: Record<string, (maps: FeatureMaps) => Build> = {
  blockedConv: (maps) => (x, w, bias) => maps.conv(x, w, { bias, padding: 1 }),
  blockedConvRelu: (maps) => (x, w, sum) => maps.conv(x, w, { sum, padding: 1, relu: true }),
  blockedConvStride: (maps) => (x, w) => maps.conv(x, w, { stride: 2, padding: 1 }),
  blockedConvPoint: (maps) => (x, w) => maps.conv(x, w, { stride: 2 }),
  blockedConvMix: (maps) => (x, w) => maps.conv(x, w),
  blockedConvMixLarge: (maps) => (x, w) => maps.means(maps.conv(x, w)),
  blockedConvStrideUneven: ({ name }) => {
    const options = { strides: [2, 1], pads: [2, 0, 2, 0] } as const;
    return (x, w) => (name === 'plain' ? op.conv(x, w, options) : blockedConv(x, w, 16, options));
  },
  blockedConvFirst: (maps) => (x, w) => maps.conv(x, w, { padding: 1 }),
  blockedConvDepthwise: (maps) => (x, w) => maps.conv(x, w, { padding: 1, group: 16 }),
  blockedConvDepthwiseStride: (maps) => (x, w) => maps.conv(x, w, { stride: 2, padding: 2, group: 16 }),
  blockedMean: (maps) => (x) => maps.means(x),
  blockedBatchNorm: (maps) => (x, scale, shift, sum) => normalizeBatch(maps, x, scale, shift, { sum, relu: true }).y,
  blockedGate: (maps) => (x, gate) => maps.gate(x, gate),
};

/** Operators that the CPU runtime has in float32 only. */
const FLOAT32_ONLY = /^(erf|gelu|fused|attention|conv|averagePool|globalAveragePool|blocked)/;
const names = Object.keys(cases).filter((name) => !name.startsWith('blocked'));

/** As make.py makes them. */
function numbers(count: number, start: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => ((start + i + 50) ** 3 % 401) / 100 - 2);
}

interface Written {
  readonly graph: Graph;
  readonly feeds: Tensors;
}

/** A case with the gradients of all inputs. */
function written(name: string, precision: Precision, build = builds[name]): Written {
  const graph = new Graph(precision);
  let start = 0;
  const next = (shape: readonly number[]): Float64Array => {
    start += elementCount(shape);
    return numbers(elementCount(shape), start - elementCount(shape));
  };
  const feeds: Record<string, Tensors[string]> = {};
  const inputs = cases[name].inputs.map((shape, i) => {
    feeds[`x${i}`] = tensor(next(shape), shape, precision);
    return graph.input(`x${i}`, shape);
  });
  const output = build(...inputs);
  const seed = graph.input('d', output.shape);
  const shape = output.shape.map(Number);
  feeds.d = tensor(next(shape), shape, precision);
  graph.output('output', output);
  // images with few channels come from outside: nothing goes back to them
  const sources = inputs.filter((_, i) => name !== 'blockedConvFirst' || i === 1);
  gradients(output, sources, seed).forEach((gradient, k) => graph.output(`dx${inputs.indexOf(sources[k])}`, gradient));
  return { graph, feeds };
}

/** The largest difference from the reference, as a share of its largest number. */
function error(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(got.length).equal(expected.length);
  const largest = (values: ArrayLike<number>): number => Array.from(values).reduce((most, v) => Math.max(most, Math.abs(v)), 0); // prettier-ignore
  const difference = largest(Array.from(got, (value, i) => value - expected[i]));
  return difference === 0 ? 0 : difference / largest(expected);
}

async function check(name: string, { graph, feeds }: Written, tolerance: number): Promise<void> {
  const session = await openSession(graph, { threads: 1, optimization: 'basic' });
  const results = await session.run(feeds);
  await session.release();
  const { output, gradients: expected } = cases[name];
  expect(error(results.output.values as Float32Array, output), `${name}: output`).below(tolerance);
  expected.forEach((gradient, i) => {
    if (name === 'blockedConvFirst' && i === 0) return;
    expect(results[`dx${i}`].shape, `${name}: shape of gradient ${i}`).deep.equal(cases[name].inputs[i]);
    expect(error(results[`dx${i}`].values as Float32Array, gradient), `${name}: gradient ${i}`).below(tolerance);
  });
}

/** (f(x + h) − f(x − h)) / 2h for each number of one input, f the product of the output with d. */
async function differences(session: Session, feeds: Tensors, name: string): Promise<Float64Array> {
  const { values, shape } = feeds[name];
  const dot = async (at: number, change: number): Promise<number> => {
    const moved = Float64Array.from(values as Float64Array);
    moved[at] += change;
    const { output } = await session.run({ ...feeds, [name]: tensor(moved, shape, 'float64') }, ['output']);
    return (output.values as Float64Array).reduce((sum, value, i) => sum + value * Number(feeds.d.values[i]), 0);
  };
  const slopes = new Float64Array(values.length);
  for (let at = 0; at < values.length; at++) slopes[at] = ((await dot(at, 1e-6)) - (await dot(at, -1e-6))) / 2e-6;
  return slopes;
}

/** Plain weights as the way of convolution wants them, so that their gradient comes back plain. */
function pack(weights: Value, maps: FeatureMaps): Value {
  const shape = weights.shape.map(Number);
  const places = Float32Array.from({ length: elementCount(shape) }, (_, i) => i);
  const order = Array.from(maps.weights.pack(places, shape));
  return op.reshape(op.gather(op.reshape(weights, [order.length]), order), shape);
}

describe('gradients', () => {
  it('are checked for every row of the table, and every reference has a twin', () => {
    expect([...Object.keys(builds), ...Object.keys(mapBuilds)].sort()).deep.equal(Object.keys(cases).sort());
    const used = names.flatMap((name) => written(name, 'float32').graph.nodes.map(({ operator }) => operator));
    expect(used).include.members(Object.keys(gradientTable).filter((name) => name !== 'Identity'));
  });

  it('are those of PyTorch in float32', async () => {
    for (const name of names) await check(name, written(name, 'float32'), 2e-6);
  });

  it('are those of PyTorch in float64 where the runtime has the operator', async () => {
    for (const name of names.filter((each) => !FLOAT32_ONLY.test(each)))
      await check(name, written(name, 'float64'), name === 'cast' ? 1e-7 : 1e-12);
  });

  it('agree with central differences in float64', async () => {
    for (const name of names.filter((each) => !FLOAT32_ONLY.test(each) && each !== 'cast')) {
      const { graph, feeds } = written(name, 'float64');
      const session = await openSession(graph, { threads: 1, optimization: 'basic' });
      const results = await session.run(feeds);
      for (const [i] of cases[name].inputs.entries()) {
        const slope = results[`dx${i}`].values as Float64Array;
        const steps = await differences(session, feeds, `x${i}`);
        expect(error(slope, steps), `${name}: gradient ${i}`).below(1e-6);
      }
      await session.release();
    }
  });

  it('share between equal maxima and minima', async () => {
    const graph = new Graph();
    const x = graph.input('x', [4]);
    const y = graph.input('y', [4]);
    const both = op.add(op.reduceMax(x, [0]), op.reduceSum(op.max(x, y), [0]));
    gradients(both, [x, y]).forEach((gradient, i) => graph.output(`d${i}`, gradient));
    const session = await openSession(graph);
    const { d0, d1 } = await session.run({ x: tensor([3, 1, 3, 2]), y: tensor([3, 0, 4, 2]) });
    expect([...d0.values]).deep.equal([1, 1, 0.5, 0.5]);
    expect([...d1.values]).deep.equal([0.5, 0, 1, 0.5]);
    await session.release();
  });

  it('are not computed where no source needs them', () => {
    const graph = new Graph();
    const [x, w] = [graph.input('x', [4, 3]), graph.input('w', [3, 2])];
    const loss = op.reduceSum(op.matmul(op.exp(x), w), [0, 1]);
    const before = graph.nodes.length;
    expect(gradients(loss, [w])[0].shape).deep.equal([3, 2]);
    // the gradient of the product with respect to w alone: nothing goes back through the exponential
    const added = graph.nodes.slice(before).map(({ operator }) => operator);
    expect(added).deep.equal(['Reshape', 'Expand', 'Gemm']);
  });

  it('name the operator that has none, and a source that does not matter', () => {
    const graph = new Graph();
    const x = graph.input('x', [1, 1, 2, 2]);
    const loss = op.reduceSum(op.resize(x, 4, 4), [0, 1, 2, 3]);
    expect(() => gradients(loss, [x])).throw(
      RangeError,
      'expected operators that have a gradient, got Resize [1, 1, 4, 4]',
    );
    expect(() => gradients(op.reduceSum(op.relu(x), [0, 1, 2, 3]), [graph.input('z', [1])])).throw(
      RangeError,
      'expected values that the loss depends on, got z',
    );
    expect(() => gradients(x, [x])).throw(RangeError, 'invalid loss of gradients: expected a scalar, got [1, 1, 2, 2]');
  });

  for (const way of ['plain', 'blocked'] as const)
    it(`of ${way} feature maps are those of PyTorch`, async function () {
      const block = way === 'plain' ? 1 : await blockSize();
      if (way === 'blocked' && block === 1) skip(this, 'the runtime has no blocked operators on this machine');
      const maps = way === 'plain' ? plainMaps : blockedMaps(block);
      for (const [name, build] of Object.entries(mapBuilds)) {
        const inside: Build = (...inputs) => {
          const packed = inputs.map((x, i) => (name.includes('Conv') && i === 1 ? pack(x, maps) : x));
          const y = build(maps)(...packed.map((x, i) => (x.shape.length === 4 && x === inputs[i] ? maps.enter(x) : x)));
          return y.shape.length === 4 ? maps.leave(y) : y;
        };
        await check(name, written(name, 'float32', inside), 1e-5);
      }
    });
});
