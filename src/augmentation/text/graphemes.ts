/**
 * A character and what extends it: marks, letters tied by an Indic virama, skin tones, joined emoji, tags; flags are pairs, old
 * Korean syllables runs. By a pattern and not `Intl.Segmenter`: that is many times slower and follows the platform's Unicode.
 */
const GRAPHEME =
  /(?:\r\n|\p{Regional_Indicator}{2}|[\u1100-\u11ff]+|[^])(?:[\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d]\p{L}|[\p{M}\p{Emoji_Modifier}\u200c\u{e0020}-\u{e007f}]|\u200d\p{Extended_Pictographic}?)*/gu;

/** The characters of a text as readers see them: an accent stays with its letter, a family of emoji together. */
export function graphemes(text: string): string[] {
  return text.match(GRAPHEME) ?? [];
}
