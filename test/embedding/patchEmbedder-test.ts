import { expect } from 'chai';
import { imageEmbeddings } from '../../src/embedding/patchEmbedder';
import { matrix } from '../../src/matrix';

describe('imageEmbeddings', () => {
  it('is the mean over the patches of each image', () => {
    const patches = matrix(Float32Array.from([1, 10, 3, 30, 5, 50, 7, 70, 0, 0, 0, 0, 0, 0, 8, -8]), 8, 2);
    const means = imageEmbeddings({ patches, count: 2, gridHeight: 2, gridWidth: 2 });
    expect(means).deep.equal({ values: Float32Array.from([4, 40, 2, -2]), rows: 2, columns: 2 });
  });

  it('has no rows for no images', () => {
    const none = { patches: matrix(new Float32Array(0), 0, 3), count: 0, gridHeight: 2, gridWidth: 2 };
    expect(imageEmbeddings(none)).deep.equal({ values: new Float32Array(0), rows: 0, columns: 3 });
  });
});
