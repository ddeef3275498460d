import { join } from 'node:path';
import { resize } from '../augmentation/resize';
import { openSession, type Session } from '../compute/session';
import { tensor } from '../compute/tensor';
import { checkInteger, checkOneOf, DriftlabError } from '../errors';
import { type Images, sliceImages } from '../images';
import { concatRows, matrix, type Matrix, selectRows } from '../matrix';
import type { MemoryBankOptions } from './memoryBank';
import type { PatchEmbedder, PatchEmbedding } from './patchEmbedder';
import { gaborGraph, PATCH, textureFamilies, type TextureFamily, textureFeatures } from './textureModel';

/** Options of {@link openTextureEmbedder}. */
export interface TextureEmbedderOptions {
  /** Keep the features of these families only, for ablations. Default: all. */
  readonly families?: readonly TextureFamily[];
  /** Another file made by `textureGraph`. Default: the one that ships. */
  readonly path?: string;
}

/** A patch embedder, and how a memory bank of its patches scores best. */
export interface TextureEmbedder extends PatchEmbedder {
  /** For `fitMemoryBank`: features whitened with what is known about defects, distance to the nearest patch, and the level of the image. */
  readonly bank: MemoryBankOptions;
}

/** Smallest height and width: below, a filter would see little but mirror images. */
const SMALLEST = 64;
/** Pixels in one run: bounds memory, which is some 500 bytes a pixel; more at once is no faster. A larger image goes by itself. */
const PIXELS = 4 * 256 * 256;

const modelPath = join(__dirname, '../../models/texture.onnx');

/**
 * The embedder that ships: a fixed filter bank for textures, 76 features on a grid of patches of 8 × 8 pixels, 32 × 32 for 256 px.
 * Gray images count as colourless. Sides that are no multiples of 8 are resized to the nearest one. No embedder for objects: what it
 * can and cannot do stands in models/texture.md.
 * @throws {DriftlabError} DRIFTLAB_IO or DRIFTLAB_INVALID_MODEL if the file cannot be used; {RangeError} for an unknown family. `embed`
 * throws a RangeError for images below 64 × 64 px.
 * @example
 * const embedder = await openTextureEmbedder();
 * const bank = await fitMemoryBank(await embedder.embed(normal), embedder.bank);
 */
export async function openTextureEmbedder({
  families = textureFamilies,
  path = modelPath,
}: TextureEmbedderOptions = {}): Promise<TextureEmbedder> {
  for (const family of families) checkOneOf('families', family, textureFamilies);
  const session = await openSession(path, { inputs: ['images'], outputs: ['patches', 'defects'] });
  try {
    const columns = textureFeatures.flatMap((family, j) => (families.includes(family) ? [j] : []));
    const defects = selectMoments(await readDefects(session, path), columns);
    const bank = { whitening: { defects }, neighbours: 0, size: 1000, candidates: 20_000, levels: true };
    return new FilterEmbedder(`texture filters: ${families.join(', ')}`, session, bank, columns);
  } catch (error) {
    await session.release();
    throw error;
  }
}

/**
 * A plain Gabor filter bank, to compare with: 18 features on the same grid. Its bank is PatchCore on standardised features.
 * @example
 * const gabor = await openGaborEmbedder();
 */
export async function openGaborEmbedder(): Promise<TextureEmbedder> {
  const bank = { whitening: { centre: false, decorrelate: false }, size: 1000, candidates: 20_000 };
  return new FilterEmbedder('plain Gabor filters', await openSession(gaborGraph()), bank);
}

class FilterEmbedder implements TextureEmbedder {
  constructor(
    readonly name: string,
    private readonly session: Session,
    readonly bank: MemoryBankOptions,
    private readonly columns?: readonly number[],
  ) {}

  async embed(images: Images): Promise<PatchEmbedding> {
    checkInteger('height of images', images.height, SMALLEST);
    checkInteger('width of images', images.width, SMALLEST);
    const [height, width] = [images.height, images.width].map((side) => PATCH * Math.round(side / PATCH));
    const batch = Math.max(1, Math.floor(PIXELS / (height * width)));
    const parts: Matrix<Float32Array>[] = [];
    for (let start = 0; start < images.count; start += batch) {
      const part = sliceImages(images, start, Math.min(images.count, start + batch));
      const fits = part.height === height && part.width === width;
      parts.push(await this.run(coloured(fits ? part : resize(part, height, width))));
    }
    return { patches: concatRows(parts), count: images.count, gridHeight: height / PATCH, gridWidth: width / PATCH };
  }

  release(): Promise<void> {
    return this.session.release();
  }

  private async run({ pixels, count, height, width }: Images): Promise<Matrix<Float32Array>> {
    const feeds = { images: tensor(pixels, [count, height, width, 3], 'uint8') };
    const { values, shape } = (await this.session.run(feeds, ['patches'])).patches;
    const patches = matrix(values as Float32Array, shape[0], shape[1]);
    return this.columns && this.columns.length < patches.columns ? selectColumns(patches, this.columns) : patches;
  }
}

async function readDefects(session: Session, path: string): Promise<Matrix> {
  const images = tensor(new Uint8Array(3 * SMALLEST * SMALLEST), [1, SMALLEST, SMALLEST, 3], 'uint8');
  const { values, shape } = (await session.run({ images }, ['defects'])).defects;
  const size = textureFeatures.length;
  if (values.length !== size * size)
    throw new DriftlabError(
      'DRIFTLAB_INVALID_MODEL',
      `${path} is another version's texture model: its output defects is ${shape.join(' × ')}, not ${size} × ${size}`,
    );
  return matrix(Float64Array.from(values as Float32Array), size, size);
}

function selectMoments(moments: Matrix, indices: readonly number[]): Matrix {
  return selectColumns(selectRows(moments, indices), indices);
}

function selectColumns<Values extends Float32Array | Float64Array>(
  source: Matrix<Values>,
  indices: readonly number[],
): Matrix<Values> {
  const columns = indices.length;
  const values = new (source.values.constructor as new (length: number) => Values)(source.rows * columns);
  for (let i = 0; i < source.rows; i++)
    for (let j = 0; j < columns; j++) values[i * columns + j] = source.values[i * source.columns + indices[j]];
  return { values, rows: source.rows, columns };
}

/** Gray is red, green and blue alike. */
function coloured(images: Images): Images {
  if (images.channels === 3) return images;
  const pixels = new Uint8Array(3 * images.pixels.length);
  images.pixels.forEach((value, i) => pixels.fill(value, 3 * i, 3 * i + 3));
  return { ...images, pixels, channels: 3 };
}
