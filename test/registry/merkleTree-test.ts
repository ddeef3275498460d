import { expect } from 'chai';
import fc from 'fast-check';
import {
  consistencyProof,
  inclusionProof,
  leafHash,
  merkleRoot,
  verifyConsistency,
  verifyInclusion,
} from '../../src/registry/merkleTree';

// the entries, roots and proofs that implementations of RFC 6962 have in common
const ENTRIES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const INCLUSION: readonly [index: number, size: number, proof: string][] = [
  [0, 1, ''],
  [0, 8, '96a296d2 5f083f0a 6b47aaf2'],
  [5, 8, 'bc1a0643 ca854ea1 d37ee418'],
  [2, 3, 'fac54203'],
  [1, 5, '6e340b9c 5f083f0a bc1a0643'],
];
const CONSISTENCY: readonly [size: number, laterSize: number, proof: string][] = [
  [1, 1, ''],
  [1, 8, '96a296d2 5f083f0a 6b47aaf2'],
  [6, 8, '0ebc5d34 ca854ea1 d37ee418'],
  [2, 5, '5f083f0a bc1a0643'],
  [3, 7, '0298d122 07506a85 fac54203 837dbb15'],
  [4, 8, '6b47aaf2'],
];

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const starts = (proof: readonly Uint8Array[]) => proof.map((bytes) => hex(bytes).slice(0, 8)).join(' ');
const leaves = ENTRIES.map((entry) => leafHash(Buffer.from(entry, 'hex')));
const many = Array.from({ length: 40 }, (_, i) => leafHash(`entry ${i}`));
const size = fc.integer({ min: 1, max: many.length });

describe('the Merkle tree', () => {
  it('has the published roots', () => {
    expect(ROOTS.map((_, i) => hex(merkleRoot(leaves.slice(0, i))))).deep.equal(ROOTS);
  });

  it('gives the published inclusion proofs', () => {
    for (const [index, count, proof] of INCLUSION)
      expect(starts(inclusionProof(leaves.slice(0, count), index))).equal(proof);
  });

  it('gives the published consistency proofs', () => {
    for (const [old, count, proof] of CONSISTENCY)
      expect(starts(consistencyProof(leaves.slice(0, count), old))).equal(proof);
  });

  it('proves every entry of every tree, and no other one', () => {
    for (let count = 1; count <= many.length; count++) {
      const tree = many.slice(0, count);
      const root = merkleRoot(tree);
      for (let index = 0; index < count; index++) {
        const about = { index, size: count, root, proof: inclusionProof(tree, index) };
        expect(verifyInclusion(tree[index], about)).equal(true);
        expect(verifyInclusion(leafHash('another'), about)).equal(false);
        if (count > 1) expect(verifyInclusion(tree[index], { ...about, index: (index + 1) % count })).equal(false);
      }
    }
  });

  it('proves that every tree begins with every smaller one', () => {
    for (let count = 0; count <= many.length; count++)
      for (let old = 0; old <= count; old++) {
        const [tree, before] = [many.slice(0, count), many.slice(0, old)];
        const about = { size: old, root: merkleRoot(before), laterSize: count, laterRoot: merkleRoot(tree) };
        expect(verifyConsistency({ ...about, proof: consistencyProof(tree, old) }), `${old} ${count}`).equal(true);
      }
  });

  it('proves nothing when a bit of proof or root is wrong, or a hash is missing or too many', () => {
    const flipped = (bytes: Uint8Array) => bytes.map((byte, i) => (i === 7 ? byte ^ 1 : byte));
    fc.assert(
      fc.property(size, size, fc.nat(), (a, b, where) => {
        const [old, count] = [Math.min(a, b), Math.max(a, b)];
        const [tree, root] = [many.slice(0, count), merkleRoot(many.slice(0, count))];
        const inclusion = { index: old - 1, size: count, root, proof: inclusionProof(tree, old - 1) };
        const consistency = {
          ...{ size: old, root: merkleRoot(many.slice(0, old)), laterSize: count, laterRoot: root },
          proof: consistencyProof(tree, old),
        };
        const included = (change: object) => verifyInclusion(many[old - 1], { ...inclusion, ...change });
        const consistent = (change: object) => verifyConsistency({ ...consistency, ...change });
        expect([included({ root: flipped(root) }), consistent({ laterRoot: flipped(root) })]).deep.equal([
          false,
          false,
        ]);
        for (const [holds, { proof }] of [[included, inclusion] as const, [consistent, consistency] as const]) {
          expect(holds({ proof: [...proof, root] })).equal(false);
          if (proof.length === 0) continue;
          const wrong = where % proof.length;
          expect(holds({ proof: proof.map((one, i) => (i === wrong ? flipped(one) : one)) })).equal(false);
          expect(holds({ proof: proof.filter((_, i) => i !== wrong) })).equal(false);
        }
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('tells an entry from an inner node', () => {
    const inner = Buffer.concat([leaves[0], leaves[1]]);
    expect(hex(leafHash(inner))).not.equal(hex(merkleRoot(leaves.slice(0, 2))));
  });

  it('refuses proofs of what is not there', () => {
    expect(() => inclusionProof(leaves, 8)).throw(RangeError, /invalid index/);
    expect(() => inclusionProof([], 0)).throw(RangeError, /invalid index/);
    expect(() => consistencyProof(leaves, 9)).throw(RangeError, /invalid size/);
    const about = { size: 2, root: leaves[0], laterSize: 1, laterRoot: leaves[0], proof: [] };
    expect(verifyConsistency(about)).equal(false);
    expect(verifyInclusion(leaves[0], { index: 1.5, size: 2, root: leaves[0], proof: [] })).equal(false);
  });
});
