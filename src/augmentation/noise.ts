import type { Random } from '../random';

/**
 * Fills an array with 32 random bits each, several times faster than one call for each: xoshiro128++ (Blackman & Vigna 2021), started with
 * four draws from `random`, however many there are.
 */
export function fillWords(words: Int32Array, random: Random): Int32Array {
  let a = random.integer(2 ** 32) | 0;
  let b = random.integer(2 ** 32) | 0;
  let c = random.integer(2 ** 32) | 0;
  let d = random.integer(2 ** 32) | 0;
  for (let i = 0; i < words.length; i++) {
    const sum = (a + d) | 0;
    words[i] = (((sum << 7) | (sum >>> 25)) + a) | 0;
    const kept = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= kept;
    d = (d << 11) | (d >>> 21);
  }
  return words;
}

// Marsaglia & Tsang 2000 for 256 layers: where the tail begins, and the area of a layer
const TAIL = 3.6541528853610088;
const AREA = 0.00492867323399;
const SCALE = 2 ** 23;

interface Ziggurat {
  /** A value of 24 bits below this is inside its layer for sure. */
  readonly inside: Int32Array;
  /** What a value of 24 bits is multiplied with. */
  readonly width: Float64Array;
  /** The density at the layer's outer edge. */
  readonly height: Float64Array;
}

const ziggurat = ((): Ziggurat => {
  const density = (x: number) => Math.exp(-x * x * 0.5);
  const edges = new Float64Array(257);
  edges[0] = AREA / density(TAIL);
  edges[1] = TAIL;
  for (let i = 2; i < 256; i++) edges[i] = Math.sqrt(-2 * Math.log(AREA / edges[i - 1] + density(edges[i - 1])));
  return {
    inside: Int32Array.from({ length: 256 }, (_, i) => (edges[i + 1] / edges[i]) * SCALE),
    width: Float64Array.from({ length: 256 }, (_, i) => edges[i] / SCALE),
    height: edges.map(density),
  };
})();

/** Fills an array with draws from the standard normal distribution, several times faster than one call for each (ziggurat of 256 layers). */
export function fillNormals(normals: Float64Array, random: Random): Float64Array {
  const words = fillWords(new Int32Array(normals.buffer, normals.byteOffset, normals.length), random);
  const rare = random.fork(random.integer(2 ** 32));
  const { inside, width } = ziggurat;
  // from the end: the words lie in the first half of the same memory
  for (let i = normals.length - 1; i >= 0; i--) {
    const word = words[i];
    const layer = word & 255;
    const value = word >> 8;
    normals[i] = (value ^ (value >> 31)) < inside[layer] ? value * width[layer] : outside(layer, value, rare);
  }
  return normals;
}

/** The one draw in a hundred that needs more than a look into the tables. */
function outside(layer: number, value: number, random: Random): number {
  if (layer === 0) return value < 0 ? -tail(random) : tail(random);
  const { height, width } = ziggurat;
  const x = value * width[layer];
  const between = height[layer] + random.uniform() * (height[layer + 1] - height[layer]);
  return between < Math.exp(-0.5 * x * x) ? x : random.normal();
}

/** A normal number above TAIL (Marsaglia 1964). */
function tail(random: Random): number {
  for (;;) {
    const x = -Math.log(1 - random.uniform()) / TAIL;
    if (-2 * Math.log(1 - random.uniform()) > x * x) return TAIL + x;
  }
}
