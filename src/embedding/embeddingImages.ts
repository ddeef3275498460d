import { concatRows, selectRows } from '../matrix';
import type { PatchEmbedding } from './patchEmbedder';

/**
 * The embeddings of the images named by `indices`, copied in that order.
 * @example
 * selectEmbeddings(train, [0, 1, 2]).count; // 3
 */
export function selectEmbeddings(source: PatchEmbedding, indices: ArrayLike<number>): PatchEmbedding {
  const cells = source.gridHeight * source.gridWidth;
  const rows = Uint32Array.from(
    { length: indices.length * cells },
    (_, r) => indices[Math.floor(r / cells)] * cells + (r % cells),
  );
  return { ...source, patches: selectRows(source.patches, rows), count: indices.length };
}

/**
 * One embedding out of several over grids of one size.
 * @throws {RangeError} if `parts` is empty or the grids differ.
 */
export function concatEmbeddings(parts: readonly PatchEmbedding[]): PatchEmbedding {
  if (parts.length === 0) throw new RangeError('invalid parts: expected at least one embedding, got none');
  const [{ gridHeight, gridWidth }] = parts;
  const other = parts.find((part) => part.gridHeight !== gridHeight || part.gridWidth !== gridWidth);
  if (other)
    throw new RangeError(
      `invalid parts: expected grids of ${gridHeight} × ${gridWidth}, got ${other.gridHeight} × ${other.gridWidth}`,
    );
  const patches = concatRows(parts.map((part) => part.patches));
  return { patches, count: parts.reduce((sum, part) => sum + part.count, 0), gridHeight, gridWidth };
}
