/** Square filters of one size, one after the other. */
export interface Kernels {
  readonly values: Float64Array;
  readonly count: number;
  readonly size: number;
}

interface GaborOptions {
  readonly angles: number;
  readonly sigma: number;
  readonly wavelength: number;
}

interface LineOptions {
  readonly angles: number;
  readonly width: number;
  readonly length: number;
}

/**
 * Gabor filters: a Gaussian of deviation `sigma` times a cosine wave of `wavelength` for each of `angles` directions, then the same with sines.
 * Each has mean 0, and 1 as the sum of its absolute values.
 */
export function gaborKernels(size: number, { angles, sigma, wavelength }: GaborOptions): Kernels {
  return oriented(size, angles, [Math.cos, Math.sin], (wave, u, v) => {
    return Math.exp(-(u * u + v * v) / (2 * sigma * sigma)) * wave((2 * Math.PI * u) / wavelength);
  });
}

/**
 * Line filters: across, the second derivative of a Gaussian of deviation `width`; along, a Gaussian of deviation `length`; first for bright lines, then
 * their negatives for dark ones. Mean and scale as above.
 */
export function lineKernels(size: number, { angles, width, length }: LineOptions): Kernels {
  return oriented(size, angles, [1, -1], (sign, u, v) => {
    const across = (u / width) ** 2;
    return sign * (1 - across) * Math.exp(-across / 2 - (v * v) / (2 * length * length));
  });
}

/** Binomial smoothing, [1 4 6 4 1]/16 along both axes: before every second pixel is dropped. */
export function smoothingKernel(): Kernels {
  const row = [1, 4, 6, 4, 1];
  return { values: Float64Array.from(row.flatMap((a) => row.map((b) => (a * b) / 256))), count: 1, size: 5 };
}

/** Several banks as one of the largest size, filled with zeros up to a multiple of 16 filters. */
export function joined(banks: readonly Kernels[]): Kernels {
  const size = Math.max(...banks.map((bank) => bank.size));
  const count = 16 * Math.ceil(banks.reduce((sum, bank) => sum + bank.count, 0) / 16);
  const values = new Float64Array(count * size * size);
  let start = 0;
  for (const bank of banks) {
    const margin = (size - bank.size) / 2;
    for (let row = 0; row < bank.count * bank.size; row++) {
      const kernel = start + Math.floor(row / bank.size);
      const y = margin + (row % bank.size);
      values.set(bank.values.subarray(row * bank.size, (row + 1) * bank.size), (kernel * size + y) * size + margin);
    }
    start += bank.count;
  }
  return { values, count, size };
}

/**
 * The 1 × 1 filters that add, of squared responses of Gabor banks one after the other, cosine and sine of each direction. `inputs` channels in,
 * half as many and at least 16 out.
 */
export function pairSums(banks: readonly Kernels[], inputs: number): Kernels {
  const count = Math.max(16, inputs / 2);
  const values = new Float64Array(count * inputs);
  let start = 0;
  for (const bank of banks) {
    const half = bank.count / 2;
    for (let k = 0; k < half; k++)
      for (const channel of [k, k + half]) values[(start / 2 + k) * inputs + start + channel] = 1;
    start += bank.count;
  }
  return { values, count, size: 1 };
}

function oriented<Kind>(
  size: number,
  angles: number,
  kinds: readonly Kind[],
  value: (kind: Kind, u: number, v: number) => number,
): Kernels {
  const middle = (size - 1) / 2;
  const kernels = kinds.flatMap((kind) =>
    Array.from({ length: angles }, (_, k) => {
      const [c, s] = [Math.cos((Math.PI * k) / angles), Math.sin((Math.PI * k) / angles)];
      return normalised(
        Float64Array.from({ length: size * size }, (_, i) => {
          const x = (i % size) - middle;
          const y = Math.floor(i / size) - middle;
          return value(kind, x * c + y * s, y * c - x * s);
        }),
      );
    }),
  );
  return { values: Float64Array.from(kernels.flatMap((kernel) => [...kernel])), count: kernels.length, size };
}

function normalised(kernel: Float64Array): Float64Array {
  const mean = kernel.reduce((sum, value) => sum + value, 0) / kernel.length;
  const scale = kernel.reduce((sum, value) => sum + Math.abs(value - mean), 0);
  return kernel.map((value) => (value - mean) / scale);
}
