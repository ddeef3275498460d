/** How many different values there were: HyperLogLog (Flajolet et al. 2007), 2048 registers, standard error 2.3 %. */
export interface DistinctCount {
  add(value: number | string): void;
  merge(other: DistinctCount): void;
  /** Ertl's estimate (2017, arXiv:1702.01284, algorithm 6): right from 0 on, without tables of bias. */
  estimate(): number;
  /** A letter per register, for JSON. */
  toString(): string;
}

const BITS = 11;
const COUNT = 2 ** BITS;
const MOST = 33;
/** Relative standard error of the estimate. */
export const DISTINCT_ERROR = 1.04 / Math.sqrt(COUNT);

// what is hashed: no pair of words is made, since this runs for every value
const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);

/**
 * A counter, empty or from its letters.
 * @example
 * const counter = distinctCount();
 * ['a', 'b', 'a'].forEach((label) => counter.add(label));
 * Math.round(counter.estimate()); // 2
 */
export function distinctCount(letters = ''): DistinctCount {
  return new HyperLogLog(letters);
}

/** Whether a text can be the letters of a counter. */
export function isDistinctCount(letters: unknown): letters is string {
  return typeof letters === 'string' && letters.length <= COUNT && /^[0-Q]*$/.test(letters);
}

class HyperLogLog implements DistinctCount {
  readonly registers = new Uint8Array(COUNT);

  constructor(letters: string) {
    for (let i = 0; i < letters.length; i++) this.registers[i] = letters.charCodeAt(i) - 48;
  }

  add(value: number | string): void {
    if (typeof value === 'number')
      double[0] = value + 0; // −0 is 0
    else readText(value);
    // every bit depends on all bits of both words
    const low = finish(words[0] ^ Math.imul(words[1], 0x9e3779b1));
    const high = finish(words[1] ^ Math.imul(low, 0x85ebca6b));
    const place = low & (COUNT - 1);
    const rank = Math.clz32(high) + 1;
    if (rank > this.registers[place]) this.registers[place] = rank;
  }

  merge(other: HyperLogLog): void {
    for (let i = 0; i < COUNT; i++) this.registers[i] = Math.max(this.registers[i], other.registers[i]);
  }

  estimate(): number {
    const counts = new Array<number>(MOST + 1).fill(0);
    for (const rank of this.registers) counts[rank]++;
    let z = COUNT * tau(1 - counts[MOST] / COUNT);
    for (let rank = MOST - 1; rank >= 1; rank--) z = (z + counts[rank]) / 2;
    z += COUNT * sigma(counts[0] / COUNT);
    return (COUNT * COUNT) / (2 * Math.LN2 * z);
  }

  toString(): string {
    let held = COUNT;
    while (held > 0 && this.registers[held - 1] === 0) held--;
    return String.fromCharCode(...this.registers.subarray(0, held).map((rank) => 48 + rank));
  }
}

function sigma(x: number): number {
  if (x === 1) return Infinity;
  let [z, power, weight, before] = [x, x, 1, NaN];
  while (z !== before) {
    power *= power;
    before = z;
    z += power * weight;
    weight *= 2;
  }
  return z;
}

function tau(x: number): number {
  if (x === 0 || x === 1) return 0;
  let [z, root, weight, before] = [1 - x, x, 1, NaN];
  while (z !== before) {
    root = Math.sqrt(root);
    before = z;
    weight /= 2;
    z -= (1 - root) ** 2 * weight;
  }
  return z / 3;
}

/** Two hashes of a text into the words. */
function readText(text: string): void {
  let [a, b] = [0x811c9dc5, 0xc2b2ae35];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x5bd1e995);
    b ^= b >>> 15;
  }
  words[0] = a;
  words[1] = b;
}

/** The finishing steps of MurmurHash3. */
function finish(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
