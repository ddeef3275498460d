import { expect } from 'chai';
import { anomalyMaps } from '../../src/embedding/anomalyMap';

const scores = { values: Float32Array.of(0, 1, 2, 3, 5, 8), count: 1, gridHeight: 2, gridWidth: 3 };

function sum(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0);
}

describe('anomalyMaps', () => {
  it('enlarges with cell centres on pixel centres, and the border goes on', () => {
    const line = { values: Float32Array.of(0, 4), count: 1, gridHeight: 1, gridWidth: 2 };
    expect([...anomalyMaps(line, { height: 1, width: 4, sigma: 0 }).values]).deep.equal([0, 1, 3, 4]);
  });

  it('gives the scores themselves at the size of the grid', () => {
    expect([...anomalyMaps(scores, { height: 2, width: 3, sigma: 0 }).values]).deep.equal([0, 1, 2, 3, 5, 8]);
  });

  // scipy 1.17.1: map_coordinates(order=1, mode='nearest') at (i + 0.5) · cells / pixels − 0.5, then gaussian_filter(sigma)
  const references: [number, number, number, number[][]][] = [
    [
      3,
      5,
      0,
      [
        [0.0, 0.4, 1.0, 1.6, 2.0],
        [1.5, 2.1, 3.0, 4.2, 5.0],
        [3.0, 3.8, 5.0, 6.8, 8.0],
      ],
    ],
    [
      4,
      6,
      1,
      [
        [0.506584, 0.771384, 1.240085, 1.794525, 2.291487, 2.581127],
        [1.189203, 1.508591, 2.085741, 2.793648, 3.44945, 3.837967],
        [2.183287, 2.58217, 3.317253, 4.248648, 5.135766, 5.668278],
        [2.865906, 3.319377, 4.162909, 5.24777, 6.293728, 6.925118],
      ],
    ],
    [
      5,
      4,
      2.5,
      [
        [2.270757, 2.397954, 2.577908, 2.705201],
        [2.519042, 2.653813, 2.844491, 2.979374],
        [2.920798, 3.067826, 3.275855, 3.423021],
        [3.322555, 3.481838, 3.707219, 3.866668],
        [3.57084, 3.737697, 3.973801, 4.140841],
      ],
    ],
  ];
  for (const [height, width, sigma, expected] of references)
    it(`agrees with SciPy at ${height} × ${width}, sigma ${sigma}`, () => {
      const { values } = anomalyMaps(scores, { height, width, sigma });
      expected.flat().forEach((value, i) => expect(values[i]).closeTo(value, 1e-5));
    });

  it('keeps a constant, also under a Gaussian much wider than the image', () => {
    const flat = { ...scores, values: new Float32Array(6).fill(7) };
    for (const value of anomalyMaps(flat, { height: 5, width: 9, sigma: 40 }).values) expect(value).closeTo(7, 1e-5);
  });

  it('keeps the sum of the scores per area, and turns with them', () => {
    const { values } = anomalyMaps(scores, { height: 20, width: 30, sigma: 2 });
    expect(sum(values) / 100).closeTo(19, 0.01);
    const turned = anomalyMaps(
      { ...scores, values: scores.values.slice().reverse() },
      { height: 20, width: 30, sigma: 2 },
    );
    [...turned.values].reverse().forEach((value, i) => expect(value).closeTo(values[i], 1e-5));
  });

  it('smooths by 4 pixels of 224 in proportion by default', () => {
    const byDefault = anomalyMaps(scores, { height: 56, width: 112 });
    expect(byDefault).deep.equal(anomalyMaps(scores, { height: 56, width: 112, sigma: 1 }));
  });

  it('makes a row for each image', () => {
    const two = { ...scores, values: Float32Array.of(...scores.values, 9, 9, 9, 9, 9, 9), count: 2 };
    const maps = anomalyMaps(two, { height: 4, width: 6 });
    expect([maps.rows, maps.columns]).deep.equal([2, 24]);
    expect(maps.values.slice(0, 24)).deep.equal(anomalyMaps(scores, { height: 4, width: 6 }).values);
    for (const value of maps.values.slice(24)) expect(value).closeTo(9, 1e-5);
  });

  it('refuses sizes, sigmas and scores that make no sense', () => {
    for (const [wrong, message] of [
      [{ height: 0, width: 4 }, /invalid height/],
      [{ height: 4, width: 2.5 }, /invalid width/],
      [{ height: 4, width: 4, sigma: -1 }, /invalid sigma/],
    ] as const)
      expect(() => anomalyMaps(scores, wrong)).throw(RangeError, message);
    expect(() => anomalyMaps({ ...scores, count: 2 }, { height: 4, width: 4 })).throw(RangeError, /2 × 2 × 3, got 6/);
  });
});
