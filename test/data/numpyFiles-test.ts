import { expect } from 'chai';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { type ElementType, tensor, type Tensor } from '../../src/compute/tensor';
import { decodeNpy, encodeNpy, readNpy, writeNpy } from '../../src/data/npy';
import { readNpz, writeNpz } from '../../src/data/npz';
import { runOnnxPython } from '../helpers/onnxPython';
import { expectInvalid, failureOf } from './helpers';

const TYPES = ['bool', 'int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'float32', 'float64'] as const;
const script = resolve(__dirname, '../fixtures/numpyFiles.py');

let folder: string;
before(() => void (folder = mkdtempSync(join(tmpdir(), 'driftlab-numpy-'))));
after(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** A .npy file of any header, true or not. */
function npy(header: string, body: Uint8Array = new Uint8Array(), version = 1): Uint8Array {
  const length = Buffer.alloc(version === 1 ? 2 : 4);
  length.writeUIntLE(header.length, 0, length.length);
  return Buffer.concat([
    Buffer.from(`\x93NUMPY${String.fromCharCode(version)}\0`, 'latin1'),
    length,
    Buffer.from(header),
    body,
  ]);
}

function header(descr: string, shape: string, order = 'False'): string {
  return `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }\n`;
}

function numbers({ values }: Tensor): number[] {
  return Array.from(values as ArrayLike<number>, Number);
}

describe('npy', () => {
  it('comes back as it was written, for every type and shape', () => {
    const array = fc
      .tuple(fc.constantFrom<ElementType>(...TYPES), fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }))
      .map(([type, shape]) => {
        const count = shape.reduce((product, size) => product * size, 1);
        return tensor(Array.from({ length: count }, (_, i) => i % 2), shape, type); // prettier-ignore
      });
    fc.assert(
      fc.property(array, (one) => {
        expect(decodeNpy(encodeNpy(one), 'x.npy')).deep.equal(one);
      }),
    );
  });

  it('keeps whole numbers beyond 2⁵³, NaN and infinities', () => {
    for (const one of [
      tensor(BigInt64Array.of(-(2n ** 63n), 2n ** 53n + 1n), [2], 'int64'),
      tensor(Float64Array.of(NaN, -Infinity, -0, 5e-324), [4], 'float64'),
    ])
      expect(decodeNpy(encodeNpy(one), 'x.npy')).deep.equal(one);
  });

  it('reads column-major and big-endian arrays', () => {
    const columns = decodeNpy(npy(header("'|u1'", '(2, 3)', 'True'), Uint8Array.of(1, 4, 2, 5, 3, 6)), 'x.npy');
    expect(numbers(columns)).deep.equal([1, 2, 3, 4, 5, 6]);
    expect(numbers(decodeNpy(npy(header("'>i2'", '(2,)'), Uint8Array.of(1, 2, 255, 254)), 'x.npy'))).deep.equal([
      258, -2,
    ]);
  });

  it('reads headers that other programs write: another order, double quotes, Python 2 longs, no last comma', () => {
    for (const text of [
      `{"shape": (2L,), "fortran_order": False, "descr": "<i4"}`,
      `{ 'fortran_order':False , 'descr':'<i4','shape':( 2 , ) }   \n`,
    ])
      expect(decodeNpy(npy(text, new Uint8Array(8)), 'x.npy').shape, text).deep.equal([2]);
  });

  const wrong: Record<string, readonly [Uint8Array, ...string[]]> = {
    'another format': [Buffer.from('PK\x03\x04'), 'does not begin as a .npy file'],
    'no bytes': [new Uint8Array(), 'does not begin as a .npy file'],
    'an unknown version': [npy(header("'|u1'", '()'), Uint8Array.of(1), 4), 'expected .npy format 1, 2 or 3, got 4'],
    'a file cut off in its start': [npy('').subarray(0, 9), 'cut off after 9 bytes'],
    'a header cut off': [npy(header("'|u1'", '(2,)')).subarray(0, 30), 'cut off in its header, after 30 bytes'],
    'a header of 4 GB': [
      Buffer.concat([Buffer.from('\x93NUMPY\x02\0', 'latin1'), Buffer.alloc(4, 255)]),
      'longer than',
    ],
    'a header that is no dictionary': [npy('[1, 2]'), 'no dictionary of descr, fortran_order and shape: "[1, 2]"'],
    'a header that calls something': [npy(header("'|u1'", '__import__("os").abort()')), 'no dictionary'],
    'a header with more after it': [npy(`${header("'|u1'", '()')}; 1`), 'no dictionary'],
    'a header without a shape': [npy("{'descr': '|u1', 'fortran_order': False}"), 'no dictionary'],
    'an unknown key': [npy("{'descr': '|u1', 'fortran_order': False, 'shape': (), 'x': 1}"), 'no dictionary'],
    'a shape of words': [npy(header("'|u1'", "('a',)")), 'no dictionary'],
    'values of another kind': [npy("{'descr': True, 'fortran_order': '<f4', 'shape': ()}"), 'no dictionary'],
    'an array of objects': [npy(header("'|O'", '(2,)'), new Uint8Array(16)), 'a pickle, which may run code'],
    text: [npy(header("'<U3'", '(2,)'), new Uint8Array(24)), 'expected elements of bool, int8', 'got "<U3"'],
    records: [npy(header("[('x', '<f4')]", '(1,)'), new Uint8Array(4)), 'expected elements of'],
    'a size below 0': [
      npy(header("'|u1'", '(-1, -4)'), new Uint8Array(4)),
      'sizes ≥ 0 with a product below 2⁵³, got [-1, -4]',
    ],
    'a huge size': [npy(header("'|u1'", `(${'9'.repeat(400)},)`)), 'sizes ≥ 0'],
    'a huge size times 0': [npy(header("'|u1'", '(0, 99999999999999999999)')), 'sizes ≥ 0'],
    'a product beyond 2⁵³': [npy(header("'|u1'", '(4294967296, 4294967296)')), 'sizes ≥ 0'],
    '65 dimensions': [npy(header("'|u1'", `(${'1, '.repeat(65)})`), Uint8Array.of(1)), 'at most 64 sizes'],
    'fewer bytes than the shape': [npy(header("'<f8'", '(2, 2)'), new Uint8Array(31)), 'takes 32 bytes', 'got 31'],
    'more bytes than the shape': [npy(header("'<f8'", '(2, 2)'), new Uint8Array(33)), 'takes 32 bytes', 'got 33'],
  };
  for (const [what, [bytes, ...parts]] of Object.entries(wrong))
    it(`refuses ${what}`, () => expectInvalid(readNpy(file('w.npy', bytes)), 'w.npy', ...parts));

  it('refuses files larger than the limit and says when there is none', async () => {
    const path = join(folder, 'long.npy');
    await writeNpy(path, tensor(new Float32Array(1000)));
    await expectInvalid(readNpy(path, { maxBytes: 4000 }), 'long.npy: it is larger than', 'Raise maxBytes');
    expect((await readNpy(path, { maxBytes: 4128 })).shape).deep.equal([1000]);
    expect(await failureOf(readNpy(join(folder, 'none.npy')))).include({ code: 'DRIFTLAB_IO' });
  });
});

