import { openRecipe } from './texture/recipe';
import { openTrained } from './texture/trained';
import { benchBlemishes } from '../models/texture/blemishes';
import { photographed } from '../models/texture/camera';
import { SIZE } from '../models/texture/field';
import { benchSurfaces, modelSurfaces, type Surface } from '../models/texture/surfaces';
import { fitMemoryBank, type MemoryBankOptions } from '../src/embedding/memoryBank';
import { meanColorEmbedder } from '../src/embedding/meanColorEmbedder';
import type { PatchEmbedder } from '../src/embedding/patchEmbedder';
import { openGaborEmbedder, openTextureEmbedder } from '../src/embedding/textureEmbedder';
import { type Images, images } from '../src/images';
import { auroc } from '../src/metrics/auroc';
import { createRandom, type Random } from '../src/random';

/**
 * How well textures are told from textures with defects that the model has never seen: image AUROC by surface, with surfaces, defects, light
 * and noise that had no part in making the model. 40 normal images for the bank, 40 good and 40 defect test images for each surface and seed.
 * `make models` does not need it; `ts-node bench/textures.ts [seeds] [surfaces] [--trained]` prints the table; the flag trains a
 * CNN first and has it compete.
 */

const TRAIN = 40;
const TEST = 40;

interface Method {
  readonly name: string;
  readonly embedder: PatchEmbedder;
  readonly bank: MemoryBankOptions;
}

interface Sample {
  readonly train: Images;
  readonly test: Images;
  readonly labels: Uint8Array;
}

function sample(name: string, seed: number): Sample {
  const random = createRandom(seed).fork(name);
  const surface = benchSurfaces[name](random);
  const foreign = modelSurfaces.leather(random);
  const good = Array.from({ length: TRAIN + TEST }, () => photographed(surface(random), random));
  const bad = Array.from({ length: TEST }, (_, i) => blemished(surface, i, random, foreign));
  return {
    train: batch(good.slice(0, TRAIN)),
    test: batch([...good.slice(TRAIN), ...bad]),
    labels: Uint8Array.from({ length: 2 * TEST }, (_, i) => Number(i >= TEST)),
  };
}

function blemished(surface: Surface, i: number, random: Random, foreign: Surface): Uint8Array {
  const kinds = Object.values(benchBlemishes);
  const { picture } = kinds[i % kinds.length](surface(random), random, () => foreign(random));
  return photographed(picture, random);
}

function batch(pictures: readonly Uint8Array[]): Images {
  const pixels = new Uint8Array(pictures.length * SIZE * SIZE * 3);
  pictures.forEach((picture, i) => pixels.set(picture, i * picture.length));
  return images(pixels, pictures.length, SIZE, SIZE, 3);
}

async function methods(trained: boolean): Promise<Method[]> {
  const texture = await openTextureEmbedder();
  const gray = await openTextureEmbedder({ families: ['energies', 'lines', 'tone'] });
  const chroma = await openTextureEmbedder({ families: ['chroma'] });
  const gabor = await openGaborEmbedder();
  const others = trained
    ? [{ name: 'trained CNN', embedder: await openTrained(), bank: { ...texture.bank, whitening: {} } }]
    : [];
  return [
    ...others,
    { name: 'texture', embedder: texture, bank: texture.bank },
    { name: 'defects unknown', embedder: texture, bank: { ...texture.bank, whitening: {} } },
    {
      name: 'recipe',
      embedder: await openRecipe(),
      bank: { ...texture.bank, whitening: {}, average: 3, levels: false },
    },
    { name: 'gray only', embedder: gray, bank: gray.bank },
    { name: 'chroma only', embedder: chroma, bank: chroma.bank },
    { name: 'plain Gabor', embedder: gabor, bank: gabor.bank },
    {
      name: 'mean colour',
      embedder: meanColorEmbedder,
      bank: { share: 1, neighbours: 0, whitening: { centre: false } },
    },
  ];
}

async function score({ embedder, bank }: Method, { train, test, labels }: Sample): Promise<number> {
  const fitted = await fitMemoryBank(await embedder.embed(train), bank);
  const { imageScores } = await fitted.score(await embedder.embed(test));
  return auroc(imageScores, labels);
}

async function main(seeds: number, names: readonly string[], trained: boolean): Promise<void> {
  const table: Record<string, Record<string, string>> = {};
  const all = await methods(trained);
  const values = new Map(all.map((method) => [method.name, [] as number[]]));
  for (const name of names) {
    const row = new Map(all.map((method) => [method.name, [] as number[]]));
    for (let seed = 0; seed < seeds; seed++) {
      const data = sample(name, seed);
      for (const method of all) row.get(method.name)!.push(await score(method, data));
    }
    table[name] = Object.fromEntries([...row].map(([method, found]) => [method, mean(found).toFixed(3)]));
    for (const [method, found] of row) values.get(method)!.push(...found);
  }
  table.mean = Object.fromEntries([...values].map(([method, found]) => [method, mean(found).toFixed(3)]));
  table['standard error'] = Object.fromEntries([...values].map(([m, found]) => [m, standardError(found).toFixed(3)]));
  console.table(table);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of the mean, from the scatter of the values: surfaces count as a sample of surfaces. */
function standardError(values: readonly number[]): number {
  const about = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - about) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}

const words = process.argv.slice(2).filter((word) => word !== '--trained');
const [seeds = '2', names = Object.keys(benchSurfaces).join()] = words;
void main(Number(seeds), names.split(','), process.argv.includes('--trained'));
