import { createHash } from 'node:crypto';
import { COLORS, FONT_FAMILY, FONT_SIZES } from './style';
import { escapeXml, shortNumber, textWidth, wrapText } from './text';

/** One entry of a legend. */
export interface LegendEntry {
  readonly label: string;
  readonly color: string;
  /** How the swatch looks (default a box). */
  readonly mark?: 'box' | 'line' | 'dashes' | 'outline';
}

/** What surrounds the drawing of a figure. */
export interface CardOptions {
  readonly title: string;
  readonly subtitle?: string;
  readonly legend?: readonly LegendEntry[];
  /** Small print below the drawing. */
  readonly note?: string;
}

/** Something to put on a card: SVG elements for a box of this size in pixels. */
export interface Drawing {
  readonly content: string;
  readonly width: number;
  readonly height: number;
}

const PADDING = 16;
const LINE_HEIGHT = 1.35;

class Column {
  readonly parts: string[] = [];
  y = PADDING;

  constructor(readonly width: number) {}

  text(text: string, size: number, attributes: string): void {
    for (const line of wrapText(text, size, this.width)) {
      this.parts.push(
        `<text x="${PADDING}" y="${shortNumber(this.y + size)}" font-size="${size}" ${attributes}>${escapeXml(line)}</text>`,
      );
      this.y += size * LINE_HEIGHT;
    }
  }

  legend(entries: readonly LegendEntry[]): void {
    const size = FONT_SIZES.text;
    let x = PADDING;
    this.y += 6;
    for (const entry of entries) {
      const width = 24 + textWidth(entry.label, size);
      if (x > PADDING && x + width > PADDING + this.width) {
        x = PADDING;
        this.y += size * LINE_HEIGHT;
      }
      this.parts.push(
        swatch(entry, x, this.y),
        `<text x="${shortNumber(x + 22)}" y="${shortNumber(this.y + size - 1)}">${escapeXml(entry.label)}</text>`,
      );
      x += width + 16;
    }
    this.y += size * LINE_HEIGHT;
  }

  drawing({ content, height }: Drawing): void {
    this.y += 8;
    this.parts.push(`<g transform="translate(${PADDING},${shortNumber(this.y)})">${content}</g>`);
    this.y += height + 4;
  }
}

function swatch({ color, mark = 'box' }: LegendEntry, x: number, y: number): string {
  const left = shortNumber(x);
  const right = shortNumber(x + 16);
  if (mark === 'box') return `<rect x="${left}" y="${shortNumber(y + 1)}" width="16" height="11" fill="${color}"/>`;
  if (mark === 'outline')
    return `<rect x="${left}" y="${shortNumber(y + 1)}" width="16" height="11" fill="none" stroke="${color}" stroke-width="2"/>`;
  const dashes = mark === 'dashes' ? ' stroke-dasharray="4,3"' : '';
  return `<path d="M${left},${shortNumber(y + 7)}H${right}" stroke="${color}" stroke-width="2"${dashes}/>`;
}

/** Shortens numbers, so that the last bits of another machine's arithmetic leave no trace. */
function roundNumbers(svg: string): string {
  return svg.replace(/<[^>]*>/g, (tag) =>
    tag.replace(/-?\d*\.\d{3,}(?:e[+-]?\d+)?/g, (number) => shortNumber(Number(number))),
  );
}

/** Names ids after the content: two figures on one page never share one, and a figure drawn again keeps its own. */
function renameIds(svg: string): string {
  const ids = [...new Set([...svg.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id))];
  const plain = ids.reduce((text, id, i) => replaceId(text, id, `figure-${i}`), svg);
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 8);
  return ids.reduce((text, _, i) => replaceId(text, `figure-${i}`, `f${hash}-${i}`), plain);
}

function replaceId(svg: string, from: string, to: string): string {
  return svg
    .replaceAll(`id="${from}"`, `id="${to}"`)
    .replaceAll(`url(#${from})`, `url(#${to})`)
    .replaceAll(`href="#${from}"`, `href="#${to}"`);
}

/**
 * A drawing on an opaque white card with title, subtitle, legend and note: it reads on a dark page as on a light one.
 * Gives a whole SVG document; the same input gives the same bytes.
 */
export function card(drawing: Drawing, { title, subtitle, legend = [], note }: CardOptions): string {
  const column = new Column(drawing.width);
  column.text(title, FONT_SIZES.title, 'font-weight="bold"');
  if (subtitle !== undefined) column.text(subtitle, FONT_SIZES.text, `fill="${COLORS.muted}"`);
  if (legend.length > 0) column.legend(legend);
  column.drawing(drawing);
  if (note !== undefined) column.text(note, FONT_SIZES.small, `fill="${COLORS.muted}"`);
  const width = drawing.width + 2 * PADDING;
  const height = Math.ceil(column.y + PADDING);
  const body = renameIds(roundNumbers(column.parts.join('\n')));
  const alt = escapeXml(subtitle === undefined ? title : `${title}. ${subtitle}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${alt}" font-family="${escapeXml(FONT_FAMILY)}" font-size="${FONT_SIZES.text}" fill="${COLORS.ink}" style="max-width:100%;height:auto">
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="6" fill="${COLORS.card}" stroke="${COLORS.edge}"/>
${body}
</svg>
`;
}
