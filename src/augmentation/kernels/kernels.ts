import {
  assemble,
  type Code,
  f32,
  f32x4,
  i32,
  kernel,
  type Local,
  loop,
  narrowToBytes,
  set,
  v128,
  widenBytes,
} from './assembler';

const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

/** to = table[from], byte by byte, with three tables in turn. */
const lookUp = kernel(['i32', 'i32', 'i32', 'i32'], ([from, end, to, tables]) =>
  loop(from, 24, end, [
    times(24, (k) => i32.store8(to, i32.load8(i32.add(tables, i32.load8(from, k)), 256 * (k % 3)), k)),
    set(to, i32.add(to, i32.const(24))),
  ]),
);

/** Bytes as floats. */
const widen = kernel(['i32', 'i32', 'i32'], ([from, end, to]) =>
  loop(from, 16, end, [
    times(4, (k) => v128.store(to, f32x4.fromIntegers(widenBytes(v128.load32(from, 4 * k))), 16 * k)),
    set(to, i32.add(to, i32.const(64))),
  ]),
);

/** Floats as bytes: the nearest integers, halves up, clipped. */
const narrow = kernel(['i32', 'i32', 'i32'], ([from, end, to], local) => {
  const half = local('v128');
  const rounded = (k: number): Code => f32x4.truncate(f32x4.add(v128.load(from, 16 * k), half));
  return [
    set(half, f32x4.splat(f32.const(0.5))),
    loop(from, 64, end, [
      v128.store(to, narrowToBytes(rounded(0), rounded(1), rounded(2), rounded(3))),
      set(to, i32.add(to, i32.const(16))),
    ]),
  ];
});

/** to[i] = Σ weight · from[i + offset] in floats, over taps of an offset in bytes and a weight; 32 at a time. */
const correlate = kernel(['i32', 'i32', 'i32', 'i32', 'i32'], ([from, end, to, taps, tapsEnd], local) => {
  const sums = times(8, () => local('v128'));
  const [tap, place] = [local('i32'), local('i32')];
  const weight = local('v128');
  const addTap = (sum: Local, k: number): Code => set(sum, f32x4.add(sum, f32x4.mul(weight, v128.load(place, 16 * k))));
  return loop(from, 128, end, [
    sums.map((sum) => set(sum, f32x4.splat(f32.const(0)))),
    set(tap, taps),
    loop(tap, 8, tapsEnd, [
      set(place, i32.add(from, i32.load(tap))),
      set(weight, v128.loadSplat(tap, 4)),
      sums.map(addTap),
    ]),
    sums.map((sum, k) => v128.store(to, sum, 16 * k)),
    set(to, i32.add(to, i32.const(128))),
  ]);
});

/**
 * Bilinear: a pixel for each place, a column and a row inside the image as floats. All channels of a pixel at once: 4 bytes are read and
 * written, of which the next pixel overwrites what is too much.
 */
const bilinear = kernel(['i32', 'i32', 'i32', 'i32', 'i32', 'i32'], ([places, end, to, from, row, channels], local) => {
  const [left, top, start] = times(3, () => local('i32'));
  const [across, down, half] = times(3, () => local('v128'));
  const pixel = (address: Code): Code => f32x4.fromIntegers(widenBytes(v128.load32(address)));
  const between = (a: Local, b: Code, share: Local): Code => f32x4.add(a, f32x4.mul(share, f32x4.sub(b, a)));
  const [upper, lower] = times(2, () => local('v128'));
  const fraction = (offset: number, whole: Local): Code =>
    f32x4.splat(f32.sub(f32.load(places, offset), f32.fromInteger(whole)));
  const right = i32.add(start, channels);
  const below = i32.add(start, row);
  return [
    set(half, f32x4.splat(f32.const(0.5))),
    loop(places, 8, end, [
      set(left, i32.truncate(f32.load(places))),
      set(top, i32.truncate(f32.load(places, 4))),
      set(across, fraction(0, left)),
      set(down, fraction(4, top)),
      set(start, i32.add(from, i32.add(i32.mul(top, row), i32.mul(left, channels)))),
      set(upper, pixel(start)),
      set(upper, between(upper, pixel(right), across)),
      set(lower, pixel(below)),
      set(lower, between(lower, pixel(i32.add(below, channels)), across)),
      set(upper, f32x4.truncate(f32x4.add(between(upper, lower, down), half))),
      v128.store32(to, narrowToBytes(upper, upper, upper, upper)),
      set(to, i32.add(to, channels)),
    ]),
  ];
});

/** Work on `memory` from address to address: the first two arguments are where what is read begins and ends. Each may go on for up to 128 bytes after its end. */
export type Kernels = Readonly<
  Record<'lookUp' | 'widen' | 'narrow' | 'correlate' | 'bilinear', (...args: number[]) => void>
>;

const memory = new WebAssembly.Memory({ initial: 0 });
let kernels: Kernels | undefined;

/** Native code for loops over bytes, made at the first call. */
export function imageKernels(): Kernels {
  if (kernels) return kernels;
  const module = new WebAssembly.Module(assemble({ lookUp, widen, narrow, correlate, bilinear }));
  return (kernels = new WebAssembly.Instance(module, { m: { m: memory } }).exports as unknown as Kernels);
}

const PAGE = 65536;

/** Parts of the kernels' memory, one behind the other, of at least so many bytes each; what they held is lost at the next call. */
export function workspace(...sizes: readonly number[]): Uint8Array[] {
  const starts = [0];
  for (const size of sizes) starts.push(starts.at(-1)! + 128 + 16 * Math.ceil(size / 16));
  const missing = starts.at(-1)! - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  return sizes.map((size, i) => new Uint8Array(memory.buffer, starts[i], size));
}
