import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { expect } from 'chai';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Graph } from '../../src/compute/graph';
import {
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  StringStringEntryProtoSchema,
  TensorProto_DataLocation as DataLocation,
  type ModelProto,
  type StringStringEntryProto,
} from '../../src/compute/onnx_pb';
import { add, cast, matmul, relu } from '../../src/compute/operators';
import { openSession, type Session } from '../../src/compute/session';
import { tensor } from '../../src/compute/tensor';
import { DriftlabError } from '../../src/errors';

describe('openSession', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'driftlab-session-'));
  });
  after(() => rm(folder, { recursive: true }));

  async function write(model: ModelProto, name: string): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, toBinary(ModelProtoSchema, model));
    return path;
  }

  /** The example with its weights in another file. */
  function withWeightsIn(location: string, name: string): Promise<string> {
    const model = decode(example());
    const weights = model.graph!.initializer.find((each) => each.name === 'weights')!;
    weights.rawData = new Uint8Array();
    weights.dataLocation = DataLocation.EXTERNAL;
    weights.externalData = external(location);
    return write(model, name);
  }

  it('runs a graph that was written in TypeScript', async () => {
    const session = await openSession(example());
    const { y, count } = await session.run({ x: tensor([1, 2, 3, 5, 4, 3], [2, 3]) });
    expect([...y.values]).to.deep.equal([0, 2.5]);
    expect(y.shape).to.deep.equal([2, 1]);
    expect(count).to.deep.equal(tensor([1, 2, 3, 5, 4, 3], [2, 3], 'int64'));
    await session.release();
  });

  it('computes only the outputs that are wanted', async () => {
    const session = await openSession(example());
    expect(Object.keys(await session.run({ x: tensor([1, 2, 3], [1, 3]) }, ['count']))).to.deep.equal(['count']);
    await session.release();
  });

  it('tells what a model takes and gives', async () => {
    const session = await openSession(example().encode());
    expect(session.inputs).to.deep.equal([{ name: 'x', type: 'float32', shape: ['n', 3] }]);
    expect(session.outputs).to.deep.equal([
      { name: 'y', type: 'float32', shape: ['n', 1] },
      { name: 'count', type: 'int64', shape: ['n', 3] },
    ]);
    await session.release();
  });

  it('opens a file, with weights inside it or in another file of its folder', async () => {
    const inside = join(folder, 'inside.onnx');
    await writeFile(inside, example().encode());
    const apart = await withWeightsIn('sub/weights.bin', 'apart.onnx');
    await mkdir(join(folder, 'sub'));
    await writeFile(join(folder, 'sub/weights.bin'), new Uint8Array(Float32Array.of(1, 0, -1).buffer));
    for (const path of [inside, apart]) {
      const session = await openSession(path);
      const { y } = await session.run({ x: tensor([5, 4, 3], [1, 3]) });
      expect([...y.values]).to.deep.equal([2.5]);
      await session.release();
    }
  });

  describe('refuses weights outside the folder of the model', () => {
    const outside = ['../weights.bin', '/etc/hostname', 'sub/../../weights.bin', '', '.', '*/_ORT_MEM_ADDR_/*'];
    for (const location of outside)
      it(JSON.stringify(location), async () => {
        const path = await withWeightsIn(location, 'outside.onnx');
        await refused(openSession(path), 'outside.onnx refers to weights outside its folder: ');
      });

    it('behind a symbolic link', async () => {
      await symlink('/etc/hostname', join(folder, 'link.bin'));
      await symlink('/etc', join(folder, 'linked'));
      for (const location of ['link.bin', 'linked/hostname'])
        await refused(openSession(await withWeightsIn(location, 'link.onnx')), 'is a link to elsewhere');
    });

    it('in attributes of nodes and in their subgraphs', async () => {
      const model = decode(example());
      const { initializer, node } = model.graph!;
      const weight = { ...initializer[0], externalData: external('../weights.bin') };
      node[0].attribute.push(create(AttributeProtoSchema, { name: 'value', t: weight }));
      await refused(openSession(await write(model, 'attribute.onnx')), 'outside its folder');
      const nested = decode(example());
      const body = create(GraphProtoSchema, { initializer: [weight] });
      nested.graph!.node[0].attribute.push(create(AttributeProtoSchema, { name: 'body', g: body }));
      await refused(openSession(await write(nested, 'subgraph.onnx')), 'outside its folder');
    });

    it('anywhere, when the model comes without a folder', async () => {
      const model = decode(example());
      model.graph!.initializer[0].externalData = external('weights.bin');
      await refused(
        openSession(toBinary(ModelProtoSchema, model)),
        'the model keeps weights in other files ("weights.bin"): open it by its path',
      );
    });
  });

  it('says that a file of weights is missing or is no file', async () => {
    await refused(
      openSession(await withWeightsIn('missing.bin', 'm.onnx')),
      'refers to weights in "missing.bin", which cannot be read',
    );
    await mkdir(join(folder, 'directory'));
    await refused(openSession(await withWeightsIn('directory', 'd.onnx')), '"directory", which is not a file');
  });

  it('says that bytes are no ONNX model', async () => {
    const texts = [
      '',
      'hello',
      '<html><body>404</body></html>',
      'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a',
    ];
    for (const text of texts)
      await refused(openSession(new TextEncoder().encode(text)), 'the model is not an ONNX model');
    const path = join(folder, 'page.onnx');
    await writeFile(path, '<html></html>');
    await refused(openSession(path), `${path} is not an ONNX model`);
    const whole = example().encode();
    await refused(
      openSession(whole.subarray(0, whole.length - 40)),
      'the model is not an ONNX model: it cannot be decoded',
    );
  });

  it('says which file cannot be read', async () => {
    const path = join(folder, 'nowhere.onnx');
    await refused(openSession(path), `cannot read the model ${path}: ENOENT`, 'DRIFTLAB_IO');
  });

  it('passes on what the runtime has against a model', async () => {
    const graph = new Graph();
    graph.output('y', graph.node('NoSuchOperator', [graph.input('x', [1])], [{ type: 'float32', shape: [1] }])[0]);
    await refused(openSession(graph), 'the model cannot be loaded: ');
  });

  it('checks inputs and outputs against what is expected of a model', async () => {
    const open = (inputs: string[], outputs: string[]): Promise<Session> => openSession(example(), { inputs, outputs });
    await (await open(['x'], ['y'])).release();
    await refused(open(['pixel_values'], ['y']), 'the model has no input "pixel_values": it has "x"');
    await refused(open([], ['y']), 'the model has an input "x" that is not expected; expected: none');
    await refused(open(['x'], ['tokens']), 'the model has no output "tokens": it has "y", "count"');
  });

  it('refuses a number of threads that is none', async () => {
    for (const threads of [0, 1.5, NaN])
      expect(await openSession(example(), { threads }).catch(String)).to.contain('RangeError: invalid threads');
  });
});

