import { casingDrift } from './casing';
import { foreignWordsDrift } from './foreignWords';
import { outOfDomainDrift } from './outOfDomain';
import { spacingDrift } from './spacing';
import { symbolsDrift } from './symbols';
import type { TextDrift } from './textDrift';
import { truncationDrift } from './truncation';
import { typosDrift } from './typos';
import { vocabularyShiftDrift } from './vocabularyShift';

/**
 * All text drifts by name.
 * @example
 * const drifted = textDrifts.typos.apply(texts, 0.4, createRandom(1));
 */
export const textDrifts = {
  casing: casingDrift,
  foreignWords: foreignWordsDrift,
  outOfDomain: outOfDomainDrift,
  spacing: spacingDrift,
  symbols: symbolsDrift,
  truncation: truncationDrift,
  typos: typosDrift,
  vocabularyShift: vocabularyShiftDrift,
} as const satisfies Readonly<Record<string, TextDrift>>;

/** A name in {@link textDrifts}. */
export type TextDriftName = keyof typeof textDrifts;
