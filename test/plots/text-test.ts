import { expect } from 'chai';
import { COLORS, SERIES_COLORS, SERIES_SYMBOLS } from '../../src/plots/style';
import { escapeXml, shortNumber, textWidth, wrapText } from '../../src/plots/text';

describe('text', () => {
  it('breaks into lines that fit, and loses no word', () => {
    const text = 'Anomaly scores of one hundred good and one hundred and fifty defect images';
    const lines = wrapText(text, 12, 150);
    expect(lines.join(' ')).equal(text);
    for (const line of lines) expect(textWidth(line, 12)).most(150);
  });

  it('leaves a word alone that is longer than a line', () => {
    expect(wrapText('a incomprehensibilities b', 12, 50)).deep.equal(['a', 'incomprehensibilities', 'b']);
  });

  it('writes numbers short', () => {
    expect([1, 0.5, 0.126, -0.001, 1e-9, 1200].map((value) => shortNumber(value))).deep.equal([
      '1',
      '0.5',
      '0.13',
      '0',
      '0',
      '1200',
    ]);
  });

  it('escapes what means something to XML', () => {
    expect(escapeXml(`<a b="c">&'`)).equal('&#60;a b=&#34;c&#34;&#62;&#38;&#39;');
  });
});

describe('the palette', () => {
  const luminance = (color: string): number => {
    const [r, g, b] = [1, 3, 5]
      .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (color: string) => 1.05 / (luminance(color) + 0.05);

  it('reads on the card: 3:1 or more for marks, 4.5:1 for text', () => {
    for (const color of [COLORS.good, COLORS.defect, COLORS.baseline, ...SERIES_COLORS])
      expect(contrast(color), color).least(3);
    for (const color of [COLORS.ink, COLORS.muted, COLORS.threshold]) expect(contrast(color), color).least(4.5);
  });

  it('has a symbol for each colour', () => {
    expect(SERIES_SYMBOLS.length).equal(SERIES_COLORS.length);
  });
});
