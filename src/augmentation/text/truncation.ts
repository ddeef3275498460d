import { checkNumber } from '../../errors';
import { graphemes } from './graphemes';
import { defineTextDrift, type TextDrift } from './textDrift';

/**
 * The first part of a text: `share` of its characters, rounded up, cut wherever that is, as short messages are.
 * @throws {TypeError | RangeError} if share is not a number in [0, 1].
 * @example
 * truncate('Where is my card?', 0.5); // 'Where is '
 */
export function truncate(text: string, share: number): string {
  checkNumber('share', share, 0, 1);
  const characters = graphemes(text);
  return characters.slice(0, Math.ceil(share * characters.length)).join('');
}

/** The end is lost: 0.9 · severity of the characters. */
export const truncationDrift: TextDrift = defineTextDrift('truncation', (text, severity) =>
  truncate(text, 1 - 0.9 * severity),
);
