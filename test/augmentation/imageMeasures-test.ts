import { expect } from 'chai';
import { imageDifference } from '../../src/augmentation/imageDifference';
import { imageDrifts } from '../../src/augmentation/imageDrifts';
import { batchStatistics, imageStatistics } from '../../src/augmentation/imageStatistics';
import { structuralSimilarity } from '../../src/augmentation/structuralSimilarity';
import { images } from '../../src/images';
import { createRandom } from '../../src/random';
import { scene } from './helpers';

describe('imageDifference', () => {
  it('gives the errors of each image', () => {
    const [a, b] = [Uint8Array.of(0, 10, 5, 5), Uint8Array.of(4, 10, 5, 5)].map((pixels) => images(pixels, 2, 1, 2, 1));
    expect(imageDifference(a, b)).deep.equal([
      { mse: 8, mae: 2, psnr: 10 * Math.log10(65025 / 8) },
      { mse: 0, mae: 0, psnr: Infinity },
    ]);
  });

  it('refuses batches that differ in size', () => {
    expect(() => imageDifference(scene(4, 5, 1), scene(4, 5, 3))).throw(
      RangeError,
      'invalid images: expected 1 × 4 × 5 × 1, got 1 × 4 × 5 × 3',
    );
  });
});

describe('structuralSimilarity', () => {
  it('is 1 for equal images and falls as noise grows', () => {
    const picture = scene(40, 30, 3);
    const at = (severity: number) =>
      structuralSimilarity(picture, imageDrifts.gaussianNoise.apply(picture, severity, createRandom(1)))[0];
    expect(at(0)).equal(1);
    for (const severity of [0.1, 0.3, 0.6, 1]) expect(at(severity)).lessThan(at(severity - 0.1));
  });

  it('needs seven pixels', () => {
    expect(structuralSimilarity(scene(7, 9, 1), scene(7, 9, 1))).deep.equal([1]);
    expect(() => structuralSimilarity(scene(6, 9, 1), scene(6, 9, 1))).throw(
      RangeError,
      'expected at least 7 × 7 pixels',
    );
  });
});

describe('imageStatistics', () => {
  it('sees what a drift changes', () => {
    const picture = scene(64, 64, 3);
    const of = (name: 'brightness' | 'contrast' | 'gaussianBlur' | 'saturation') =>
      imageStatistics(imageDrifts[name].apply(picture, 0.8, createRandom(1)))[0];
    const [before] = imageStatistics(picture);
    expect(of('brightness').brightness).lessThan(0.5 * before.brightness);
    expect(of('contrast').contrast).lessThan(0.3 * before.contrast);
    expect(of('gaussianBlur').sharpness).lessThan(0.05 * before.sharpness);
    expect(of('saturation').colorfulness).lessThan(0.3 * before.colorfulness);
  });

  it('is exact for one pixel and for gray', () => {
    expect(imageStatistics(images(Uint8Array.of(51), 1, 1, 1, 1))).deep.equal([
      {
        channelMeans: [0.2],
        channelDeviations: [0],
        brightness: 0.2,
        contrast: 0,
        brightnessCounts: [0, 1, 0, 0, 0],
        sharpness: 0,
        colorfulness: 0,
      },
    ]);
    expect(imageStatistics(images(Uint8Array.of(0, 255), 1, 1, 2, 1))[0]).include({ brightness: 0.5, contrast: 0.5 });
  });
});

describe('batchStatistics', () => {
  it('takes images together: within and between them', () => {
    const pair = images(Uint8Array.of(0, 102, 204, 204), 2, 1, 2, 1); // means 0.2 and 0.8
    const { channelMeans, deviationsOfMeans, pixelDeviations, brightnessCounts } = batchStatistics(
      imageStatistics(pair),
    );
    expect(channelMeans[0]).closeTo(0.5, 1e-12);
    expect(deviationsOfMeans[0]).closeTo(0.3, 1e-12);
    // of 0, 0.4, 0.8, 0.8
    expect(pixelDeviations[0]).closeTo(Math.sqrt((0.25 + 0.01 + 0.09 + 0.09) / 4), 1e-12);
    expect(brightnessCounts).deep.equal([0, 1, 0, 0, 1]);
  });

  it('refuses nothing', () => {
    expect(() => batchStatistics([])).throw(RangeError, 'expected at least one, got none');
  });
});
