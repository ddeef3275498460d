import { writeFileAtomic } from '../data/files';

/** One row of the table of claims: what was said beforehand, what came out, and whether it holds. */
export interface Claim {
  /** Short and stable, such as `recall-falls`. */
  readonly id: string;
  /** The claim in one sentence. */
  readonly claim: string;
  /** The rule that decides, in words, such as `interval below 0`. */
  readonly expected: string;
  /** What was measured, rounded so that two runs agree byte for byte. */
  readonly measured: string;
  readonly holds: boolean;
}

/**
 * Writes claims as JSON; `make reproduce` gathers them and fails if one does not hold.
 * @throws {RangeError} if two claims share an id, since one of them would be lost in the gathered table.
 * @example
 * await writeClaims('out/01_data_drift_demo/claims.json', [
 *   { id: 'recall-falls', claim: 'Recall falls', expected: 'below 0', measured: '-0.31 [-0.40, -0.22]', holds: true },
 * ]);
 */
export async function writeClaims(path: string, claims: readonly Claim[]): Promise<void> {
  const ids = claims.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) < i);
  if (twice !== undefined) throw new RangeError(`invalid claims: expected ids that differ, got ${twice} twice`);
  await writeFileAtomic(path, `${JSON.stringify(claims, null, 2)}\n`);
}
