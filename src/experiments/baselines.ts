import type { ClassImages } from '../data/classImages';
import { fitMemoryBank, type MemoryBankOptions } from '../embedding/memoryBank';
import { meanColorEmbedder } from '../embedding/meanColorEmbedder';
import type { PatchEmbedder } from '../embedding/patchEmbedder';
import { openGaborEmbedder, openTextureEmbedder } from '../embedding/textureEmbedder';
import { auroc } from '../metrics/auroc';
import { embedInBatches, labelsOf } from './embeddedClass';

/** How a simpler score does. */
export interface Baseline {
  readonly name: string;
  readonly imageAuroc: number;
}

/** A method to compare with: an embedder and the bank that goes with it. */
interface Method {
  readonly name: string;
  readonly embedder: PatchEmbedder;
  readonly bank: MemoryBankOptions;
}

/**
 * Image AUROC of simpler scores on the same images: mean colour, the texture embedder without colour and with nothing else, and a Gabor bank with
 * plain PatchCore scoring. Data on which these do well show nothing about a better one.
 * @example
 * (await baselines(carpet)).map(({ name, imageAuroc }) => `${name} ${imageAuroc}`);
 */
export async function baselines({ train, test, kinds }: ClassImages): Promise<Baseline[]> {
  const labels = labelsOf(kinds);
  const rows: Baseline[] = [];
  for (const { name, embedder, bank } of await methods()) {
    const fitted = await fitMemoryBank(await embedInBatches(train, embedder), bank);
    const { imageScores } = await fitted.score(await embedInBatches(test, embedder));
    rows.push({ name, imageAuroc: auroc(imageScores, labels) });
    await embedder.release();
  }
  return rows;
}

async function methods(): Promise<Method[]> {
  const gray = await openTextureEmbedder({ families: ['energies', 'lines', 'tone'] });
  const color = await openTextureEmbedder({ families: ['chroma'] });
  const gabor = await openGaborEmbedder();
  return [
    { name: 'gray only', embedder: gray, bank: gray.bank },
    { name: 'Gabor bank', embedder: gabor, bank: gabor.bank },
    { name: 'colour only', embedder: color, bank: color.bank },
    // one patch an image: all are kept, whitened so that the channels count alike
    {
      name: 'mean colour',
      embedder: meanColorEmbedder,
      bank: { share: 1, neighbours: 0, whitening: { centre: false } },
    },
  ];
}
