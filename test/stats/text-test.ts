import { expect } from 'chai';
import fc from 'fast-check';
import { characterCounts } from '../../src/stats/text/characterCounts';
import { corpusStatistics } from '../../src/stats/text/corpusStatistics';
import { createRandom } from '../../src/random';
import { distinctiveWords } from '../../src/stats/text/distinctiveWords';
import { lengthDrift } from '../../src/stats/text/lengthDrift';
import { ngramDistance } from '../../src/stats/text/ngramDistance';
import { outOfVocabulary } from '../../src/stats/text/outOfVocabulary';
import { tokenDistribution } from '../../src/stats/text/tokenDistribution';
import { asciiWords, words } from '../../src/stats/text/words';

const documents = fc
  .array(fc.array(fc.constantFrom('a', 'b', 'c', '__proto__', '🙂', '\uffff'), { maxLength: 8 }), { minLength: 1 })
  .filter((lists) => lists.flat().length > 0);

describe('words', () => {
  it('are runs of letters in any script, in lower case', () => {
    expect(words("Don't STOP: 2 cafés, Öl, 猫!")).to.deep.equal(["don't", 'stop', '2', 'cafés', 'öl', '猫']);
    expect(words('…')).to.deep.equal([]);
    // an emoji is a word, its variation selector none
    expect(words('ok❤️!')).to.deep.equal(['ok', '❤']);
    expect(words('e\u0301te\u0301')).to.deep.equal(['e\u0301te\u0301']);
    expect(words('שלום, עולם\0مرحبا')).to.deep.equal(['שלום', 'עולם', 'مرحبا']);
  });

  it('of ASCII make no ASCII letter out of another one', () => {
    // the Kelvin sign and the dotted I have lower-case forms with k and i
    expect(asciiWords("It's 5 \u212a; \u0130 NAÏVE")).to.deep.equal(["it's", '5', 'na', 've']);
  });

  it('come from strings only', () => {
    for (const wrong of [3, null, undefined, ['a']]) {
      expect(() => words(wrong as never)).to.throw(TypeError, 'invalid text: expected a string');
      expect(() => asciiWords(wrong as never)).to.throw(TypeError, 'invalid text: expected a string');
    }
  });
});

describe('corpusStatistics', () => {
  it('counts documents, words and types', () => {
    const found = corpusStatistics([['to', 'be', 'or', 'not', 'to', 'be'], []]);
    expect(found).deep.include({ documents: 2, tokens: 6, types: 4, typeTokenRatio: 4 / 6, hapaxRatio: 1 / 2 });
    expect(found.length).deep.include({ mean: 3, standardDeviation: 3, min: 0, max: 6, median: 3 });
    expect([...found.length.histogram]).to.deep.equal([1, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('takes names of object members for words', () => {
    expect(corpusStatistics([['constructor', '__proto__', '__proto__']]).types).to.equal(2);
  });

  it('refuses what has no words', () => {
    expect(() => corpusStatistics([])).to.throw(RangeError, 'invalid documents: expected at least one word, got none');
    expect(() => corpusStatistics([[], []])).to.throw(RangeError, 'expected at least one word');
    expect(() => corpusStatistics('ab' as never)).to.throw(TypeError, 'invalid documents: expected lists of words');
    expect(() => corpusStatistics([['a'], 'b' as never])).to.throw(TypeError, 'in document 1, got "b"');
    expect(() => corpusStatistics([['a', 3 as never]])).to.throw(TypeError, 'in document 0, got 3');
  });
});

describe('tokenDistribution', () => {
  it('is 0 apart of itself, and as far as can be of other words', () => {
    const zero = { jsDivergence: 0, klDivergence: 0, totalVariation: 0, topOverlap: 1, jaccard: 1 };
    const far = { jsDivergence: 1, totalVariation: 1, cosineSimilarity: 0, topOverlap: 0, jaccard: 0 };
    expect(tokenDistribution([['a', 'b', 'a']], [['a'], ['b', 'a']])).deep.include(zero);
    expect(tokenDistribution([['a', 'b']], [['c']])).deep.include(far);
  });

  it('puts equally frequent words in the order of code points', () => {
    // as UTF-16 units the emoji comes before U+FFFF
    expect(tokenDistribution([['\u{1f642}', '\uffff']], [['\uffff', 'z', 'z']], { top: 1 }).topOverlap).to.equal(0);
    expect(tokenDistribution([['\u{1f642}', '\uffff']], [['\uffff']], { top: 1 }).topOverlap).to.equal(1);
  });

  it('stays in its ranges and is symmetric where it should be', () => {
    fc.assert(
      fc.property(documents, documents, (a, b) => {
        const [there, back] = [tokenDistribution(a, b), tokenDistribution(b, a)];
        for (const key of ['jsDivergence', 'totalVariation', 'cosineSimilarity', 'jaccard', 'topOverlap'] as const) {
          expect(there[key], key).within(0, 1);
          expect(there[key], key).closeTo(back[key], 1e-12);
        }
        expect(there.klDivergence).least(0);
      }),
    );
  });

  it('refuses options out of range', () => {
    const of = (options: object) => () => tokenDistribution([['a']], [['a']], options);
    for (const top of [0, 1.5, NaN]) expect(of({ top })).to.throw(RangeError, 'invalid top');
    for (const smoothing of [-1, NaN, Infinity]) expect(of({ smoothing })).to.throw(RangeError, 'invalid smoothing');
    expect(() => tokenDistribution([['a']], [[]])).to.throw(RangeError, 'invalid sample: expected at least one word');
  });
});

describe('outOfVocabulary', () => {
  it('counts words and different words', () => {
    const reference = [['to', 'be']];
    expect(outOfVocabulary(reference, [['to', 'go', 'go'], []])).to.deep.equal({ tokenRate: 2 / 3, typeRate: 1 / 2 });
    expect(outOfVocabulary(reference, reference)).to.deep.equal({ tokenRate: 0, typeRate: 0 });
  });
});

describe('lengthDrift', () => {
  it('sees a shift out of the range of the reference', () => {
    expect(lengthDrift([8, 9, 11], [80, 90, 110])).include({ jsDistance: 1 });
  });

  it('is nothing between equal samples, and infinite from a constant one', () => {
    const none = { meanShift: 0, wasserstein: 0, jsDistance: 0, psi: 0 };
    expect(lengthDrift([5, 5], [5])).include(none);
    expect(lengthDrift(Int32Array.of(1, 2, 3), [3, 2, 1])).include(none);
    expect(lengthDrift([5, 5], [6]).meanShift).to.equal(Infinity);
  });

  it('refuses what is no number', () => {
    expect(() => lengthDrift([], [1])).to.throw(RangeError, 'invalid reference');
    expect(() => lengthDrift([1], [NaN])).to.throw(RangeError, 'invalid sample');
    expect(() => lengthDrift([1], [Infinity])).to.throw(RangeError, 'invalid sample: expected finite numbers');
  });
});

describe('characterCounts', () => {
  it('counts code points', () => {
    const text = 'né 🙂\u00a0\n\0٣\ud800';
    expect(characterCounts(text)).to.deep.equal({ length: 9, asciiLetters: 1, asciiDigits: 0, whitespace: 3, nonAscii: 5 }); // prettier-ignore
  });

  it('adds up to the length of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(characterCounts(text).length).to.equal([...text].length);
      }),
    );
  });
});

