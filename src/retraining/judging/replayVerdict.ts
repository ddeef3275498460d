import { sha256Of } from '../../data/sha256Of';
import { canonicalJson } from '../../registry/canonicalJson';
import { judge } from './judge';
import type { Verdict } from './verdict';

/** What came of judging a record again. */
export interface Replay {
  /** Whether every number and word came out as in the record. */
  readonly same: boolean;
  /** Fields of the record that came out otherwise. */
  readonly differs: readonly string[];
  readonly verdict: Verdict;
}

/**
 * Judges again from the record alone: its evidence, plan, charge and seed give the same p values, to the last bit on one machine.
 * @throws {TypeError | RangeError} if the record is none of version 1, or its plan is wrong.
 * @example
 * replayVerdict(JSON.parse(record)).same; // true
 */
export function replayVerdict(record: Verdict): Replay {
  if (record.version !== 1)
    throw new RangeError(`invalid record: expected a verdict of version 1, got ${String(record.version)}`);
  const verdict = judge(record.evidence, record.plan, record);
  const keys = [...new Set([...Object.keys(record), ...Object.keys(verdict)])] as (keyof Verdict)[];
  const differs = keys.filter(
    (key) => canonicalJson(key, record[key] ?? null) !== canonicalJson(key, verdict[key] ?? null),
  );
  return { same: differs.length === 0, differs, verdict };
}

/** SHA-256 of a verdict's canonical JSON, 64 hexadecimal digits: what an approval signs. */
export function verdictHash(verdict: Verdict): string {
  return sha256Of(canonicalJson('verdict', verdict));
}
