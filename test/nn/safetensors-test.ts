import { expect } from 'chai';
import fc from 'fast-check';
import { tensor } from '../../src/compute/tensor';
import { fromHalves, toHalves } from '../../src/nn/halves';
import { decodeTensors, encodeTensors } from '../../src/nn/safetensors';

const F32 = { dtype: 'F32', shape: [2], data_offsets: [0, 8] };

/** A file with this header and so many bytes of numbers. */
function file(header: unknown, bytes = 8, size?: number): Uint8Array {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(size ?? text.length));
  return Buffer.concat([length, text, Buffer.alloc(bytes)]);
}

describe('safetensors', () => {
  const broken: [string, Uint8Array, string][] = [
    ['nothing', new Uint8Array(0), 'cut off after 0 bytes'],
    ['a header larger than the file', file({ a: F32 }, 8, 1e12), 'cut off after 70 bytes: its header takes 1000000000000'],
    ['no JSON', file('{"a": '), 'not a safetensors file ('],
    ['no UTF-8', Buffer.concat([file('', 0, 1), Buffer.of(0xff)]), 'not a safetensors file ('],
    ['a list', file([], 0), 'not a safetensors file (its header is '],
    ['metadata that are no texts', file({ __metadata__: { a: 1 }, a: F32 }), 'expected texts in __metadata__'],
    ['an entry that is no record', file({ a: 3 }), '"a" is of a type that is not known: undefined'],
    ['an unknown type', file({ a: { ...F32, dtype: 'F7' } }), '"a" is of a type that is not known: "F7"'],
    ['a type out of Object', file({ a: { ...F32, dtype: 'toString' } }), '"a" is of a type that is not known: "toString"'],
    ['a negative size', file({ a: { ...F32, shape: [-2] } }), '"a" has no shape: expected sizes, got -2'],
    ['half a size', file({ a: { ...F32, shape: [0.5, 4] } }), '"a" has no shape: expected sizes, got 0.5,4'],
    ['no place', file({ a: { ...F32, data_offsets: [0] } }), '"a" has no place: expected two data_offsets, got 0'],
    ['a wrong length', file({ a: { ...F32, shape: [3] } }), '"a" takes bytes 0 to 8: expected 12 bytes for F32 [3]'],
    ['a huge shape', file({ a: { ...F32, shape: [2 ** 40, 2 ** 40] } }), '"a" takes bytes 0 to 8: expected '],
    ['an end before the start', file({ a: { ...F32, data_offsets: [8, 0] } }), '"a" takes bytes 8 to 0'],
    ['a tensor outside', file({ a: F32 }, 4), 'cut off: "a" should take bytes 0 to 8 of 4'],
    ['overlapping tensors', file({ a: F32, b: { ...F32, data_offsets: [4, 12] } }, 12), '"b" begins at byte 4 inside "a", which ends at 8'],
    ['two tensors in one place', file({ a: F32, b: F32 }), '"b" begins at byte 0 inside "a"'],
    ['a gap', file({ a: F32, b: { ...F32, data_offsets: [12, 20] } }, 20), 'bytes 8 to 12 belong to no tensor'],
    ['bytes after the last', file({ a: F32 }, 9), 'bytes 8 to 9 belong to no tensor'],
    ['another SHA-256 than it says', file({ __metadata__: { sha256: '00' }, a: F32 }), 'damaged: '],
  ]; // prettier-ignore
  for (const [title, bytes, message] of broken)
    it(`refuses ${title}`, () => {
      expect(() => decodeTensors(bytes, 'model.safetensors'))
        .throws(`model.safetensors: ${message}`)
        .property('code', 'DRIFTLAB_INVALID_DATA');
    });

  it('is never surprised by a changed byte', () => {
    const good = encodeTensors({ tensors: { a: tensor([1, 2]), b: tensor([3]) }, metadata: {} });
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = good.slice();
        bytes[at] ^= change;
        try {
          decodeTensors(bytes, 'file');
        } catch (error) {
          expect(error).property('code', 'DRIFTLAB_INVALID_DATA');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('reads all floating types and leaves integers out', () => {
    const header = {
      half: { dtype: 'F16', shape: [2], data_offsets: [0, 4] },
      brain: { dtype: 'BF16', shape: [1, 2], data_offsets: [4, 8] },
      ids: { dtype: 'I64', shape: [1], data_offsets: [8, 16] },
      double: { dtype: 'F64', shape: [1], data_offsets: [16, 24] },
      none: { dtype: 'F32', shape: [0, 3], data_offsets: [24, 24] },
    };
    const bytes = Buffer.from(file(header, 24));
    const body = bytes.subarray(bytes.length - 24);
    body.set([0x00, 0x3c, 0x01, 0x80, 0x80, 0x3f, 0x20, 0xc0]);
    body.writeDoubleLE(-0.5, 16);
    const { tensors } = decodeTensors(bytes, 'file');
    expect(Object.keys(tensors)).deep.equal(['half', 'brain', 'double', 'none']);
    expect([...tensors.half.values]).deep.equal([1, -(2 ** -24)]);
    expect(tensors.brain).deep.equal(tensor([1, -2.5], [1, 2]));
    expect([...tensors.double.values]).deep.equal([-0.5]);
    expect(tensors.none.shape).deep.equal([0, 3]);
  });

  it('gives back what it wrote, in halves to 11 bits', () => {
    const values = Float32Array.from({ length: 99 }, (_, i) => Math.sin(i) * 3 ** ((i % 9) - 4));
    const written = { tensors: { a: tensor(values, [9, 11]) }, metadata: { kind: 'test' } };
    expect(decodeTensors(encodeTensors(written), '').tensors).deep.equal(written.tensors);
    const { a } = decodeTensors(encodeTensors(written, { dtype: 'F16' }), '').tensors;
    values.forEach((value, i) => expect(Math.abs(a.values[i] - value)).at.most(2 ** -11 * Math.abs(value)));
  });
});

describe('float16', () => {
  it('comes back bit for bit, all of it', () => {
    const all = Uint16Array.from({ length: 65_536 }, (_, i) => i).filter((bits) => (bits & 0x7fff) <= 0x7c00);
    expect(toHalves(fromHalves(all))).deep.equal(all);
  });

  const roundings: [number, number][] = [
    [1, 0x3c00],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [2 - 2 ** -12, 0x4000],
    [65_519, 0x7bff],
    [65_520, 0x7c00],
    [-1e9, 0xfc00],
    [2 ** -24, 1],
    [2 ** -25, 0],
    [3 * 2 ** -26, 1],
    [2 ** -14 - 2 ** -26, 0x0400],
    [-0, 0x8000],
    [NaN, 0x7e00],
  ];
  for (const [value, bits] of roundings)
    it(`rounds ${value} to nearest, ties to even`, () => expect(toHalves([value])[0]).equal(bits));
});
