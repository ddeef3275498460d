import { centred } from '../../src/embedding/whitening';
import type { PatchEmbedding } from '../../src/embedding/patchEmbedder';
import { textureFeatures, textureGraph } from '../../src/embedding/textureModel';
import { openSession, type Session } from '../../src/compute/session';
import { tensor } from '../../src/compute/tensor';
import type { Matrix } from '../../src/matrix';
import { createRandom, type Random } from '../../src/random';
import { type Blemish, modelBlemishes } from './blemishes';
import { photographed } from './camera';
import { type Field, SIZE } from './field';
import { modelSurfaces, type Surface, type SurfaceKind } from './surfaces';

const GRID = SIZE / 8;
const SAMPLES = 3;

/**
 * Second moments of what defects do to the features: the same piece of a surface is photographed twice in the same light and with the same
 * sensor noise, without and with a defect; products of the differences, averaged over patches, then
 * pictures. A thousandth is added to the diagonal, so that they stay positive definite as float32.
 */
export async function measureDefects(): Promise<Matrix<Float64Array>> {
  const session = await openSession(textureGraph());
  const size = textureFeatures.length;
  const moments = new Float64Array(size * size);
  let pairs = 0;
  for (const pair of blemishedPairs(createRandom(20))) {
    const { patches } = centred(await embedPair(session, pair.before, pair.after));
    addProducts(moments, patches, defectCells(pair.cover));
    pairs++;
  }
  await session.release();
  return {
    values: moments.map((value, k) => (value * (k % (size + 1) === 0 ? 1.001 : 1)) / pairs),
    rows: size,
    columns: size,
  };
}

interface Pair {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly cover: Field;
}

function* blemishedPairs(random: Random): Generator<Pair> {
  const kinds = Object.entries(modelSurfaces);
  for (const [s, [name, kind]] of kinds.entries())
    for (let sample = 0; sample < SAMPLES; sample++) {
      const own = random.fork(`${name} ${sample}`);
      const other = kinds[(s + 1 + sample) % kinds.length][1];
      const surface = kind(own);
      for (const blemish of Object.values(modelBlemishes)) yield blemishedPair(surface, blemish, other, own);
    }
}

function blemishedPair(surface: Surface, blemish: Blemish, other: SurfaceKind, random: Random): Pair {
  const picture = surface(random);
  const { picture: changed, cover } = blemish(picture, random, () => other(random)(random));
  const camera = random.integer(2 ** 32);
  const [before, after] = [picture, changed].map((light) => photographed(light, createRandom(camera)));
  return { before, after, cover };
}

async function embedPair(session: Session, before: Uint8Array, after: Uint8Array): Promise<PatchEmbedding> {
  const pixels = new Uint8Array(2 * before.length);
  pixels.set(before);
  pixels.set(after, before.length);
  const { patches } = await session.run({ images: tensor(pixels, [2, SIZE, SIZE, 3], 'uint8') });
  const matrix = { values: patches.values as Float32Array, rows: patches.shape[0], columns: patches.shape[1] };
  return { patches: matrix, count: 2, gridHeight: GRID, gridWidth: GRID };
}

/** The patches that the defect covers at least 0.3 times as much as the one it covers most. */
function defectCells(cover: Field): number[] {
  const shares = new Float64Array(GRID * GRID);
  cover.forEach((value, i) => (shares[(Math.floor(i / SIZE) >> 3) * GRID + ((i % SIZE) >> 3)] += value));
  const most = Math.max(...shares);
  return [...shares.keys()].filter((cell) => shares[cell] >= 0.3 * most);
}

function addProducts(moments: Float64Array, { values, columns }: Matrix, cells: readonly number[]): void {
  const second = GRID * GRID * columns;
  for (const cell of cells) {
    const change = Array.from(
      { length: columns },
      (_, j) => values[second + cell * columns + j] - values[cell * columns + j],
    );
    for (let i = 0; i < columns; i++)
      for (let j = 0; j < columns; j++) moments[i * columns + j] += (change[i] * change[j]) / cells.length;
  }
}
