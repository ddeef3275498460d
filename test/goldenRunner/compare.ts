import { NOT_COVERED } from './adapter';
import { numberWords } from './generated';
import { isRecord, type Tolerance } from './goldenCase';

/** A value that is not what was expected, and where it is. */
export interface Difference {
  readonly path: string;
  readonly expected: unknown;
  readonly got: unknown;
}

/**
 * Compares results with the expected value, part by part. Keys that were not expected are ignored, and so are parts that are
 * not covered.
 */
export function compare(
  got: unknown,
  expected: unknown,
  tolerance: Tolerance,
  toleranceByKey: Readonly<Record<string, Tolerance>> = {},
  path = '',
): Difference[] {
  if (got === NOT_COVERED) return [];
  if (Array.isArray(expected)) return compareLists(got, expected, tolerance, path);
  if (isRecord(expected)) {
    if (!isRecord(got)) return [{ path, expected: 'an object', got }];
    return Object.entries(expected).flatMap(([key, part]) =>
      compare(got[key], part, toleranceByKey[key] ?? tolerance, {}, path ? `${path}.${key}` : key),
    );
  }
  return matches(got, expected, tolerance) ? [] : [{ path, expected, got }];
}

function compareLists(got: unknown, expected: readonly unknown[], tolerance: Tolerance, path: string): Difference[] {
  if (!Array.isArray(got) && !ArrayBuffer.isView(got)) return [{ path, expected: 'a list', got }];
  const list = got as ArrayLike<unknown>;
  if (list.length !== expected.length) return [{ path: `${path}.length`, expected: expected.length, got: list.length }];
  return expected.flatMap((part, i) => compare(list[i], part, tolerance, {}, `${path}[${i}]`));
}

function matches(got: unknown, expected: unknown, { abs, rel }: Tolerance): boolean {
  if (typeof got !== 'number') return got === expected;
  const number = typeof expected === 'string' ? numberWords.get(expected) : expected;
  if (typeof number !== 'number') return false;
  if (!Number.isFinite(number)) return Object.is(got, number);
  return Math.abs(got - number) <= abs + rel * Math.abs(number);
}
