/**
 * A small assembler of WebAssembly: what JavaScript cannot say, the same step for 16 bytes at once. Code is nested bytes; a function of
 * this file gives the bytes of an instruction after those of its operands. Numbers and names are those of the WebAssembly specification 2.0.
 */
export type Code = number | readonly Code[];

/** Number types of arguments and local variables. */
export type Type = 'i32' | 'v128';

const TYPES: Readonly<Record<Type, number>> = { i32: 0x7f, v128: 0x7b };

/** A local variable; as code, its value. */
export type Local = readonly [0x20, number];

/** A function of integers that gives nothing back: it works on the memory. */
export interface Kernel {
  readonly parameters: number;
  readonly locals: readonly Type[];
  readonly body: Code;
}

/** A function of so many arguments from what `write` makes of them; `local` declares a variable. */
export function kernel(
  parameters: number,
  write: (args: readonly Local[], local: (type: Type) => Local) => Code,
): Kernel {
  const locals: Type[] = [];
  const local = (type: Type): Local => [0x20, parameters + locals.push(type) - 1];
  const args = Array.from({ length: parameters }, (_, i): Local => [0x20, i]);
  return { body: write(args, local), parameters, locals };
}

/** A module that exports the functions under their names and takes its memory from `m.m`. */
export function assemble(kernels: Readonly<Record<string, Kernel>>): Uint8Array<ArrayBuffer> {
  const all = Object.values(kernels);
  const types = all.map(({ parameters }) => [0x60, list(new Array<number>(parameters).fill(TYPES.i32)), list([])]);
  const memory = [text('m'), text('m'), 2, 0, 0];
  const names = Object.keys(kernels).map((name, i) => [text(name), 0, unsigned(i)]);
  const bodies = all.map(({ locals, body }) => sized([list(locals.map((type) => [1, TYPES[type]])), body, 0x0b]));
  return bytesOf([
    [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    [1, sized(list(types))],
    [2, sized(list([memory]))],
    [3, sized(list(all.map((_, i) => unsigned(i))))],
    [7, sized(list(names))],
    [10, sized(list(bodies))],
  ]);
}

function bytesOf(code: Code): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  const visit = (part: Code): void => (typeof part === 'number' ? void bytes.push(part) : part.forEach(visit));
  visit(code);
  return Uint8Array.from(bytes);
}

function list(items: readonly Code[]): Code {
  return [unsigned(items.length), items];
}

function sized(code: Code): Code {
  return [unsigned(bytesOf(code).length), code];
}

function text(name: string): Code {
  return list(Array.from(name, (character) => character.charCodeAt(0)));
}

/** LEB128: seven bits a byte, the lowest first. */
function unsigned(value: number): Code {
  return value < 128 ? [value] : [(value & 127) | 128, unsigned(value >>> 7)];
}

function signed(value: number): Code {
  return value >= -64 && value < 64 ? [value & 127] : [(value & 127) | 128, signed(value >> 7)];
}

type Instruction = (...operands: Code[]) => Code;
type Access = (address: Code, offset?: number) => Code;

const plain =
  (...code: Code[]): Instruction =>
  (...operands) => [operands, code];
const vector = (code: number): Instruction => plain(0xfd, unsigned(code));
// any alignment is allowed; 0 promises none
const load =
  (...code: number[]): Access =>
  (address, offset = 0) => [address, code, 0, unsigned(offset)];
const store =
  (...code: number[]) =>
  (address: Code, value: Code, offset = 0): Code => [address, value, code, 0, unsigned(offset)];

export const i32 = {
  const: (value: number): Code => [0x41, signed(value)],
  add: plain(0x6a),
  shiftLeft: plain(0x74),
  load: load(0x28),
  load8: load(0x2d),
  store8: store(0x3a),
} as const;

/** 128 bits. */
export const v128 = {
  load: load(0xfd, 0),
  store: store(0xfd, 11),
  /** The same 32 bits four times. */
  loadSplat: load(0xfd, 9),
  /** 32 bits, then zeros. */
  load32: load(0xfd, 0x5c),
  /** The first 32 bits. */
  store32: (address: Code, value: Code): Code => [address, value, 0xfd, 0x5a, 0, 0, 0],
  and: vector(0x4e),
  or: vector(0x50),
  xor: vector(0x51),
  /** Bits of the first where the third has 1, of the second elsewhere. */
  select: vector(0x52),
} as const;

/** 16 bytes. */
export const i8x16 = {
  /** Bytes at the given places, 0 for −1. */
  pick: (bytes: Code, places: readonly number[]): Code =>
    vector(0x0e)(bytes, [0xfd, 12, places.map((place) => place & 255)]),
  /** 16 integers of 32 bits, those outside 0–255 clipped. */
  fromIntegers: (a: Code, b: Code, c: Code, d: Code): Code => vector(0x66)(vector(0x85)(a, b), vector(0x85)(c, d)),
} as const;

/** Four integers of 32 bits. */
export const i32x4 = {
  splat: vector(0x11),
  add: vector(0xae),
  sub: vector(0xb1),
  mul: vector(0xb5),
  min: vector(0xb6),
  max: vector(0xb8),
  /** All bits 1 where a ≤ b. */
  atMost: vector(0x3d),
  lane: (value: Code, index: number): Code => [value, 0xfd, 0x1b, index],
  shiftLeft: vector(0xab),
  shiftRight: vector(0xac),
  shiftRightUnsigned: vector(0xad),
  /** From the first four of 16 bytes. */
  fromBytes: (bytes: Code): Code => vector(0xa9)(vector(0x89)(bytes)),
  /** From floats, towards 0; what does not fit becomes the nearest that does. */
  fromFloats: vector(0xf8),
} as const;

/** Four floats of 32 bits. */
export const f32x4 = {
  const: (value: number): Code => vector(0x13)([0x43, [...new Uint8Array(Float32Array.of(value).buffer)]]),
  add: vector(0xe4),
  sub: vector(0xe5),
  mul: vector(0xe6),
  fromIntegers: vector(0xfa),
} as const;

/** `variable` becomes `value`. */
export function set([, index]: Local, value: Code): Code {
  return [value, 0x21, unsigned(index)];
}

/** Repeats `body` while `variable`, which grows by `step` after it, is below `end`; at least once. */
export function loop(variable: Local, step: number, end: Code, body: Code): Code {
  return [0x03, 0x40, body, set(variable, i32.add(variable, i32.const(step))), variable, end, 0x49, 0x0d, 0, 0x0b];
}