describe('Session.run', () => {
  let session: Session;
  before(async () => {
    session = await openSession(example());
  });
  after(() => session.release());

  const wrong: [string, Parameters<Session['run']>[0], string][] = [
    ['a missing input', {}, 'invalid feed "x": expected float32 [n, 3], got nothing'],
    ['an unknown input', { z: tensor([1]) }, 'invalid feeds: the model has no input "z", it has "x"'],
    ['another type', { x: tensor([1, 2, 3], [1, 3], 'float64') }, 'invalid feed "x": expected float32 [n, 3], got float64 [1, 3]'],
    ['another size', { x: tensor([1, 2], [1, 2]) }, 'invalid feed "x": expected float32 [n, 3], got float32 [1, 2]'],
    ['another rank', { x: tensor([1, 2, 3]) }, 'invalid feed "x": expected float32 [n, 3], got float32 [3]'],
    ['too few values', { x: { type: 'float32', values: new Float32Array(5), shape: [2, 3] } }, 'invalid feed "x": expected 6 values for [2, 3], got 5'],
    ['values of another array', { x: { type: 'float32', values: new Float64Array(3), shape: [1, 3] } }, 'invalid feed "x": expected a Float32Array for float32, got Float64Array'],
  ]; // prettier-ignore
  for (const [title, feeds, message] of wrong)
    it(`refuses ${title} before anything native sees it`, async () => {
      const error = await session.run(feeds).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(RangeError);
      expect((error as Error).message).to.contain(message);
    });

  it('refuses an output that the model does not have', async () => {
    const error = await session.run({ x: tensor([1, 2, 3], [1, 3]) }, ['z']).catch((reason: unknown) => reason);
    expect(String(error)).to.contain('RangeError: invalid output "z": the model has "y", "count"');
  });

  it('gives the same bytes for one thread and for two', async () => {
    const values = Float32Array.from({ length: 300_000 }, (_, i) => Math.sin(i));
    const results = [1, 2].map(async (threads) => {
      const graph = new Graph();
      const x = graph.input('x', [1000, 300]);
      graph.output('y', matmul(x, graph.constant(values.subarray(0, 90_000), [300, 300])));
      const opened = await openSession(graph, { threads });
      const { y } = await opened.run({ x: tensor(values, [1000, 300]) });
      await opened.release();
      return y;
    });
    const [one, two] = await Promise.all(results);
    expect(Buffer.from(one.values.buffer).equals(Buffer.from(two.values.buffer))).to.equal(true);
  });

  it('says so after the session was released', async () => {
    const opened = await openSession(example());
    await opened.release();
    await opened.release();
    const error = await opened.run({ x: tensor([1, 2, 3], [1, 3]) }).catch((reason: unknown) => reason);
    expect(String(error)).to.contain('the session was released');
  });
});

/** y = relu(x · [1, 0, −1] + 0.5), count = x as integers. */
function example(): Graph {
  const graph = new Graph();
  const x = graph.input('x', ['n', 3]);
  graph.output('y', relu(add(matmul(x, graph.constant([1, 0, -1], [3, 1], { name: 'weights' })), 0.5)));
  graph.output('count', cast(x, 'int64'));
  return graph;
}

function decode(graph: Graph): ModelProto {
  return fromBinary(ModelProtoSchema, graph.encode());
}

function external(location: string): StringStringEntryProto[] {
  return [create(StringStringEntryProtoSchema, { key: 'location', value: location })];
}

async function refused(opening: Promise<Session>, message: string, code = 'DRIFTLAB_INVALID_MODEL'): Promise<void> {
  const error = await opening.catch((reason: unknown) => reason);
  expect(error).to.be.instanceOf(DriftlabError);
  expect((error as DriftlabError).message).to.contain(message);
  expect((error as DriftlabError).code).to.equal(code);
}