describe('npz', () => {
  const arrays = { images: tensor([1, 2, 3, 4], [1, 2, 2], 'uint8'), labels: tensor([7], [1], 'int64') };
  const packed = zipSync({ 'a.npy': encodeNpy(tensor(new Float32Array(400))) });
  const change = (name: string, at: number, bytes: readonly number[], source: Uint8Array = packed) => {
    const copy = Buffer.from(source);
    copy.set(bytes, at < 0 ? source.length + at : at);
    return readNpz(file(name, copy));
  };
  /** The directory entry is the last but the end record of 22 bytes; its name has 5 bytes. */
  const entry = -22 - 46 - 5;

  it('comes back as it was written, packed and stored, with the same bytes each time', async () => {
    for (const compress of [true, false]) {
      const [one, other] = [join(folder, 'one.npz'), join(folder, 'other.npz')];
      await writeNpz(one, arrays, { compress });
      await writeNpz(other, arrays, { compress });
      expect(readFileSync(one)).deep.equal(readFileSync(other));
      expect(Object.fromEntries(await readNpz(one))).deep.equal(arrays);
    }
  });

  it('holds no arrays, or names that objects have by themselves', async () => {
    expect((await readNpz(file('none.npz', zipSync({})))).size).equal(0);
    const odd = zipSync({ 'constructor.npy': encodeNpy(tensor([1])), 'ä/b.npy': encodeNpy(tensor([2])) });
    expect([...(await readNpz(file('odd.npz', odd))).keys()]).deep.equal(['constructor', 'ä/b']);
  });

  it('refuses a file cut off anywhere', async () => {
    for (let length = 0; length < packed.length; length++)
      await expectInvalid(readNpz(file('cut.npz', packed.subarray(0, length))), 'cut.npz');
  });

  it('never takes a damaged byte of an array for data', async () => {
    const stored = zipSync({ 'a.npy': encodeNpy(tensor([1, 2])) }, { level: 0 });
    for (let at = 30 + 5; at < stored.length + entry; at++)
      await expectInvalid(change('dent.npz', at, [stored[at] ^ 0x40], stored), 'a.npy" at byte 0 is damaged');
  });

  it('checks what members say before it unpacks them', async () => {
    const bomb = deflateRawSync(new Uint8Array(2 ** 24));
    const honest = zipSync({ 'a.npy': encodeNpy(tensor(new Float32Array(2 ** 21))) });
    await expectInvalid(
      readNpz(file('bomb.npz', honest), { maxBytes: 2 ** 20 }),
      'its members say they have 8388736 bytes; the limit is 1048576',
    );
    const liar = Buffer.concat([Buffer.alloc(30), bomb, Buffer.alloc(46), Buffer.from('a.npy'), Buffer.alloc(22)]);
    const directory = 30 + bomb.length;
    liar.writeUInt32LE(0x04034b50, 0);
    liar.writeUInt32LE(0x02014b50, directory);
    liar.writeUInt16LE(8, directory + 10);
    liar.writeUInt32LE(bomb.length, directory + 20);
    liar.writeUInt32LE(100, directory + 24);
    liar.writeUInt16LE(5, directory + 28);
    liar.writeUInt32LE(0x06054b50, liar.length - 22);
    liar.writeUInt16LE(1, liar.length - 14);
    liar.writeUInt16LE(1, liar.length - 12);
    liar.writeUInt32LE(directory, liar.length - 6);
    await expectInvalid(readNpz(file('liar.npz', liar)), 'member "a.npy" at byte 0 has more than the 100 bytes');
  });

  it('names the member of what is wrong', async () => {
    await expectInvalid(
      change('short.npz', entry + 24, [255, 15]),
      'member "a.npy" at byte 0 has 1728 bytes, not the 4095',
    );
    await expectInvalid(change('far.npz', entry + 42, [255, 255]), 'member "a.npy" at byte 65535 has no header');
    await expectInvalid(change('long.npz', entry + 20, [255, 255]), 'member "a.npy" at byte 0 is cut off');
    await expectInvalid(change('secret.npz', entry + 8, [1]), 'member "a.npy" is encrypted');
    await expectInvalid(change('method.npz', entry + 10, [14]), 'packed with method 14');
    await expectInvalid(change('dir.npz', entry, [0]), 'its directory is damaged at byte');
    await expectInvalid(change('parts.npz', -22 + 4, [1]), 'one part of an archive of several');
    await expectInvalid(change('zip64.npz', -22 + 10, [255, 255]), 'zip64');
    await expectInvalid(
      readNpz(file('text.npz', zipSync({ 'a.txt': Buffer.from('a') }))),
      'expected members *.npy, got "a.txt"',
    );
    const inner = zipSync({ 'b.npy': npy(header("'|u1'", '(3,)'), Uint8Array.of(1)) });
    await expectInvalid(readNpz(file('inner.npz', inner)), 'inner.npz, member b.npy: shape [3] of uint8 takes 3 bytes');
  });

  it('refuses two members of one name', async () => {
    const twice = Buffer.from(zipSync({ 'a.npy': encodeNpy(arrays.labels), 'b.npy': encodeNpy(arrays.labels) }));
    for (let at = twice.indexOf('b.npy'); at >= 0; at = twice.indexOf('b.npy')) twice.write('a', at);
    await expectInvalid(readNpz(file('twice.npz', twice)), 'it has two members "a.npy"');
  });
});

