import { join } from 'node:path';
import { imageDrifts, type ImageDriftName } from '../augmentation/imageDrifts';
import { digits } from '../data/digits/digits';
import { digitClasses } from '../data/mnist';
import type { Images } from '../images';
import { openPredictor } from '../nn/model';
import { openModel, readBytes } from '../nn/modelFiles';
import { imageRows } from '../nn/samples';
import { probabilityRows } from '../nn/softmax';
import type { LoadedModel, ServedImageModel } from './servedModel';

const FOLDER = join(__dirname, '../../models/digits');
const SIDE = 28;

interface Card {
  readonly inputs: { readonly mean: number; readonly deviation: number };
  readonly sha256: string;
}

/**
 * The CNN of synthetic digits that comes with driftlab, as `cnn`: gray images of 28 × 28 pixels, light on dark. Its embedding is what
 * its last layer sees, 64 numbers. Production data come from `digits`; every image drift that gray images can have is there.
 * @example
 * const app = await buildServer({ models: [digitsModel(), bertModel()] });
 */
export function digitsModel(): ServedImageModel {
  const drifts = (Object.keys(imageDrifts) as ImageDriftName[]).filter((name) => !imageDrifts[name].needsColor);
  return {
    name: 'cnn',
    description: 'a small CNN that reads handwritten digits',
    takes: 'images',
    classes: digitClasses,
    drifts: ['gaussianNoise', ...drifts.filter((name) => name !== 'gaussianNoise')],
    imageShape: { height: SIDE, width: SIDE, channels: 1 },
    load,
    simulate: (count, random) => {
      const { images, labels } = digits(count, { random });
      return { sample: images, labels };
    },
    drift: (images, name, severity, random) => imageDrifts[name as ImageDriftName].apply(images, severity, random),
  };
}

async function load(): Promise<LoadedModel<Images>> {
  const card = JSON.parse(Buffer.from(await readBytes(join(FOLDER, 'card.json'))).toString()) as Card;
  const predictor = await openPredictor(await openModel(join(FOLDER, 'model.safetensors'), card));
  return {
    predict: async (images) => probabilityRows(await predictor.predict(imageRows(images, card.inputs))),
    embed: (images) => predictor.features(imageRows(images, card.inputs)),
    release: () => predictor.release(),
  };
}
