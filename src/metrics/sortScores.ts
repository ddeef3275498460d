/** Scores as typed numbers: float32 is sorted several times faster than float64. */
export type Scores = Float32Array | Float64Array;

const DIGITS = [
  { shift: 0, bits: 11 },
  { shift: 11, bits: 11 },
  { shift: 22, bits: 10 },
];
const SIGN = 0x80000000;

/**
 * Sorts scores ascending; the array it is given is used as working memory. Float32: a radix sort of the bit patterns, O(n).
 * There must be no NaN.
 */
export function sortScores(scores: Scores): Scores {
  if (scores instanceof Float64Array) return scores.sort();
  let from: Uint32Array = new Uint32Array(scores.buffer, scores.byteOffset, scores.length);
  let to: Uint32Array = new Uint32Array(scores.length);
  // as unsigned integers, patterns order like the numbers once negative ones are inverted and positive ones get the top bit
  for (let i = 0; i < from.length; i++) from[i] = from[i] & SIGN ? ~from[i] : from[i] | SIGN;
  for (const { shift, bits } of DIGITS) {
    moveByDigit(from, to, shift, bits);
    [from, to] = [to, from];
  }
  for (let i = 0; i < from.length; i++) from[i] = from[i] & SIGN ? from[i] ^ SIGN : ~from[i];
  return new Float32Array(from.buffer, from.byteOffset, from.length);
}

function moveByDigit(from: Uint32Array, to: Uint32Array, shift: number, bits: number): void {
  const mask = 2 ** bits - 1;
  const next = new Uint32Array(mask + 2);
  for (let i = 0; i < from.length; i++) next[((from[i] >>> shift) & mask) + 1]++;
  for (let digit = 0; digit < mask; digit++) next[digit + 1] += next[digit];
  for (let i = 0; i < from.length; i++) to[next[(from[i] >>> shift) & mask]++] = from[i];
}
