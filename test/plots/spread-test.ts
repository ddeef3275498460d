import { expect } from 'chai';
import fc from 'fast-check';
import { spread } from '../../src/plots/spread';

describe('spread', () => {
  it('leaves alone what is far enough apart', () => {
    expect(spread([0, 20, 40], 14)).deep.equal([0, 20, 40]);
  });

  it('moves what overlaps apart around its middle', () => {
    expect(spread([10, 10], 14)).deep.equal([3, 17]);
    expect(spread([0, 100, 102, 104], 10)).deep.equal([0, 92, 102, 112]);
  });

  it('keeps the order, the distance and the middle of any places', () => {
    const places = fc
      .array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 8 })
      .map((all) => all.sort((a, b) => a - b));
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    fc.assert(
      fc.property(places, (wanted) => {
        const moved = spread(wanted, 14);
        for (let i = 1; i < moved.length; i++) expect(moved[i] - moved[i - 1]).least(14 - 1e-9);
        expect(sum(moved)).closeTo(sum(wanted), 1e-9);
      }),
    );
  });
});
