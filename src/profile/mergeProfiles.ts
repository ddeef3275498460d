import { DriftlabError, show } from '../errors';
import type { DatasetProfile, ProfilePart } from './datasetProfile';
import { mergeLabels } from './labelPart';
import { mergeNumeric } from './numericPart';
import { mergePixels } from './pixelPart';

/**
 * The profile of several data sets together, as if they had been profiled at once: rows, missing values, counts in bins of one
 * reference (`like`) and distinct counts exactly, moments to 1e-12, quantiles and labels within the errors that the parts state.
 * Bins are those of the first.
 * @throws {RangeError} without any profile; {DriftlabError} DRIFTLAB_INVALID_DATA if they are of another modality, have other
 * columns, or are of random samples that stand for unequal shares of their data.
 * @example
 * const week = mergeProfiles(days);
 */
export function mergeProfiles(profiles: readonly DatasetProfile[]): DatasetProfile {
  if (!Array.isArray(profiles) || profiles.length === 0)
    throw new RangeError(`invalid profiles: expected a list of at least one, got ${show(profiles)}`);
  return (profiles as readonly DatasetProfile[]).reduce((merged, profile) => mergeTwo(merged, profile));
}

/**
 * Pairs the parts of two profiles by name.
 * @throws {DriftlabError} DRIFTLAB_INVALID_DATA that says how the data differ, if they cannot be compared.
 */
export function pairParts(a: DatasetProfile, b: DatasetProfile): (readonly [ProfilePart, ProfilePart])[] {
  if (a.task.modality !== b.task.modality)
    throw mismatch(`expected a profile of ${a.task.modality} data, got ${b.task.modality}`);
  const [first, second] = [a, b].map(({ parts }) => new Map(parts.map((part) => [part.name, part])));
  const [missing, added] = [lacking(first, second), lacking(second, first)];
  if (missing.length + added.length > 0)
    throw mismatch(
      ['expected the same columns', missing.length > 0 ? `missing: ${missing.join(', ')}` : '']
        .concat(added.length > 0 ? `not in the first: ${added.join(', ')}` : '')
        .filter((text) => text !== '')
        .join('; '),
    );
  return [...first].map(([name, part]) => {
    const other = second.get(name)!;
    if (part.kind !== other.kind) throw mismatch(`expected ${part.kind} values in ${show(name)}, got ${other.kind}`);
    return [part, other] as const;
  });
}

const SHOWN = 8;

function lacking(of: ReadonlyMap<string, unknown>, from: ReadonlyMap<string, unknown>): string[] {
  const names = [...of.keys()].filter((name) => !from.has(name));
  return names.length > SHOWN ? [...names.slice(0, SHOWN), `and ${names.length - SHOWN} more`] : names;
}

function mismatch(rule: string): DriftlabError {
  return new DriftlabError('DRIFTLAB_INVALID_DATA', `these profiles do not fit together: ${rule}`);
}

function mergeTwo(a: DatasetProfile, b: DatasetProfile): DatasetProfile {
  // an empty profile has no columns yet
  if (a.rows === 0 || b.rows === 0) return a.rows === 0 ? b : a;
  if (a.sampled * b.rows !== b.sampled * a.rows)
    throw mismatch(
      `one is of a random sample of ${a.sampled} of ${a.rows} rows, the other of ${b.sampled} of ${b.rows}. Profile all rows`,
    );
  const [capacity, rare] = [Math.max(a.capacity, b.capacity), Math.max(a.rare, b.rare)];
  const parts = pairParts(a, b).map(([one, other]) => mergePart(one, other, capacity, rare));
  return { ...a, rows: a.rows + b.rows, sampled: a.sampled + b.sampled, rare, capacity, parts };
}

function mergePart(a: ProfilePart, b: ProfilePart, capacity: number, rare: number): ProfilePart {
  if (a.kind === 'numeric' && b.kind === 'numeric') return mergeNumeric(a, b);
  if (a.kind === 'pixels' && b.kind === 'pixels') return mergePixels(a, b);
  return mergeLabels(a as never, b as never, capacity, rare);
}
