import { type Code, f32x4, i32, i32x4, i8x16, kernel, type Local, loop, set, v128 } from './assembler';

const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const advance = (pointer: Local, bytes: Code): Code => set(pointer, i32.add(pointer, bytes));

const floats = (address: Code, offset = 0): Code => f32x4.fromIntegers(i32x4.fromBytes(v128.load32(address, offset)));
/** The nearest integers, halves up. */
const rounded = (values: Code): Code => i32x4.fromFloats(f32x4.add(values, f32x4.const(0.5)));

/** to = table[from], byte by byte, with three tables in turn. */
const lookUp = kernel(4, ([from, end, to, tables]) =>
  loop(from, 24, end, [
    times(24, (k) => i32.store8(to, i32.load8(i32.add(tables, i32.load8(from, k)), 256 * (k % 3)), k)),
    advance(to, i32.const(24)),
  ]),
);

/** Bytes as floats. */
const widen = kernel(3, ([from, end, to]) =>
  loop(from, 16, end, [times(4, (k) => v128.store(to, floats(from, 4 * k), 16 * k)), advance(to, i32.const(64))]),
);

/** Floats as bytes. */
const narrow = kernel(3, ([from, end, to]) => {
  const part = (k: number): Code => rounded(v128.load(from, 16 * k));
  return loop(from, 64, end, [
    v128.store(to, i8x16.fromIntegers(part(0), part(1), part(2), part(3))),
    advance(to, i32.const(16)),
  ]);
});

/** to = from · gain, bytes and floats. */
const scale = kernel(4, ([from, end, to, gains]) => {
  const part = (k: number): Code => rounded(f32x4.mul(floats(from, 4 * k), v128.load(gains, 16 * k)));
  return loop(from, 16, end, [
    v128.store(to, i8x16.fromIntegers(part(0), part(1), part(2), part(3))),
    advance(to, i32.const(16)),
    advance(gains, i32.const(64)),
  ]);
});

/** to[i] = Σ weight · from[i + offset] in floats, over taps of an offset in bytes and a weight. */
const correlate = kernel(5, ([from, end, to, taps, tapsEnd], local) => {
  const sums = times(8, () => local('v128'));
  const weight = local('v128');
  const [tap, place] = [local('i32'), local('i32')];
  const addTap = (sum: Local, k: number): Code => set(sum, f32x4.add(sum, f32x4.mul(weight, v128.load(place, 16 * k))));
  return loop(from, 128, end, [
    sums.map((sum) => set(sum, f32x4.const(0))),
    set(tap, taps),
    loop(tap, 8, tapsEnd, [
      set(place, i32.add(from, i32.load(tap))),
      set(weight, v128.loadSplat(tap, 4)),
      sums.map(addTap),
    ]),
    sums.map((sum, k) => v128.store(to, sum, 16 * k)),
    advance(to, i32.const(128)),
  ]);
});

/**
 * A pixel for each of `starts`, where the upper left one of four begins, with shares of the right and of the lower ones as floats. All channels
 * at once: 4 bytes are read and written, of which the next pixel overwrites what is too much.
 */
const bilinear = kernel(7, ([starts, end, to, from, shares, row, pixel], local) => {
  const [upperLeft, lowerLeft] = [local('i32'), local('i32')];
  const [upper, lower, share] = times(3, () => local('v128'));
  const between = (a: Local, b: Code): Code => f32x4.add(a, f32x4.mul(share, f32x4.sub(b, a)));
  return loop(starts, 4, end, [
    set(upperLeft, i32.add(from, i32.load(starts))),
    set(lowerLeft, i32.add(upperLeft, row)),
    set(share, v128.loadSplat(shares)),
    set(upper, floats(upperLeft)),
    set(upper, between(upper, floats(i32.add(upperLeft, pixel)))),
    set(lower, floats(lowerLeft)),
    set(lower, between(lower, floats(i32.add(lowerLeft, pixel)))),
    set(share, v128.loadSplat(shares, 4)),
    set(upper, rounded(between(upper, lower))),
    v128.store32(to, i8x16.fromIntegers(upper, upper, upper, upper)),
    advance(to, pixel),
    advance(shares, i32.const(8)),
  ]);
});

