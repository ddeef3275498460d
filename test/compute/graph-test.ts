import { fromBinary } from '@bufbuild/protobuf';
import { expect } from 'chai';
import { Graph } from '../../src/compute/graph';
import { ModelProtoSchema } from '../../src/compute/onnx_pb';
import { add, exp, matmul, relu } from '../../src/compute/operators';

describe('Graph', () => {
  it('keeps its nodes as plain records', () => {
    const graph = new Graph();
    relu(matmul(graph.input('x', ['n', 2]), graph.constant([1, 2], [2, 1], { name: 'weight' })));
    expect(JSON.parse(JSON.stringify(graph.nodes))).to.deep.equal([
      {
        operator: 'MatMul',
        domain: '',
        inputs: [
          { name: 'x', type: 'float32', shape: ['n', 2] },
          { name: 'weight', type: 'float32', shape: [2, 1] },
        ],
        outputs: [{ name: '#2-MatMul', type: 'float32', shape: ['n', 1] }],
        attributes: {},
      },
      {
        operator: 'Relu',
        domain: '',
        inputs: [{ name: '#2-MatMul', type: 'float32', shape: ['n', 1] }],
        outputs: [{ name: '#3-Relu', type: 'float32', shape: ['n', 1] }],
        attributes: {},
      },
    ]);
  });

  it('encodes operator set 21, IR version 10, and other domains only when they are used', () => {
    const graph = new Graph();
    const x = graph.input('x', [2]);
    graph.output('y', relu(x));
    const opsets = (): string[] => decode(graph).opsetImport.map(({ domain, version }) => `${domain}:${version}`);
    expect(decode(graph).irVersion).to.equal(10n);
    expect(opsets()).to.deep.equal([':21']);
    graph.output('z', graph.node('Gelu', [x], [x], {}, 'com.microsoft')[0]);
    expect(opsets()).to.deep.equal([':21', 'com.microsoft:1']);
  });

  it('writes a result under its own name, and copies what has two names or comes from outside', () => {
    const graph = new Graph();
    const x = graph.input('x', ['n']);
    const y = relu(x);
    graph.output('first', y);
    graph.output('second', y);
    graph.output('input', x);
    graph.output('after', add(y, 1));
    const { node, output } = decode(graph).graph!;
    expect(output.map(({ name }) => name)).to.deep.equal(['first', 'second', 'input', 'after']);
    expect(node.map(({ opType, input, output }) => `${opType} ${input[0]} → ${output[0]}`)).to.deep.equal([
      'Relu x → first',
      'Add first → after',
      'Identity first → second',
      'Identity x → input',
    ]);
  });

  it('leaves a size open where it is unknown', () => {
    const graph = new Graph();
    graph.output('y', relu(graph.input('x', ['n', '?', 3])));
    const type = decode(graph).graph!.input[0].type!.value;
    expect(type.case === 'tensorType' && type.value.shape!.dim.map(({ value }) => value.value)).to.deep.equal([
      'n',
      undefined,
      3n,
    ]);
  });

  it('refuses names that are taken, empty or could be generated', () => {
    const graph = new Graph();
    const x = graph.input('x', [1]);
    expect(() => graph.input('x', [1])).to.throw(RangeError, 'invalid name of input: "x" is taken already');
    expect(() => graph.constant(1, [], { name: 'x' })).to.throw(RangeError, 'invalid name of constant: "x" is taken');
    expect(() => graph.output('', x)).to.throw(RangeError, 'not empty');
    expect(() => graph.output('#1', x)).to.throw(RangeError, 'no leading \'#\', got "#1"');
  });

  it('refuses values of another graph', () => {
    const other = new Graph().input('x', [1]);
    expect(() => new Graph().output('y', other)).to.throw(
      RangeError,
      'invalid argument of output: "x" belongs to another graph',
    );
    expect(() => add(new Graph().input('a', [1]), other)).to.throw(RangeError, 'invalid argument of Add');
  });

  it('names what a layer does after it, and writes shapes, where weights have names', () => {
    const graph = new Graph();
    const x = graph.input('x', ['n', 3]);
    const hidden = relu(matmul(x, graph.constant([1, 0, -1], [3, 1], { name: 'hidden.0.weight' })));
    graph.output('y', matmul(hidden, graph.constant([2], [1, 1], { name: 'output.weight' })));
    const { valueInfo, node } = decode(graph).graph!;
    expect(node.map(({ name }) => name)).to.deep.equal(['#2-hidden.0/MatMul', '#3-hidden.0/Relu', 'y']);
    const shapes = valueInfo.map(({ name, type }) => [
      name,
      ...(type!.value.value as { shape: { dim: { value: { value: unknown } }[] } }).shape.dim.map(
        ({ value }) => value.value,
      ),
    ]);
    expect(shapes).to.deep.equal([
      ['#2-hidden.0/MatMul', 'n', 1n],
      ['#3-hidden.0/Relu', 'n', 1n],
    ]);
  });

  it('does not write what no output needs', () => {
    const graph = new Graph();
    const x = graph.input('x', [2]);
    exp(relu(x));
    graph.output('y', relu(x));
    expect(decode(graph).graph!.node.map(({ opType }) => opType)).to.deep.equal(['Relu']);
  });

  it('refuses constants whose numbers do not fit their shape', () => {
    expect(() => new Graph().constant([1, 2, 3], [2, 2])).to.throw(RangeError, 'expected 4 for shape [2, 2], got 3');
  });
});

function decode(graph: Graph): ReturnType<typeof fromBinary<typeof ModelProtoSchema>> {
  return fromBinary(ModelProtoSchema, graph.encode());
}
