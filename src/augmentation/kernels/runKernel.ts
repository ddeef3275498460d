import { extent, imageKernels, type ImageKernels, workspace } from './workspace';

/**
 * Runs a kernel that walks over the bytes of `from` and writes `to`. Its other arguments are numbers, and arrays, of which it gets the address of a
 * copy; they lie one behind the other.
 */
export function runKernel(
  name: keyof ImageKernels,
  from: ArrayBufferView,
  to: Uint8Array,
  ...args: readonly (number | ArrayBufferView)[]
): void {
  const arrays = [from, ...args].filter((arg) => typeof arg !== 'number');
  const [target, ...copies] = workspace(to.length, ...arrays.map(({ byteLength }) => byteLength));
  arrays.forEach(({ buffer, byteOffset, byteLength }, i) =>
    copies[i].set(new Uint8Array(buffer, byteOffset, byteLength)),
  );
  const address = (arg: number | ArrayBufferView) =>
    typeof arg === 'number' ? arg : copies[arrays.indexOf(arg)].byteOffset;
  imageKernels()[name](...extent(copies[0]), target.byteOffset, ...args.map(address));
  to.set(target);
}