describe('ngramDistance', () => {
  it('is a distance of texts', () => {
    expect(ngramDistance('banana', 'banana')).to.equal(0);
    expect(ngramDistance('aaaa', 'bbbb')).to.equal(1);
    expect(ngramDistance('the cat', 'the car', { n: 2 })).to.be.closeTo(Math.sqrt(1 / 6), 1e-12);
  });

  it('does not cut characters in two', () => {
    // the two emoji share their first half
    expect(ngramDistance('🙂', '🙃', { n: 1 })).to.equal(1);
  });

  it('refuses texts shorter than an n-gram', () => {
    expect(() => ngramDistance('ab', 'abc')).to.throw(RangeError, 'invalid a: expected at least 3 characters, got 2');
    expect(() => ngramDistance('abc', 'abc', { n: 0 })).to.throw(RangeError, 'invalid n');
  });
});

describe('distinctiveWords', () => {
  const times = (count: number, ...document: string[]) => new Array<string[]>(count).fill(document);

  it('has the formula of Monroe et al., with texts as trials', () => {
    const reference = [...times(8, 'a'), ...times(2, 'b', 'b')];
    const [b, a] = distinctiveWords(reference, times(5, 'b'), { prior: 4 });
    // b is in 2 of 10 texts and in 5 of 5; its prior is 4 · 7.5 / 16 = 1.875
    const logOddsRatio = Math.log(6.875 / 2.125) - Math.log(3.875 / 10.125);
    const variance = 1 / 3.875 + 1 / 10.125 + 1 / 6.875 + 1 / 2.125;
    expect([a.word, a.texts, b.word, b.texts]).to.deep.equal(['a', [8, 0], 'b', [2, 5]]);
    expect(b.logOddsRatio).to.be.closeTo(logOddsRatio, 1e-12);
    expect(b.z).to.be.closeTo(logOddsRatio / Math.sqrt(variance), 1e-12);
    expect(a.z).to.be.below(0);
  });

  it('changes sign with the samples', () => {
    const [x, y] = [
      [...times(9, 'a'), ...times(3, 'b')],
      [...times(2, 'a'), ...times(8, 'c')],
    ];
    const there = distinctiveWords(x, y).map(({ word, z }) => `${word} ${(-z).toFixed(9)}`);
    expect(distinctiveWords(y, x).map(({ word, z }) => `${word} ${z.toFixed(9)}`)).to.deep.equal(there);
  });

  it('is defined for words of all texts, for equal samples and for none', () => {
    expect(distinctiveWords(times(9, 'a'), times(7, 'a'))[0]).deep.include({ word: 'a', texts: [9, 7] });
    expect(distinctiveWords(times(9, 'a'), times(9, 'a'))[0]).include({ z: 0, pValue: 1 });
    expect(distinctiveWords([], [])).to.deep.equal([]);
    expect(distinctiveWords(times(4, 'a'), [[], []])).to.deep.equal([]);
  });

  it('names a word falsely in at most alpha of the samples', () => {
    const random = createRandom(1);
    // of words as rare as in language: the k-th in one of k texts
    const document = () =>
      Array.from({ length: 60 }, (_, k) => `w${k}`).filter((_, k) => random.uniform() < 1 / (k + 1.5));
    const documents = (count: number) => Array.from({ length: count }, document);
    let alarms = 0;
    for (let run = 0; run < 400; run++)
      alarms += Number(
        distinctiveWords(documents(80), documents(40)).some(({ adjustedPValue }) => adjustedPValue <= 0.05),
      );
    // binomial: more than 36 of 400 are seen at 0.05 in one of 3000 tests
    expect(alarms).to.be.at.most(36);
  });

  it('refuses options out of range', () => {
    for (const prior of [0, -1, NaN])
      expect(() => distinctiveWords([], [], { prior })).to.throw(RangeError, 'invalid prior');
    for (const least of [0, 1.5])
      expect(() => distinctiveWords([], [], { least })).to.throw(RangeError, 'invalid least');
  });
});
