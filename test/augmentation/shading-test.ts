import { expect } from 'chai';
import { illuminationGradient } from '../../src/augmentation/illuminationGradient';
import { vignette } from '../../src/augmentation/vignette';
import { images } from '../../src/images';
import { scene } from './helpers';

const gray = images(new Uint8Array(15).fill(200), 1, 3, 5, 1);

describe('vignette', () => {
  it('darkens with the squared distance from the centre, corners by its strength', () => {
    // squared distances 5 4 … of 5 in the corner: 4 + 1
    const [corner, top, side] = [1 - 0.5, 1 - 0.5 / 5, 1 - (0.5 * 4) / 5].map((gain) => Math.round(200 * gain));
    const { pixels } = vignette(gray, 0.5);
    expect([pixels[0], pixels[2], pixels[5], pixels[7], pixels[14]]).deep.equal([corner, top, side, 200, corner]);
  });

  it('is the identity at 0 and refuses more than 1', () => {
    expect(vignette(scene(9, 8, 3), 0)).deep.equal(scene(9, 8, 3));
    expect(() => vignette(gray, 1.1)).throw(RangeError, 'invalid strength');
  });
});

describe('illuminationGradient', () => {
  const rows = (angle: number) => {
    const { pixels } = illuminationGradient(gray, { strength: 0.5, angle });
    return [0, 1, 2].map((y) => Array.from(pixels.subarray(5 * y, 5 * y + 5)));
  };

  it('falls evenly from one side to the other', () => {
    const across = [200, 175, 150, 125, 100];
    expect(rows(0)).deep.equal([across, across, across]);
    expect(rows(180)).deep.equal([0, 1, 2].map(() => [...across].reverse()));
    expect(rows(90).map(([first]) => first)).deep.equal([200, 150, 100]);
    expect(rows(-90).map(([first]) => first)).deep.equal([100, 150, 200]);
  });

  it('reaches from corner to corner at any angle', () => {
    for (let angle = 10; angle < 360; angle += 37) {
      const all = rows(angle).flat();
      expect([Math.min(...all), Math.max(...all)]).deep.equal([100, 200]);
    }
  });

  it('refuses a strength above 1 and an angle that is not finite', () => {
    expect(() => illuminationGradient(gray, { strength: 2, angle: 0 })).throw(RangeError, 'invalid strength');
    expect(() => illuminationGradient(gray, { strength: 1, angle: NaN })).throw(RangeError, 'invalid angle');
  });
});
