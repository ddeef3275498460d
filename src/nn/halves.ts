import { roundHalfToEven } from '../stats/roundHalfToEven';

const HALF_BITS = 0x8000;

/**
 * Float16 numbers (IEEE 754 binary16), given by their bits, as float32: exact.
 * @example
 * fromHalves(Uint16Array.of(0x3c00)); // Float32Array [1]
 */
export function fromHalves(bits: Uint16Array): Float32Array {
  return Float32Array.from(bits, (half) => {
    const sign = half & HALF_BITS ? -1 : 1;
    const exponent = (half >> 10) & 31;
    const fraction = half & 1023;
    if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
    return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
  });
}

/**
 * Numbers as the bits of float16, rounded to nearest, ties to even; beyond ±65504 infinite.
 * @example
 * toHalves([1, 1e6]); // Uint16Array [0x3c00, 0x7c00]
 */
export function toHalves(values: ArrayLike<number>): Uint16Array {
  return Uint16Array.from(values, (value) => {
    const sign = value < 0 || Object.is(value, -0) ? HALF_BITS : 0;
    const size = Math.abs(value);
    if (Number.isNaN(value)) return 0x7e00;
    if (size >= 65520) return sign | 0x7c00;
    const exponent = Math.max(-14, Math.floor(Math.log2(size)));
    // a fraction that rounds up to 2048 carries into the exponent by itself
    const steps = roundHalfToEven(size * 2 ** (10 - exponent));
    return sign | (exponent === -14 ? steps : ((exponent + 14) << 10) + steps);
  });
}

/** Bfloat16 numbers, given by their bits, as float32: exact. */
export function fromBfloat16(bits: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(bits, (half) => half << 16).buffer);
}
