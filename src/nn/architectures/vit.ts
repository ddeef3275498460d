import type { Value } from '../../compute/graph';
import { add, layerNorm, reduceMean, reshape, transpose } from '../../compute/operators';
import { elementCount } from '../../compute/tensor';
import { mismatch, showShape } from '../../compute/shapes';
import { ones, truncatedNormal, zeros } from '../initializers';
import { gelu } from '../layers/activations';
import { attention } from '../layers/attention';
import { dense } from '../layers/dense';
import type { Network } from '../network';

/** A vision transformer (Dosovitskiy et al. 2021), pre-norm, with the mean of its tokens as the feature of an image. */
export interface VitOptions {
  /** Rows and columns of a patch, default 4; must divide the image. */
  readonly patch?: number;
  /** Numbers in a token, default 64. */
  readonly width?: number;
  /** Blocks, default 4. */
  readonly depth?: number;
  /** Heads of attention, default 4; must divide the width. */
  readonly heads?: number;
  /** Hidden units of a block for each number in a token, default 4. */
  readonly expansion?: number;
  /** Share of what each half of a block adds that is dropped while training, default 0. */
  readonly dropout?: number;
}

const start = { initial: truncatedNormal(0.02), bias: zeros };

/**
 * Logits [n, outputs] of images [n, channels, height, width].
 * @throws {RangeError} if patches do not cover the image, or heads not the width.
 */
export function vit(
  network: Network,
  x: Value,
  outputs: number,
  { patch = 4, width = 64, depth = 4, heads = 4, expansion = 4, dropout = 0 }: VitOptions,
): Value {
  if (width % heads !== 0) throw mismatch('vit', 'heads', `a divisor of ${width}`, String(heads));
  const patches = patchRows(x, patch);
  const tokens = Number(patches.shape[1]);
  const embedded = dense(network, 'patches', reshape(patches, [-1, Number(patches.shape[2])]), width, start);
  const places = network.parameter('positions', [tokens, width], truncatedNormal(0.02));
  let h = reshape(add(reshape(embedded, [-1, tokens, width]), places), [-1, width]);
  for (let i = 0; i < depth; i++) {
    const name = `block.${i}`;
    const joined = dense(network, `${name}.attention.in`, norm(network, `${name}.norm1`, h), 3 * width, start);
    const mixed = dense(network, `${name}.attention.out`, attention(joined, tokens, heads), width, start);
    h = add(h, network.dropout(`${name}.dropout1`, mixed, dropout));
    const hidden = gelu(dense(network, `${name}.mlp.in`, norm(network, `${name}.norm2`, h), expansion * width, start));
    h = add(h, network.dropout(`${name}.dropout2`, dense(network, `${name}.mlp.out`, hidden, width, start), dropout));
  }
  const features = reduceMean(reshape(norm(network, 'norm', h), [-1, tokens, width]), [1]);
  return dense(network, 'output', features, outputs, start);
}

/** Patches as rows: [n, tokens, channels · patch²]. */
function patchRows(x: Value, patch: number): Value {
  const [channels, height, width] = x.shape.slice(1).map(Number);
  if (height % patch !== 0 || width % patch !== 0)
    throw mismatch('vit', 'patch', `a divisor of rows and columns of ${showShape(x.shape)}`, String(patch));
  const [rows, columns] = [height / patch, width / patch];
  const grid = transpose(reshape(x, [-1, channels, rows, patch, columns, patch]), [0, 2, 4, 1, 3, 5]);
  return reshape(grid, [-1, rows * columns, elementCount([channels, patch, patch])]);
}

function norm(network: Network, name: string, x: Value): Value {
  const shape = [Number(x.shape[1])];
  const scale = network.parameter(`${name}.weight`, shape, ones);
  return layerNorm(x, scale, network.parameter(`${name}.bias`, shape, zeros));
}
