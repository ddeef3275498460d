import { checkInteger } from '../errors';
import type { Size } from './preprocess';

/** How a vision transformer lays out its tokens: a class token, registers, then the patches of the image row by row. */
export interface TokenLayout {
  /** Side of a patch in pixels. */
  readonly patchSize: number;
  /** Tokens between the class token and the patches. */
  readonly registers: number;
}

/**
 * The layout of `tokens` tokens for an image of `size`, from what is known. The patch size tells the registers. Without
 * it the image and its grid are taken as square, with 4 registers (DINOv3, DINOv2 with registers) or none (DINOv2):
 * both never fit, since no two squares of whole numbers above 0 differ by 4.
 * @throws {RangeError} that names what to set if nothing fits.
 * @example
 * tokenLayout(201, { height: 224, width: 224 }); // { patchSize: 16, registers: 4 }
 */
export function tokenLayout(tokens: number, size: Size, known: Partial<TokenLayout> = {}): TokenLayout {
  const patchSize = checkInteger('patchSize', known.patchSize ?? squarePatch(tokens, size, known.registers), 1);
  const { height, width } = gridSize(size, patchSize);
  const registers = tokens - 1 - height * width;
  if (registers < 0 || registers !== (known.registers ?? registers))
    throw new RangeError(
      `invalid layout: expected 1 class token + ${known.registers ?? 'registers'} + ${height} × ${width} patches of ` +
        `${patchSize} pixels, got ${tokens} tokens. Set patchSize and registers`,
    );
  return { patchSize, registers };
}

/** Patches along each side; what does not fill a patch is left out, as by the convolution that makes them. */
export function gridSize({ height, width }: Size, patchSize: number): Size {
  return { height: Math.floor(height / patchSize), width: Math.floor(width / patchSize) };
}

function squarePatch(tokens: number, { height, width }: Size, registers?: number): number {
  const sides = (registers === undefined ? [4, 0] : [registers]).map((count) => Math.sqrt(tokens - 1 - count));
  const side = sides.find((one) => one >= 1 && height === width && Number.isInteger(height / one));
  if (side === undefined)
    throw new RangeError(
      `invalid layout: expected a square grid, got ${tokens} tokens for ${height} × ${width} pixels. ` +
        'Set patchSize and registers',
    );
  return height / side;
}
