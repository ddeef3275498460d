/**
 * A small assembler of WebAssembly: what JavaScript cannot say, the same step for 16 bytes at once. Code is nested bytes; a function of
 * this file gives the bytes of an instruction after those of its operands. Numbers and names are those of the WebAssembly specification 2.0.
 */
export type Code = number | readonly Code[];

/** Number types of arguments and local variables. */
export type Type = 'i32' | 'f32' | 'v128';

const TYPES: Readonly<Record<Type, number>> = { i32: 0x7f, f32: 0x7d, v128: 0x7b };

/** A local variable; as code, its value. */
export type Local = readonly [0x20, number];

/** A function that gives nothing back: it works on the memory. */
export interface Kernel {
  readonly parameters: readonly Type[];
  readonly locals: readonly Type[];
  readonly body: Code;
}

/** A function from what `write` makes of its arguments; `local` declares a variable. */
export function kernel(
  parameters: readonly Type[],
  write: (args: readonly Local[], local: (type: Type) => Local) => Code,
): Kernel {
  const locals: Type[] = [];
  const at = (index: number): Local => [0x20, index];
  const local = (type: Type) => at(parameters.length + locals.push(type) - 1);
  const body = write(
    parameters.map((_, i) => at(i)),
    local,
  );
  return { parameters, locals, body };
}

/** A module that exports the functions under their names and takes its memory from `m.m`. */
export function assemble(kernels: Readonly<Record<string, Kernel>>): Uint8Array<ArrayBuffer> {
  const all = Object.values(kernels);
  const types = all.map(({ parameters }) => [0x60, list(parameters.map((type) => TYPES[type])), list([])]);
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
  return Uint8Array.from([code].flat(Infinity) as number[]);
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
  sub: plain(0x6b),
  mul: plain(0x6c),
  load: load(0x28),
  load8: load(0x2d),
  store8: store(0x3a),
  truncate: plain(0xfc, 0),
} as const;

export const f32 = {
  const: (value: number): Code => [0x43, [...new Uint8Array(Float32Array.of(value).buffer)]],
  load: load(0x2a),
  sub: plain(0x93),
  fromInteger: plain(0xb2),
} as const;

/** 128 bits, seen as 4 numbers of 32 bits or 16 bytes. */
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
} as const;

export const f32x4 = {
  splat: vector(0x13),
  add: vector(0xe4),
  sub: vector(0xe5),
  mul: vector(0xe6),
  /** From integers of 32 bits. */
  fromIntegers: plain(0xfd, unsigned(0xfa)),
  /** To integers of 32 bits, towards 0; what does not fit becomes the nearest that does. */
  truncate: plain(0xfd, unsigned(0xf8)),
} as const;

/** The first four of 16 bytes as integers of 32 bits. */
export const widenBytes: Instruction = (bytes) => plain(0xfd, unsigned(0xa9))(plain(0xfd, unsigned(0x89))(bytes));

/** Bytes of 16 integers of 32 bits in four vectors, those outside 0–255 clipped. */
export function narrowToBytes(a: Code, b: Code, c: Code, d: Code): Code {
  const halves = vector(0x85);
  return vector(0x66)(halves(a, b), halves(c, d));
}

/** `variable` becomes `value`. */
export function set([, index]: Local, value: Code): Code {
  return [value, 0x21, unsigned(index)];
}

/** Repeats `body` while `variable`, which grows by `step` after it, is below `end`; at least once. */
export function loop(variable: Local, step: number, end: Code, body: Code): Code {
  return [0x03, 0x40, body, set(variable, i32.add(variable, i32.const(step))), variable, end, 0x49, 0x0d, 0, 0x0b];
}
