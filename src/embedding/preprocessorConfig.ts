import type { ResizeFilter } from '../augmentation/resize';
import { checkInteger, checkNumber, checkOneOf, show } from '../errors';
import type { Preprocessing, Size } from './preprocess';

type Fields = Readonly<Record<string, unknown>>;

/** Pillow's numbers of the filters. */
const filters: Readonly<Record<string, ResizeFilter>> = { '2': 'bilinear', '3': 'bicubic' };

/**
 * The preprocessing that the content of a `preprocessor_config.json` of Python's transformers describes. A step that is
 * not named is done when its parameter is there. DINOv3's processor resizes real numbers, all others 8-bit ones.
 * @throws {TypeError | RangeError} if a field makes no sense or asks for what driftlab does not do.
 * @example
 * parsePreprocessorConfig(JSON.parse(text)).size; // { height: 224, width: 224 }
 */
export function parsePreprocessorConfig(content: unknown): Preprocessing {
  const config = fields('preprocessor config', content);
  if (config.do_pad === true) throw new RangeError('invalid do_pad: expected false, got true');
  const resizes = config.do_resize ?? config.size != null;
  const crops = config.do_center_crop ?? config.crop_size != null;
  const normalises = config.do_normalize ?? config.image_mean != null;
  return {
    size: resizes ? parseSize(config.size) : undefined,
    filter: resizes ? parseFilter(config.resample) : 'bilinear',
    bytes: !String(config.image_processor_type).startsWith('DINOv3'),
    crop: crops ? rectangle('crop_size', fields('crop_size', config.crop_size)) : undefined,
    scale: (config.do_rescale ?? true) ? checkNumber('rescale_factor', config.rescale_factor ?? 1 / 255, 1e-9, 1) : 1,
    mean: normalises ? triple('image_mean', config.image_mean, -1000) : [0, 0, 0],
    std: normalises ? triple('image_std', config.image_std, 1e-9) : [1, 1, 1],
  };
}

function parseSize(content: unknown): Preprocessing['size'] {
  const size = fields('size', content);
  const known = ['height', 'width', 'shortest_edge'];
  for (const key of Object.keys(size)) if (size[key] != null) checkOneOf('size', key, known);
  if (size.shortest_edge == null) return rectangle('size', size);
  return { shortestEdge: side('size.shortest_edge', size.shortest_edge) };
}

function parseFilter(content: unknown): ResizeFilter {
  return filters[checkOneOf('resample', String(content), Object.keys(filters))];
}

function rectangle(name: string, { height, width }: Fields): Size {
  return { height: side(`${name}.height`, height), width: side(`${name}.width`, width) };
}

function side(name: string, value: unknown): number {
  return checkInteger(name, value, 1, 8192);
}

function triple(name: string, value: unknown, min: number): number[] {
  if (!Array.isArray(value) || value.length !== 3)
    throw new TypeError(`invalid ${name}: expected a list of 3 numbers, got ${show(value)}`);
  return value.map((one) => checkNumber(name, one, min, 1000));
}

function fields(name: string, content: unknown): Fields {
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new TypeError(`invalid ${name}: expected an object, got ${show(content)}`);
  return content as Fields;
}
