import { expect } from 'chai';
import { hashedText } from '../../src/detectors/hashedText';
import { textDrift } from '../../src/detectors/textDrift';
import { row } from '../../src/matrix';
import { createRandom, type Random } from '../../src/random';
import { failureOf } from '../data/helpers';

const COMMON = ['the', 'cat', 'sat', 'on', 'a', 'mat', 'and', 'slept', 'all', 'day'];
const sentence = (random: Random, vocabulary = COMMON) =>
  Array.from({ length: 6 }, () => vocabulary[random.integer(vocabulary.length)]).join(' ');
const sentences = (count: number, random: Random, vocabulary = COMMON) =>
  Array.from({ length: count }, () => sentence(random, vocabulary));

describe('hashedText', () => {
  it('gives rows of length 1, the same for the same words in any order', () => {
    const { rows, columns, values } = hashedText(['a cat sat', 'sat a cat', 'dogs ran', ''], { dimensions: 64 });
    expect([rows, columns]).to.deep.equal([4, 64]);
    expect([...values.subarray(0, 64)]).to.deep.equal([...values.subarray(64, 128)]);
    expect(Math.hypot(...values.subarray(128, 192))).to.be.closeTo(1, 1e-6);
    expect(Math.hypot(...values.subarray(192))).to.equal(0);
  });

  it('keeps inner products right on average', () => {
    const random = createRandom(1);
    let sum = 0;
    for (let run = 0; run < 400; run++) {
      const word = () => `w${random.integer(1e9)}`;
      const shared = word();
      const hashed = hashedText([`${shared} ${word()}`, `${shared} ${word()}`], { dimensions: 16 });
      const [a, b] = [row(hashed, 0), row(hashed, 1)];
      sum += a.reduce((all, value, i) => all + value * b[i], 0);
    }
    expect(sum / 400).to.be.closeTo(0.5, 0.05);
  });

  it('names what is wrong', () => {
    expect(() => hashedText([3 as never])).to.throw(TypeError, 'invalid texts: expected a string in row 0, got 3');
    expect(() => hashedText(['a'], { dimensions: 1 })).to.throw(
      RangeError,
      'invalid dimensions: expected an integer in [2, ',
    );
  });
});

describe('textDrift', () => {
  for (const method of ['words', 'hashed'] as const) {
    it(`by ${method} sees new words`, async () => {
      const random = createRandom(2);
      const detector = textDrift(sentences(60, random), { random, method, permutations: 199 });
      const { drift, pValue } = await detector.compare(sentences(30, random, [...COMMON, 'refund', 'parcel']));
      expect([drift, pValue]).to.deep.equal([true, 0.005]);
    });
  }

  it('names the words that differ, and the texts with rare ones', async () => {
    const random = createRandom(3);
    const sample = [...sentences(39, random), 'zebra zebra quagga'];
    const detector = textDrift(sentences(60, random, [...COMMON, 'dog', 'dog', 'dog']), { random });
    const { features, mostDrifted, method } = await detector.compare(sample);
    expect(features[0].name).to.equal('dog');
    expect(mostDrifted[0]).to.equal(39);
    expect(method).to.equal('chi-square of 13 words, 1000 splits of 60 + 40 rows');
  });

  it('keeps its level although the words of one text belong together', async () => {
    const random = createRandom(4);
    const topical = (count: number) =>
      Array.from({ length: count }, () => sentence(random, COMMON.slice(5 * random.integer(2)).slice(0, 5)));
    let alarms = 0;
    for (let run = 0; run < 120; run++)
      alarms += Number((await textDrift(topical(25), { random, permutations: 99 }).compare(topical(15))).drift);
    // 14 or more of 120 has probability 0.003 at 5 %
    expect(alarms).to.be.below(14);
  });

  it('has p value 1 for texts without words, and names what is wrong', async () => {
    const random = createRandom(5);
    const empty = await textDrift(['', '!'], { random }).compare(['?']);
    expect([empty.pValue, empty.features]).to.deep.equal([1, []]);
    expect(() => textDrift([], { random })).to.throw(RangeError, 'invalid rows of reference');
    expect(() => textDrift(['a'], { random, vocabulary: 0 })).to.throw(RangeError, 'invalid vocabulary');
    expect(() => textDrift(['a'], { random, method: 'bert' as never })).to.throw(RangeError, 'invalid method');
    const message = await textDrift(['a'], { random })
      .compare([])
      .catch((error: Error) => error.message);
    expect(message).to.include('invalid rows of sample: expected an integer in [1, ');
    for (const method of ['words', 'hashed'] as const) {
      const build = (texts: unknown, options: object = { random }) =>
        textDrift(texts as string[], { method, ...options } as never);
      expect(() => build('one text')).to.throw(
        TypeError,
        'invalid reference: expected a list of texts, got "one text"',
      );
      expect(() => build(['a', null])).to.throw(TypeError, 'invalid reference: expected a string in row 1, got null');
      expect(() => build(['a', 'b'], { random: 1 })).to.throw(TypeError, 'invalid random: expected one that');
      const refused = (sample: unknown) => failureOf(build(['a', 'b']).compare(sample as string[]));
      expect((await refused(undefined)).message).to.equal('invalid sample: expected a list of texts, got undefined');
      expect((await refused(['a', 7])).message).to.equal('invalid sample: expected a string in row 1, got 7');
      expect((await build(['a', 'b', 'c']).compare(['d', 'e'])).detector).to.equal('textDrift');
    }
  });
});
