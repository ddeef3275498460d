import { checkInteger } from '../errors';

/** What one request may ask for, and what waits. */
export interface Limits {
  /** Of a request in bytes, default 16 MiB. */
  readonly body: number;
  /** Images or texts of a sample, default 1000. */
  readonly count: number;
  /** Of an encoded image in bytes, default 1 MiB. */
  readonly imageBytes: number;
  /** Of an image before it is decoded, default 4 million. */
  readonly imagePixels: number;
  /** Of a text in UTF-16 units, default 20,000. */
  readonly textLength: number;
  /** Permutations of a drift test, default 2000. */
  readonly permutations: number;
  /** References that are kept for a model, default 100. */
  readonly references: number;
  /** Requests that wait for the models, default 64; more are refused with 503. */
  readonly queue: number;
  /** Predictions that are worked on side by side, default 8; drift tests have the models for themselves. */
  readonly width: number;
  /** Milliseconds that a request may wait, and that it may work; default 30,000 each. */
  readonly milliseconds: number;
}

export const defaultLimits: Limits = {
  body: 16 * 2 ** 20,
  count: 1000,
  imageBytes: 2 ** 20,
  imagePixels: 4_000_000,
  textLength: 20_000,
  permutations: 2000,
  references: 100,
  queue: 64,
  width: 8,
  milliseconds: 30_000,
};

const LEAST: Readonly<Record<keyof Limits, number>> = {
  body: 1,
  count: 2,
  imageBytes: 1,
  imagePixels: 1,
  textLength: 1,
  permutations: 19,
  references: 0,
  queue: 0,
  width: 1,
  milliseconds: 1,
};

/**
 * The defaults with some of them changed.
 * @throws {TypeError | RangeError} for a limit that is none.
 */
export function limitsWith(changes: Partial<Limits> = {}): Limits {
  const limits = { ...defaultLimits, ...changes };
  for (const [name, least] of Object.entries(LEAST))
    checkInteger(`limits.${name}`, limits[name as keyof Limits], least);
  return limits;
}
