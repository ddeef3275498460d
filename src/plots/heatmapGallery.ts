import sharp, { type Raw } from 'sharp';
import type { Images } from '../images';
import type { Matrix } from '../matrix';
import { card, type CardOptions, type Drawing } from './card';
import { figure, type Figure } from './figure';
import { heatColors, heatImage, heatRange } from './heatImage';
import { OUTLINE_COLOR, outlineOf } from './outline';
import { COLORS, FONT_SIZES } from './style';
import { escapeXml, shortNumber, textWidth } from './text';

/** One row of the gallery. */
export interface GalleryRow {
  readonly label: string;
  /** One image. */
  readonly image: Images;
  /** One image of one channel and the same size: what is not 0 is defect. Undefined where no mask is known. */
  readonly truth?: Images;
  /** Heat maps of any grid, such as before and after, in the order of `mapNames`. */
  readonly maps: readonly Matrix[];
}

/** What a gallery shows. */
export interface HeatmapGalleryOptions extends Omit<CardOptions, 'legend'> {
  readonly rows: readonly GalleryRow[];
  /** Headings of the heat maps, such as ["before", "after"]. */
  readonly mapNames: readonly string[];
  /** Ends of the colour scale, one for all maps (default: least and greatest value of them all). Values beyond take its end. */
  readonly range?: readonly [number, number];
  /** Default "anomaly score". */
  readonly scoreLabel?: string;
  /** Height and width of a picture in pixels (default 132). */
  readonly size?: number;
}

/**
 * Rows of pictures: input, input with the outline of the true defect, and its heat maps in one perceptually uniform scale
 * (inferno), which the bar below explains.
 * @throws {RangeError} if there is no row, a row has other than one image, a mask of another size, or not a map for each name.
 * @example
 * show(await heatmapGallery({ title: 'Where', mapNames: ['before', 'after'], rows: [{ label: 'hole', image, truth, maps: [before, after] }] }));
 */
export async function heatmapGallery(options: HeatmapGalleryOptions): Promise<Figure> {
  const { rows, mapNames, range, scoreLabel = 'anomaly score', size = 132, ...around } = options;
  checkRows(rows, mapNames);
  const scale = range ?? heatRange(rows.flatMap(({ maps }) => maps));
  const layout = {
    size,
    left: Math.ceil(12 + Math.max(...rows.map(({ label }) => textWidth(label, FONT_SIZES.text)))),
  };
  const masked = rows.some(({ truth }) => truth);
  const drawn = await Promise.all(rows.map((row, i) => drawRow(row, i, layout, scale, masked)));
  const names = ['input', ...(masked ? ['truth'] : []), ...mapNames];
  const drawing = arrange(drawn, names, layout, colorBar(scale, scoreLabel));
  const legend = masked ? [OUTLINE_ENTRY] : [];
  // the pictures in it have no more pixels than this
  return figure(card(drawing, { legend, ...around }), { scale: PIXELS });
}

const GAP = 6;
const HEADER = 22;
const BAR = { width: 200, height: 12, room: 48 };
const PIXELS = 1.5;
const OUTLINE_ENTRY = { label: 'outline of the true defect', color: OUTLINE_COLOR, mark: 'outline' } as const;

interface Layout {
  /** Side of a picture. */
  readonly size: number;
  /** Where the pictures begin. */
  readonly left: number;
}

type Range = readonly [number, number];

function arrange(rows: readonly string[], names: readonly string[], { size, left }: Layout, bar: string): Drawing {
  const headings = names.map((name, i) => {
    const x = left + i * (size + GAP) + size / 2;
    return `<text x="${x}" y="14" text-anchor="middle" font-weight="bold" font-size="${FONT_SIZES.heading}">${escapeXml(name)}</text>`;
  });
  const height = HEADER + rows.length * (size + GAP);
  const width = Math.max(left + names.length * (size + GAP) - GAP, 420);
  const body = rows.map((row, i) => `<g transform="translate(0,${HEADER + i * (size + GAP)})">${row}</g>`);
  const foot = `<g transform="translate(${left},${height + 8})">${bar}</g>`;
  return { content: [...headings, ...body, foot].join('\n'), width, height: height + BAR.room };
}

