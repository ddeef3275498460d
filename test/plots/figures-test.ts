import { expect } from 'chai';
import sharp from 'sharp';
import { EXAMPLES } from './examples';
import { expectSnapshot } from './snapshot';

for (const [name, draw] of Object.entries(EXAMPLES)) {
  describe(`the figure ${name}`, () => {
    it('is the one that was looked at', async () => expectSnapshot(name, (await draw()).svg));

    it('has the same bytes when drawn again', async () => {
      const [first, second] = [await draw(), await draw()];
      expect(first.svg).equal(second.svg);
      expect(Buffer.compare(first.png, second.png)).equal(0);
      expect(first.plotly).deep.equal(second.plotly);
    });

    it('has pixels of its own size on an opaque card', async () => {
      const { png, width, height } = await draw();
      const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
      expect(info.width / width).within(1.5 - 0.01, 2);
      expect(info.height / height).within(1.5 - 0.01, 2);
      const middle = 4 * (Math.floor(info.height / 2) * info.width + 8);
      expect([...data.subarray(middle, middle + 4)]).deep.equal([255, 255, 255, 255]);
    });

    it('keeps every text on the card, at 11 pixels or more', async () => {
      const { svg, width } = await draw();
      const sizes = [...svg.matchAll(/font-size="([\d.]+)/g)].map(([, size]) => Number(size));
      expect(Math.min(...sizes)).least(11);
      // nothing but the card's own edge in the outermost pixels
      const { data, info } = await sharp(Buffer.from(svg)).greyscale().raw().toBuffer({ resolveWithObject: true });
      for (let y = 8; y < info.height - 8; y++)
        for (const x of [3, width - 4])
          expect(data[y * info.width * info.channels + x * info.channels], `${x}, ${y}`).equal(255);
    });

    it('writes no number longer than two decimals and no colour of the page', async () => {
      const tags = (await draw()).svg.replace(/>[^<]*</g, '><').replace(/(aria-label|href)="[^"]*"/g, '');
      expect(tags).not.match(/\d\.\d{3,}/);
      expect(tags).not.match(/currentColor|var\(|NaN|undefined/);
    });
  });
}

describe('figures on one page', () => {
  it('do not share ids', async () => {
    const figures = await Promise.all(Object.values(EXAMPLES).map((draw) => draw()));
    const ids = figures.flatMap(({ svg }) => [...svg.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id));
    expect(ids).not.empty;
    expect(new Set(ids).size).equal(ids.length);
  });
});
