// widths in em of DejaVu Sans, by kind of letter
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[il|.,:;'!jI]/, 0.32],
  [/[ ftr()[\]/-]/, 0.39],
  [/[mwMW%@—]/, 0.95],
  [/[A-Z]/, 0.7],
];

/** About how wide a text is in pixels: enough to leave room for it. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const letter of text) width += WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? 0.62;
  return width * size;
}

/** The text in lines that fit; a word longer than a line keeps a line of its own. */
export function wrapText(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length > 0 ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length > 0 && textWidth(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** The text with what XML gives a meaning to escaped. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** A number with at most `digits` decimals and no trailing zeros, the same in every locale. */
export function shortNumber(value: number, digits = 2): string {
  const text = value.toFixed(digits);
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return short === '-0' ? '0' : short;
}
