import type { ClassImages } from '../data/classImages';
import { fitMemoryBank, type MemoryBankOptions } from '../embedding/memoryBank';
import { meanColorEmbedder } from '../embedding/meanColorEmbedder';
import type { PatchEmbedder } from '../embedding/patchEmbedder';
import { openGaborEmbedder, openTextureEmbedder, type TextureEmbedder } from '../embedding/textureEmbedder';
import { auroc } from '../metrics/auroc';
import { embedInBatches, labelsOf } from './embeddedClass';

/** How a simpler score does. */
export interface Baseline {
  readonly name: string;
  readonly imageAuroc: number;
}

/** The scores to compare with. `Gabor bank` is plain PatchCore on standardised features. */
export const baselineNames = ['gray only', 'Gabor bank', 'colour only', 'mean colour'] as const;

/** One of {@link baselineNames}. */
export type BaselineName = (typeof baselineNames)[number];

/**
 * Image AUROC of simpler scores on the same images: mean colour, the texture embedder without colour and with nothing else, and a Gabor bank with
 * plain PatchCore scoring. Data on which these do well show nothing about a better one.
 * @example
 * (await baselines(carpet)).map(({ name, imageAuroc }) => `${name} ${imageAuroc}`);
 */
export async function baselines(
  { train, test, kinds }: ClassImages,
  names: readonly BaselineName[] = baselineNames,
): Promise<Baseline[]> {
  const labels = labelsOf(kinds);
  const rows: Baseline[] = [];
  for (const name of names) {
    const { embedder, bank } = await methods[name]();
    const fitted = await fitMemoryBank(await embedInBatches(train, embedder), bank);
    const { imageScores } = await fitted.score(await embedInBatches(test, embedder));
    rows.push({ name, imageAuroc: auroc(imageScores, labels) });
    await embedder.release();
  }
  return rows;
}

interface Method {
  readonly embedder: PatchEmbedder;
  readonly bank: MemoryBankOptions;
}

const withOwnBank = (embedder: TextureEmbedder): Method => ({ embedder, bank: embedder.bank });

const methods: Readonly<Record<BaselineName, () => Promise<Method>>> = {
  'gray only': async () => withOwnBank(await openTextureEmbedder({ families: ['energies', 'lines', 'tone'] })),
  'Gabor bank': async () => withOwnBank(await openGaborEmbedder()),
  'colour only': async () => withOwnBank(await openTextureEmbedder({ families: ['chroma'] })),
  'mean colour': () =>
    // one patch an image: all are kept, whitened so that the channels count alike
    Promise.resolve({ embedder: meanColorEmbedder, bank: { share: 1, neighbours: 0, whitening: { centre: false } } }),
};
