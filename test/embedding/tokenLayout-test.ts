import { expect } from 'chai';
import { gridSize, tokenLayout } from '../../src/embedding/tokenLayout';

const square = { height: 224, width: 224 };

describe('tokenLayout', () => {
  it('tells the three families from the number of tokens', () => {
    expect(tokenLayout(201, square)).deep.equal({ patchSize: 16, registers: 4 });
    expect(tokenLayout(257, square)).deep.equal({ patchSize: 14, registers: 0 });
    expect(tokenLayout(261, square)).deep.equal({ patchSize: 14, registers: 4 });
  });

  it('takes the registers from the patch size, also where the grid is no square', () => {
    expect(tokenLayout(1 + 7 + 4 * 3, { height: 64, width: 48 }, { patchSize: 16 })).deep.equal({
      patchSize: 16,
      registers: 7,
    });
  });

  it('leaves out what does not fill a patch', () => {
    expect(gridSize({ height: 60, width: 31 }, 14)).deep.equal({ height: 4, width: 2 });
  });

  it('refuses what does not fit, naming what to set', () => {
    expect(() => tokenLayout(200, square)).throw(
      RangeError,
      'expected a square grid, got 200 tokens for 224 × 224 pixels. Set',
    );
    expect(() => tokenLayout(201, { height: 224, width: 112 })).throw(RangeError, 'Set patchSize and registers');
    expect(() => tokenLayout(201, square, { patchSize: 14 })).throw(
      RangeError,
      '16 × 16 patches of 14 pixels, got 201 tokens',
    );
    expect(() => tokenLayout(201, square, { patchSize: 16, registers: 0 })).throw(
      RangeError,
      '1 class token + 0 + 14 × 14',
    );
    expect(() => tokenLayout(1, square)).throw(RangeError);
    expect(() => tokenLayout(201, square, { patchSize: 0 })).throw(RangeError, 'invalid patchSize');
  });
});
