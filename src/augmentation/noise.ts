import type { Random } from '../random';
import { normalQuantile } from '../stats/distributions/normal';
import { extent, imageKernels, workspace } from './kernels/workspace';

/**
 * Fills an array with 32 random bits each, many times faster than one call for each: four generators xoshiro128++ (Blackman & Vigna 2021) in turn,
 * started with 16 draws from `random`, however many there are.
 */
export function fillWords(words: Int32Array, random: Random): Int32Array {
  const [target, state] = workspace(words.byteLength, 64);
  const view = new DataView(state.buffer, state.byteOffset);
  for (let i = 0; i < 16; i++) view.setUint32(4 * i, random.integer(2 ** 32), true);
  imageKernels().randomWords(...extent(target), state.byteOffset);
  words.set(new Int32Array(target.buffer, target.byteOffset, words.length));
  return words;
}

const QUANTILES = 65536;
let quantiles: Float32Array | undefined;

/**
 * Fills an array with draws from the standard normal distribution, each one of 65,536 quantiles that are equally likely: its largest is 4.17 and its
 * distribution function nowhere off by more than 10⁻⁵, enough for bytes and ten times faster than one call for each.
 */
export function fillNormals(normals: Float32Array, random: Random): Float32Array {
  // made at the first call: it takes a few milliseconds
  const table = (quantiles ??= Float32Array.from({ length: QUANTILES }, (_, i) =>
    normalQuantile((i + 0.5) / QUANTILES),
  ));
  const words = fillWords(new Int32Array(Math.ceil(normals.length / 2)), random);
  const half = normals.length >> 1;
  for (let k = 0; k < half; k++) {
    normals[2 * k] = table[words[k] & 65535];
    normals[2 * k + 1] = table[words[k] >>> 16];
  }
  if (normals.length % 2 === 1) normals[2 * half] = table[words[half] & 65535];
  return normals;
}
