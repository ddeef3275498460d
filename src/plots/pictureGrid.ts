import sharp from 'sharp';
import { checkInteger } from '../errors';
import { sliceImages, type Images } from '../images';
import { card, type CardOptions, type Drawing } from './card';
import { figure, type Figure } from './figure';
import { FONT_SIZES } from './style';
import { escapeXml } from './text';

/** What a grid of pictures shows. */
export interface PictureGridOptions extends Omit<CardOptions, 'legend'> {
  readonly images: Images;
  /** What stands below each picture, one or more lines each. */
  readonly captions: readonly (readonly string[])[];
  /** Pictures in a row (default 8). */
  readonly columns?: number;
  /** Height and width of a picture in pixels (default 84). */
  readonly size?: number;
}

const GAP = 10;
const LINE = FONT_SIZES.small * 1.3;

/**
 * Pictures with a caption each. Small ones are enlarged pixel by pixel.
 * @throws {RangeError} if there is no picture or not one caption for each.
 * @example
 * show(await pictureGrid({ title: 'Mistakes', images, captions: labels.map((label) => [`a ${label}`]) }));
 */
export async function pictureGrid(options: PictureGridOptions): Promise<Figure> {
  const { images, captions, columns = 8, size = 84, title, subtitle, note } = options;
  checkInteger('columns', columns, 1);
  if (images.count === 0) throw new RangeError('invalid images: expected at least one, got none');
  if (captions.length !== images.count)
    throw new RangeError(`invalid captions: expected ${images.count}, got ${captions.length}`);
  const lines = Math.max(...captions.map(({ length }) => length));
  const cell = { width: size + GAP, height: size + GAP + lines * LINE };
  const pictures = await Promise.all(
    captions.map(async (caption, i) => {
      const at = `translate(${(i % columns) * cell.width},${Math.floor(i / columns) * cell.height})`;
      return `<g transform="${at}">${await picture(sliceImages(images, i, i + 1), size)}${below(caption, size)}</g>`;
    }),
  );
  const drawing: Drawing = {
    content: pictures.join('\n'),
    width: Math.max(Math.min(columns, images.count) * cell.width - GAP, 420),
    height: Math.ceil(images.count / columns) * cell.height,
  };
  return figure(card(drawing, { title, subtitle, note }));
}

async function picture({ pixels, height, width, channels }: Images, size: number): Promise<string> {
  const photo = sharp(pixels, { raw: { height, width, channels: channels as 1 | 3 } });
  const scaled = photo.resize(2 * size, 2 * size, { fit: 'fill', kernel: width < size ? 'nearest' : 'lanczos3' });
  const png = await scaled.png({ compressionLevel: 9 }).toBuffer();
  return `<image width="${size}" height="${size}" href="data:image/png;base64,${png.toString('base64')}"/>`;
}

function below(caption: readonly string[], size: number): string {
  return caption
    .map((line, i) => {
      const y = size + (i + 1) * LINE;
      return `<text x="${size / 2}" y="${y}" text-anchor="middle" font-size="${FONT_SIZES.small}">${escapeXml(line)}</text>`;
    })
    .join('');
}
