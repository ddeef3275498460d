import { assemble } from './assembler';
import { kernels } from './kernels';

/** The kernels as functions, which work on the memory of {@link workspace}. */
export type ImageKernels = Readonly<Record<keyof typeof kernels, (...args: number[]) => void>>;

const memory = new WebAssembly.Memory({ initial: 0 });
let functions: ImageKernels | undefined;

/** Native code for the loops over bytes, made at the first call. */
export function imageKernels(): ImageKernels {
  if (functions) return functions;
  const module = new WebAssembly.Module(assemble(kernels));
  return (functions = new WebAssembly.Instance(module, { m: { m: memory } }).exports as unknown as ImageKernels);
}

const PAGE = 65536;

/**
 * Parts of the kernels' memory, one behind the other, of so many bytes; what they held is lost at the next call. The memory grows to what the largest
 * image needs, and stays.
 */
export function workspace(...sizes: readonly number[]): Uint8Array[] {
  const starts = [0];
  for (const size of sizes) starts.push(starts.at(-1)! + 128 + 16 * Math.ceil(size / 16));
  const missing = starts.at(-1)! - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  return sizes.map((size, i) => new Uint8Array(memory.buffer, starts[i], size));
}

/** Where a part begins and ends. */
export function extent({ byteOffset, length }: Uint8Array): [start: number, end: number] {
  return [byteOffset, byteOffset + length];
}
