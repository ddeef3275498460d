import { brightness } from '../src/augmentation/brightness';
import { colorTemperature } from '../src/augmentation/colorTemperature';
import { contrast } from '../src/augmentation/contrast';
import { defocusBlur } from '../src/augmentation/defocusBlur';
import { elasticTransform } from '../src/augmentation/elasticTransform';
import { gamma } from '../src/augmentation/gamma';
import { gaussianBlur } from '../src/augmentation/gaussianBlur';
import { gaussianNoise } from '../src/augmentation/gaussianNoise';
import { illuminationGradient } from '../src/augmentation/illuminationGradient';
import { imageDifference } from '../src/augmentation/imageDifference';
import { impulseNoise } from '../src/augmentation/impulseNoise';
import { jpeg } from '../src/augmentation/jpeg';
import { motionBlur } from '../src/augmentation/motionBlur';
import { occlusion } from '../src/augmentation/occlusion';
import { pixelate } from '../src/augmentation/pixelate';
import { posterize } from '../src/augmentation/posterize';
import { rotation } from '../src/augmentation/rotation';
import { saturation } from '../src/augmentation/saturation';
import { shotNoise } from '../src/augmentation/shotNoise';
import { speckleNoise } from '../src/augmentation/speckleNoise';
import { stain } from '../src/augmentation/stain';
import { vignette } from '../src/augmentation/vignette';
import { zoom } from '../src/augmentation/zoom';
import { images, type Images } from '../src/images';
import { matrix, type Matrix } from '../src/matrix';
import { createRandom, type Random } from '../src/random';
import { bench } from './harness/bench';

const COUNT = 8;
const SIZE = 224;

type Library = 'Pillow' | 'OpenCV' | 'NumPy';

interface Work {
  readonly apply: (batch: Images, random: Random) => Images;
  /** Who does the same with the same numbers; the first one counts for the median. */
  readonly peers: readonly Library[];
  /** By how much the harm (mean squared change) may differ, relative: noise is drawn anew, and places are rounded elsewhere. Default 0.02. */
  readonly tolerance?: number;
}

/** The parameters are those of bench/peers/image_drifts_*.py. */
const WORK: Readonly<Record<string, Work>> = {
  brightness: { apply: (batch) => brightness(batch, 0.6), peers: ['Pillow'] },
  contrast: { apply: (batch) => contrast(batch, 0.5), peers: ['Pillow'] },
  saturation: { apply: (batch) => saturation(batch, 0.5), peers: ['Pillow'] },
  colorTemperature: { apply: (batch) => colorTemperature(batch, 0.25), peers: ['NumPy'] },
  gamma: { apply: (batch) => gamma(batch, 2), peers: ['Pillow', 'OpenCV'] },
  posterize: { apply: (batch) => posterize(batch, 4), peers: ['Pillow'] },
  stain: { apply: (batch) => stain(batch, { hematoxylin: 1.25, eosin: 0.75 }), peers: ['NumPy'] },
  gaussianNoise: { apply: (batch, random) => gaussianNoise(batch, 0.2, random), peers: ['NumPy'] },
  shotNoise: { apply: (batch, random) => shotNoise(batch, 12, random), peers: ['NumPy'] },
  speckleNoise: { apply: (batch, random) => speckleNoise(batch, 0.3, random), peers: ['NumPy'] },
  impulseNoise: { apply: (batch, random) => impulseNoise(batch, 0.15, random), peers: ['NumPy'] },
  occlusion: {
    apply: (batch) => occlusion(batch, { top: 20, left: 40, height: 100, width: 100 }),
    peers: ['NumPy'],
  },
  vignette: { apply: (batch) => vignette(batch, 0.45), peers: ['NumPy'] },
  illuminationGradient: {
    apply: (batch) => illuminationGradient(batch, { strength: 0.45, angle: 0 }),
    peers: ['NumPy'],
  },
  jpeg: { apply: (batch) => jpeg(batch, 50), peers: ['Pillow'] },
  pixelate: { apply: (batch) => pixelate(batch, 8), peers: ['Pillow'] },
  gaussianBlur: { apply: (batch) => gaussianBlur(batch, 3), peers: ['OpenCV', 'Pillow'], tolerance: 0.05 },
  defocusBlur: { apply: (batch) => defocusBlur(batch, 5), peers: ['OpenCV'], tolerance: 0.05 },
  motionBlur: { apply: (batch) => motionBlur(batch, { length: 15, angle: 0 }), peers: ['OpenCV'] },
  rotation: { apply: (batch) => rotation(batch, 15), peers: ['OpenCV'], tolerance: 0.05 },
  zoom: { apply: (batch) => zoom(batch, 1.4), peers: ['Pillow', 'OpenCV'], tolerance: 0.05 },
  elasticTransform: {
    apply: (batch, random) => elasticTransform(batch, { amplitude: 5, spacing: 45 }, random),
    peers: ['OpenCV'],
    tolerance: 0.5,
  },
};

/** Soft shapes, shading and some grain. */
function pictures(): Matrix {
  const random = createRandom(1);
  const columns = SIZE * SIZE * 3;
  const values = Float32Array.from({ length: COUNT * columns }, (_, i) => {
    const pixel = Math.floor(i / 3);
    const wave = 60 * Math.sin((pixel % SIZE) / 9 + (i % 3)) + 40 * Math.cos(Math.floor(pixel / SIZE) / 13);
    return Math.floor(118 + wave + random.integer(20));
  });
  return matrix(values, COUNT, columns);
}

/** How many images of 224 × 224 × 3 are drifted in a second, beside the library that people use for it? */
export const benches = Object.entries(WORK).map(([name, { apply, peers, tolerance = 0.02 }]) =>
  bench({
    name: `image drift ${name}, ${COUNT} of ${SIZE} × ${SIZE} × 3`,
    inputs: () => ({ pictures: pictures() }),
    options: { [name]: 1 },
    setUp: ({ pictures }) => Promise.resolve(images(Uint8Array.from(pictures.values), COUNT, SIZE, SIZE, 3)),
    run: (batch) => {
      const drifted = apply(batch, createRandom(2));
      return Promise.resolve(() => ({ harm: [meanHarm(batch, drifted)] }));
    },
    tolerances: { harm: tolerance },
    peers: peers.map((library) => ({ name: library, script: `image_drifts_${library.toLowerCase()}`, mark: 1 })),
    rounds: 4,
  }),
);

function meanHarm(original: Images, drifted: Images): number {
  return imageDifference(original, drifted).reduce((sum, { mse }) => sum + mse / COUNT, 0);
}
