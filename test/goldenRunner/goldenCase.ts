/** How far a number may be off: `|got − expected| ≤ abs + rel·|expected|`. */
export interface Tolerance {
  readonly abs: number;
  readonly rel: number;
}

/** One question with the answer of an independent tool. */
export interface GoldenCase {
  readonly case: string;
  readonly op: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly expected: unknown;
  readonly tolerance: Tolerance;
  readonly tolerance_by_key?: Readonly<Record<string, Tolerance>>;
  readonly advisory?: boolean;
}

/** A family of cases. */
export interface GoldenFile {
  readonly family: string;
  readonly cases: readonly GoldenCase[];
}

/** Whether a value is an object that is neither null nor a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}
