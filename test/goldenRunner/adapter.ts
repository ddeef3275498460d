/**
 * Calls the library for one operation of the golden files: takes the input of a case and gives what its `expected`
 * holds, in plain values and lists. It only renames and reshapes; the answer is the library's. What is expected is
 * given to tell which numbers are asked for, such as the indices of checkpoints.
 */
export type Adapter = (input: never, expected: never) => unknown;

/** Adapters by family and operation. */
export type Adapters = Readonly<Record<string, Readonly<Record<string, Adapter>>>>;

/**
 * What an adapter gives for a variant of its operation, or for one key of the expected object, that the library does
 * not offer.
 */
export const NOT_COVERED = Symbol('not covered');