/** Each colour is blended with its gray: gray + share · (x − gray), where share and luma have 16 bits after the point. Four pixels at once. */
const saturate = kernel(4, ([from, end, to, share], local) => {
  const [bytes, gray, ...colors] = times(5, () => local('v128'));
  const constant = (value: number): Code => i32x4.splat(i32.const(value));
  const rounding = (value: Code): Code => i32x4.shiftRight(i32x4.add(value, constant(32768)), i32.const(16));
  const channel = (c: number): Code =>
    i8x16.pick(
      bytes,
      times(16, (i) => (i % 4 === 0 ? (3 * i) / 4 + c : -1)),
    );
  const weighted = [19595, 38470, 7471].map((weight, c) => i32x4.mul(colors[c], constant(weight)));
  const blended = (color: Local): Code =>
    i32x4.add(gray, rounding(i32x4.mul(i32x4.splat(share), i32x4.sub(color, gray))));
  const planes = i8x16.fromIntegers(blended(colors[0]), blended(colors[1]), blended(colors[2]), gray);
  return loop(from, 12, end, [
    set(bytes, v128.load(from)),
    colors.map((color, c) => set(color, channel(c))),
    set(gray, rounding(i32x4.add(i32x4.add(weighted[0], weighted[1]), weighted[2]))),
    v128.store(
      to,
      i8x16.pick(
        planes,
        times(16, (i) => (i < 12 ? 4 * (i % 3) + Math.floor(i / 3) : -1)),
      ),
    ),
    advance(to, i32.const(12)),
  ]);
});

/** Three bytes of a pixel to three: a vector of four integers for each level of each channel; their sum, clipped to [0, last], is looked up. */
const mix = kernel(6, ([from, end, to, vectors, bytes, last], local) => {
  const sum = local('v128');
  const vectorOf = (c: number): Code => {
    const place = i32.shiftLeft(i32.load8(from, c), i32.const(4));
    return v128.load(i32.add(vectors, place), 4096 * c);
  };
  return loop(from, 3, end, [
    set(sum, i32x4.add(i32x4.add(vectorOf(0), vectorOf(1)), vectorOf(2))),
    set(sum, i32x4.min(i32x4.max(sum, i32x4.splat(i32.const(0))), i32x4.splat(last))),
    times(3, (c) => i32.store8(to, i32.load8(i32.add(bytes, i32x4.lane(sum, c))), c)),
    advance(to, i32.const(3)),
  ]);
});

/** A word whose upper 31 bits are at most `last` makes a byte 0 or 255, as its lowest bit says. */
const impulses = kernel(5, ([from, end, to, words, last], local) => {
  const word = local('v128');
  const zero = i32x4.splat(i32.const(0));
  const part = (k: number): Code => {
    const extreme = i32x4.sub(zero, v128.and(word, i32x4.splat(i32.const(1))));
    const hit = i32x4.atMost(i32x4.shiftRightUnsigned(word, i32.const(1)), i32x4.splat(last));
    return v128.select(v128.and(extreme, i32x4.splat(i32.const(255))), i32x4.fromBytes(v128.load32(from, 4 * k)), hit);
  };
  const parts = times(4, (k) => [set(word, v128.load(words, 16 * k)), part(k)]);
  return loop(from, 16, end, [
    v128.store(to, i8x16.fromIntegers(parts[0], parts[1], parts[2], parts[3])),
    advance(to, i32.const(16)),
    advance(words, i32.const(64)),
  ]);
});

/** Random bits: four generators xoshiro128++ beside each other, from a state of 16 words. */
const randomWords = kernel(3, ([to, end, state], local) => {
  const [a, b, c, d, sum, kept] = times(6, () => local('v128'));
  const rotated = (value: Local, bits: number): Code =>
    v128.or(i32x4.shiftLeft(value, i32.const(bits)), i32x4.shiftRightUnsigned(value, i32.const(32 - bits)));
  const mix = (one: Local, other: Local): Code => set(one, v128.xor(one, other));
  return [
    [a, b, c, d].map((part, k) => set(part, v128.load(state, 16 * k))),
    loop(to, 16, end, [
      set(sum, i32x4.add(a, d)),
      v128.store(to, i32x4.add(rotated(sum, 7), a)),
      set(kept, i32x4.shiftLeft(b, i32.const(9))),
      mix(c, a),
      mix(d, b),
      mix(b, c),
      mix(a, d),
      mix(c, kept),
      set(d, rotated(d, 11)),
    ]),
  ];
});

/**
 * Work on memory, from address to address: the first two arguments are where it begins and ends. The last step may reach up to 128 bytes
 * further.
 */
export const kernels = { lookUp, widen, narrow, scale, correlate, bilinear, saturate, mix, impulses, randomWords };
