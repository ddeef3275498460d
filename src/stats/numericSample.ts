import { checkOneOf, show } from '../errors';

/** What becomes of NaN: an error, or the value is left out. */
export type NanPolicy = 'error' | 'omit';

/** Options that all tests of numbers share. */
export interface SampleOptions {
  /** Default 'error'. */
  readonly nanPolicy?: NanPolicy;
}

/** What a test asks of a sample. */
export interface SampleRules extends SampleOptions {
  /** How many values there must be after NaN is left out; default 1. */
  readonly least?: number;
  /** Whether infinities are refused; default false. */
  readonly finite?: boolean;
}

/**
 * The numbers of any array-like, checked, as float64. A Float64Array that needs no change is given back itself and not
 * a copy: do not write to the result.
 * @throws {TypeError} if `values` is no array-like or holds something else than numbers; {RangeError} for NaN unless
 * the policy is 'omit', for infinities where `finite`, and for fewer than `least` values.
 * @example
 * numericSample('reference', [1, NaN, 2], { nanPolicy: 'omit' }); // Float64Array [1, 2]
 */
export function numericSample(
  name: string,
  values: ArrayLike<number>,
  { nanPolicy = 'error', least = 1, finite = false }: SampleRules = {},
): Float64Array {
  checkOneOf('nanPolicy', nanPolicy, ['error', 'omit']);
  const all = toFloat64(name, values);
  const first = firstNaN(all);
  if (first >= 0 && nanPolicy === 'error')
    throw new RangeError(`invalid ${name}: expected no NaN unless nanPolicy is 'omit', got NaN at ${first}`);
  const numbers = first < 0 ? all : all.filter((value) => value === value);
  if (numbers.length < least)
    throw new RangeError(`invalid ${name}: expected at least ${least} values, got ${numbers.length}`);
  const infinite = finite ? numbers.findIndex((value) => Math.abs(value) === Infinity) : -1;
  if (infinite >= 0) throw new RangeError(`invalid ${name}: expected finite numbers, got ${numbers[infinite]}`);
  return numbers;
}

/**
 * Several samples, checked as `numericSample` does.
 * @throws as `numericSample` does, and {RangeError} if there are fewer than two samples.
 */
export function numericSamples(samples: readonly ArrayLike<number>[], rules: SampleRules = {}): Float64Array[] {
  if (!Array.isArray(samples)) throw new TypeError(`invalid samples: expected a list of samples, got ${show(samples)}`);
  if (samples.length < 2) throw new RangeError(`invalid samples: expected at least two, got ${samples.length}`);
  return samples.map((values, i) => numericSample(`samples[${i}]`, values as ArrayLike<number>, rules));
}

function toFloat64(name: string, values: ArrayLike<number>): Float64Array {
  if (values instanceof Float64Array) return values;
  if (typeof values !== 'object' || typeof values?.length !== 'number')
    throw new TypeError(`invalid ${name}: expected an array of numbers, got ${show(values)}`);
  const numbers = new Float64Array(values.length);
  for (let i = 0; i < numbers.length; i++) {
    // a typed array would turn null into 0
    if (typeof values[i] !== 'number')
      throw new TypeError(`invalid ${name}: expected numbers, got ${show(values[i])} at ${i}`);
    numbers[i] = values[i];
  }
  return numbers;
}

/** Where the first NaN is; −1 if nowhere. */
function firstNaN(values: Float64Array): number {
  for (let i = 0; i < values.length; i++) if (values[i] !== values[i]) return i;
  return -1;
}