async function drawRow(
  row: GalleryRow,
  index: number,
  { size, left }: Layout,
  range: Range,
  masked: boolean,
): Promise<string> {
  const { label, image, truth, maps } = row;
  const id = `input-${index}`;
  const box = `width="${size}" height="${size}" preserveAspectRatio="none"`;
  const outline = truth ? outlineOf(truth, size) : '';
  const hrefs = await Promise.all(maps.map((map) => encodeHeat(map, range, size)));
  const tiles = [
    `<image id="${id}" ${box} href="${await encode(image, size)}"/>`,
    ...(masked ? [truth ? `<use href="#${id}"/>${outline}` : noMask(size)] : []),
    ...hrefs.map((href) => `<image ${box} href="${href}"/>${outline}`),
  ];
  const placed = tiles.map((tile, i) => `<g transform="translate(${left + i * (size + GAP)},0)">${tile}</g>`);
  return [`<text x="${left - 10}" y="${size / 2 + 4}" text-anchor="end">${escapeXml(label)}</text>`, ...placed].join(
    '\n',
  );
}

const noMask = (size: number): string =>
  `<text x="${size / 2}" y="${size / 2 + 4}" text-anchor="middle" fill="${COLORS.muted}">no mask</text>`;

/** A picture as data URI. */
async function encode({ pixels, height, width, channels }: Images, size: number): Promise<string> {
  const side = Math.round(PIXELS * size);
  const raw: Raw = { height, width, channels: channels === 1 ? 1 : 3 };
  const png = await sharp(pixels, { raw }).resize(side, side, { fit: 'fill' }).png({ compressionLevel: 9 }).toBuffer();
  return `data:image/png;base64,${png.toString('base64')}`;
}

function encodeHeat(map: Matrix, range: Range, size: number): Promise<string> {
  return encode(heatImage(map, range), size);
}

function colorBar([low, high]: Range, label: string): string {
  const stops = heatColors()
    .filter((_, i) => i % 15 === 0)
    .map(([r, g, b], i) => `<stop offset="${shortNumber((100 * i) / 17)}%" stop-color="rgb(${r},${g},${b})"/>`);
  const tick = (x: number, anchor: string, value: number): string =>
    `<text x="${x}" y="${BAR.height + 15}" text-anchor="${anchor}">${Number(value.toPrecision(3))}</text>`;
  return [
    `<linearGradient id="scale">${stops.join('')}</linearGradient>`,
    `<rect width="${BAR.width}" height="${BAR.height}" fill="url(#scale)" stroke="${COLORS.edge}"/>`,
    tick(0, 'start', low),
    tick(BAR.width / 2, 'middle', (low + high) / 2),
    tick(BAR.width, 'end', high),
    `<text x="${BAR.width + 12}" y="${BAR.height - 1}">${escapeXml(label)}</text>`,
  ].join('');
}

function checkRows(rows: readonly GalleryRow[], mapNames: readonly string[]): void {
  if (rows.length === 0) throw new RangeError('invalid rows: expected at least one, got none');
  for (const { label, image, truth, maps } of rows) {
    const name = JSON.stringify(label);
    if (image.count !== 1) throw new RangeError(`invalid image of ${name}: expected one, got ${image.count}`);
    if (maps.length !== mapNames.length)
      throw new RangeError(
        `invalid maps of ${name}: expected ${mapNames.length} (${mapNames.join(', ')}), got ${maps.length}`,
      );
    if (truth && (truth.height !== image.height || truth.width !== image.width || truth.channels !== 1))
      throw new RangeError(
        `invalid truth of ${name}: expected ${image.height} × ${image.width} × 1, got ${truth.height} × ${truth.width} × ${truth.channels}`,
      );
  }
}
