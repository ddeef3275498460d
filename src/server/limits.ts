/** What one request may ask for. */
export interface Limits {
  /** Of a request in bytes, default 16 MiB. */
  readonly body: number;
  /** Images or texts of a sample, default 1000. */
  readonly count: number;
  /** Of an encoded image in bytes, default 1 MiB. */
  readonly imageBytes: number;
  /** Of an image before it is decoded, default 4 million. */
  readonly imagePixels: number;
  /** Of a text in characters, default 20,000. */
  readonly textLength: number;
  /** Permutations of a drift test, default 2000. */
  readonly permutations: number;
  /** References that are kept for a model, default 100. */
  readonly references: number;
  /** Requests that wait for the worker, default 64; more are refused with 503. */
  readonly queue: number;
  /** Milliseconds a request may take in the worker, default 30,000. */
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
  milliseconds: 30_000,
};
