import { createHash } from 'node:crypto';
import { checkInteger } from '../errors';

/** The hash of an entry: SHA-256(0x00 ‖ entry) (RFC 6962, section 2.1). 32 bytes. */
export function leafHash(entry: Uint8Array | string): Uint8Array {
  return createHash('sha256').update(LEAF).update(entry).digest();
}

/**
 * The root of the Merkle tree over leaf hashes: MTH of RFC 6962, section 2.1. No leaves: SHA-256 of nothing. O(n).
 * @example
 * merkleRoot(entries.map(leafHash));
 */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return createHash('sha256').digest();
  return rootOf(leaves, 0, leaves.length);
}

/**
 * The hashes that lead from leaf `index` to the root: PATH(m, D[n]) of RFC 6962, section 2.1.1, nearest first.
 * @throws {RangeError} unless 0 ≤ index < leaves.length.
 */
export function inclusionProof(leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  checkInteger('index', index, 0, leaves.length - 1);
  const path = (start: number, end: number): Uint8Array[] => {
    if (end - start === 1) return [];
    const middle = start + splitOf(end - start);
    return index < middle
      ? [...path(start, middle), rootOf(leaves, middle, end)]
      : [...path(middle, end), rootOf(leaves, start, middle)];
  };
  return path(0, leaves.length);
}

/**
 * The hashes that show that a tree of `size` leaves is the beginning of this one: PROOF(m, D[n]) of RFC 6962, section 2.1.2.
 * Empty for size 0 and for the whole tree.
 * @throws {RangeError} unless 0 ≤ size ≤ leaves.length.
 */
export function consistencyProof(leaves: readonly Uint8Array[], size: number): Uint8Array[] {
  checkInteger('size', size, 0, leaves.length);
  // `known`: the reader has this very subtree as the old root
  const prove = (start: number, end: number, known: boolean): Uint8Array[] => {
    if (size === end) return known ? [] : [rootOf(leaves, start, end)];
    const middle = start + splitOf(end - start);
    return size <= middle
      ? [...prove(start, middle, known), rootOf(leaves, middle, end)]
      : [...prove(middle, end, false), rootOf(leaves, start, middle)];
  };
  return size === 0 ? [] : prove(0, leaves.length, true);
}

/** What {@link verifyInclusion} is told. */
export interface Inclusion {
  /** Of the entry, counted from 0. */
  readonly index: number;
  /** Leaves of the tree. */
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Whether the proof leads from the leaf to the root (RFC 9162, section 2.1.3.2). */
export function verifyInclusion(leaf: Uint8Array, { index, size, root, proof }: Inclusion): boolean {
  if (!(Number.isInteger(index) && Number.isInteger(size) && index >= 0 && index < size)) return false;
  let [node, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else hash = nodeHash(hash, sibling);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && same(hash, root);
}

/** What {@link verifyConsistency} is told: two tree heads and the proof between them. */
export interface Consistency {
  readonly size: number;
  readonly root: Uint8Array;
  readonly laterSize: number;
  readonly laterRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Whether the proof shows that the earlier tree is the beginning of the later one (RFC 9162, section 2.1.4.2). */
export function verifyConsistency({ size, root, laterSize, laterRoot, proof }: Consistency): boolean {
  if (!(Number.isInteger(size) && Number.isInteger(laterSize) && size >= 0 && size <= laterSize)) return false;
  if (size === 0) return proof.length === 0 && same(root, merkleRoot([]));
  if (size === laterSize) return proof.length === 0 && same(root, laterRoot);
  const hashes = isPowerOfTwo(size) ? [root, ...proof] : [...proof];
  let [node, last] = [size - 1, laterSize - 1];
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  if (hashes.length === 0) return false;
  let [old, later] = [hashes[0], hashes[0]];
  for (const sibling of hashes.slice(1)) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      old = nodeHash(sibling, old);
      later = nodeHash(sibling, later);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else later = nodeHash(later, sibling);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && same(old, root) && same(later, laterRoot);
}

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return createHash('sha256').update(NODE).update(left).update(right).digest();
}

function rootOf(leaves: readonly Uint8Array[], start: number, end: number): Uint8Array {
  if (end - start === 1) return leaves[start];
  const middle = start + splitOf(end - start);
  return nodeHash(rootOf(leaves, start, middle), rootOf(leaves, middle, end));
}

/** The largest power of two below `size`. */
function splitOf(size: number): number {
  return 2 ** Math.floor(Math.log2(size - 1));
}

function isPowerOfTwo(size: number): boolean {
  return Number.isInteger(Math.log2(size));
}

// not a shift: indices may pass 2³¹
function half(value: number): number {
  return Math.floor(value / 2);
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