describe('numpy', () => {
  const expected = (type: string) => Array.from({ length: 24 }, (_, i) => (type === 'bool' ? i % 2 : i * 5));
  before(function () {
    runOnnxPython(this, script, ['write', folder]);
  });

  it('writes files that are read as they are: every type, both orders, both ends first', async () => {
    for (const name of ['stored.npz', 'packed.npz']) {
      const arrays = await readNpz(join(folder, name));
      for (const type of TYPES)
        for (const form of ['C', 'F', 'big']) {
          const array = arrays.get(`${type}_${form}`)!;
          expect(array)
            .include({ type })
            .and.deep.include({ shape: [2, 3, 4] });
          expect(numbers(array), `${type} ${form}`).deep.equal(expected(type));
        }
      expect(arrays.get('scalar')).deep.equal(tensor([2.5], [], 'float64'));
      expect(arrays.get('empty')).deep.equal(tensor([], [0, 3], 'float32'));
    }
  });

  it('writes three versions of the header', async () => {
    for (const version of [1, 2, 3])
      expect(numbers(await readNpy(join(folder, `version${version}.npy`)))).deep.equal(expected('int16'));
  });

  it('writes objects, which are refused by the name of the member', async () => {
    await expectInvalid(
      readNpz(join(folder, 'objects.npz')),
      'objects.npz, member people.npy: it is an array of Python',
    );
  });

  it('writes types that are refused by their names', async () => {
    for (const [name, descr] of Object.entries({ text: '<U2', complex: '<c16', uint64: '<u8', float16: '<f2' }))
      await expectInvalid(readNpy(join(folder, `${name}.npy`)), `${name}.npy: expected elements of`, `got "${descr}"`);
    await expectInvalid(readNpy(join(folder, 'records.npy')), 'expected elements of');
  });

  it('reads what driftlab writes', async function () {
    const arrays = Object.fromEntries(TYPES.map((type) => [type, tensor(expected(type), [2, 3, 4], type)]));
    const paths = ['packed', 'stored'].map((name) => join(folder, `ours-${name}.npz`));
    await writeNpz(paths[0], arrays);
    await writeNpz(paths[1], arrays, { compress: false });
    const asPython = (type: string) => expected(type).map((value) => (type === 'bool' ? value === 1 : value));
    for (const read of JSON.parse(runOnnxPython(this, script, ['read', ...paths])) as Record<string, object>[])
      for (const type of TYPES) expect(read[type]).deep.equal({ type, shape: [2, 3, 4], values: asPython(type) });
  });
});
