import { expect } from 'chai';
import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { driftStream } from '../../../src/augmentation/driftStream';
import { sudden } from '../../../src/augmentation/schedules/sudden';
import { foreignWords, foreignWordsOf } from '../../../src/augmentation/text/foreignWords';
import { graphemes } from '../../../src/augmentation/text/graphemes';
import { languages } from '../../../src/augmentation/text/languages';
import { outOfDomainFrom } from '../../../src/augmentation/text/outOfDomain';
import type { TextDrift } from '../../../src/augmentation/text/textDrift';
import { textDrifts } from '../../../src/augmentation/text/textDrifts';
import { truncate } from '../../../src/augmentation/text/truncation';
import { typos } from '../../../src/augmentation/text/typos';
import { vocabularyShift } from '../../../src/augmentation/text/vocabularyShift';
import { sentences } from '../../../src/data/sentences';
import { sampler } from '../../../src/data/streams/streamSource';
import { createRandom } from '../../../src/random';

const ROOM = join(__dirname, '../../../src/augmentation/text');
const TEXTS = sentences(200, { random: createRandom(1) }).texts;
const ODD = [
  '',
  ' ',
  '🙂',
  '👨‍👩‍👧🏳️‍🌈🇫🇷👍🏽',
  'שלום עולם',
  'مرحبا',
  'a\0b\0',
  '\ud800 x \udc00',
  'e\u0301te\u0301',
  '한국어',
  'नमस्ते',
  '\r\n\t',
  'x',
];

/** Share of the words at the same place that are not what they were. */
function changed(before: readonly string[], after: readonly string[]): number {
  const shares = before.map((text, i) => {
    const [was, is] = [text.split(' '), after[i].split(' ')];
    return was.filter((word, k) => word !== is[k]).length / was.length;
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

describe('textDrifts', () => {
  it('holds every text drift that a file of the room exports, under its own name', () => {
    const load = createRequire(__filename);
    const found: Record<string, TextDrift> = {};
    for (const file of readdirSync(ROOM).filter((name) => name.endsWith('.ts')))
      for (const [name, value] of Object.entries(load(join(ROOM, file)) as Record<string, unknown>))
        if (name.endsWith('Drift') && typeof value === 'object') found[(value as TextDrift).name] = value as TextDrift;
    expect(textDrifts).deep.equal(found);
  });

  for (const [name, drift] of Object.entries<TextDrift>(textDrifts))
    describe(name, () => {
      it('is the identity at severity 0, as a copy', () => {
        for (const texts of [TEXTS, ODD, []]) {
          const same = drift.apply(texts, 0, createRandom(1));
          expect(same).deep.equal(texts);
          expect(same === texts).equal(false);
        }
      });

      it('gives the same texts for the same seed, and leaves its input alone', () => {
        const kept = [...TEXTS];
        expect(drift.apply(TEXTS, 0.5, createRandom(3))).deep.equal(drift.apply(TEXTS, 0.5, createRandom(3)));
        expect(TEXTS).deep.equal(kept);
      });

      it('does to a batch what it does to its parts, one after the other', () => {
        const random = createRandom(4);
        const apart = [TEXTS.slice(0, 7), TEXTS.slice(7, 20)].flatMap((part) => drift.apply(part, 0.5, random));
        expect(drift.apply(TEXTS.slice(0, 20), 0.5, createRandom(4))).deep.equal(apart);
      });

      it('harms more the higher the severity: the share of changed words grows', () => {
        const harm = [0, 0.1, 0.2, 0.4, 0.6, 0.8, 1].map((severity) =>
          changed(TEXTS, drift.apply(TEXTS, severity, createRandom(5))),
        );
        for (let i = 1; i < harm.length; i++) expect(harm[i], `step ${i}`).greaterThan(harm[i - 1]);
        expect(harm.at(-1)).greaterThan(0.35);
      });

      it('gives well-formed text for odd text, as many as there were', () => {
        const after = drift.apply(ODD, 1, createRandom(6));
        expect(after).length(ODD.length);
        // surrogates that stood alone before are all that may stand alone after
        const alone = (text: string) => text.match(/\p{Cs}/gu)?.length ?? 0;
        after.forEach((text, i) => expect(alone(text), ODD[i]).at.most(2 * alone(ODD[i])));
      });

      it('cuts no character of any text in two', () => {
        fc.assert(
          fc.property(fc.string({ unit: 'grapheme' }), fc.double({ min: 0, max: 1, noNaN: true }), (text, severity) => {
            expect(drift.apply([text], severity, createRandom(7))[0]).not.match(/\p{Cs}/u);
          }),
          { numRuns: 50 },
        );
      });

      it('takes a text of 10,000 words', () => {
        const long = `${'word '.repeat(9999)}été`;
        expect(drift.apply([long], 0.5, createRandom(8))[0].length).above(0);
      });

      it('refuses a severity outside [0, 1], and what is no text', () => {
        const apply = (severity: unknown) => () => drift.apply(TEXTS, severity as number, createRandom(1));
        expect(apply(1.5)).throw(RangeError, 'invalid severity: expected a number in [0, 1], got 1.5');
        for (const severity of [-0.1, NaN, Infinity]) expect(apply(severity)).throw(RangeError, 'invalid severity');
        for (const severity of ['1', undefined, null]) expect(apply(severity)).throw(TypeError, 'invalid severity');
        for (const severity of [0, 1])
          expect(() => drift.apply(['a', 5 as never], severity, createRandom(1))).throw(TypeError, 'invalid texts[1]: expected a string, got 5'); // prettier-ignore
      });

      it('goes through a stream with known drift', () => {
        const batches = sampler((random) => sentences(5, { random }).texts);
        const stream = () => [
          ...driftStream(batches, [drift], sudden({ at: 4 }), { random: createRandom(9), length: 8 }),
        ];
        const calm = [...driftStream(batches, [{ apply: (texts) => texts }], sudden({ at: 4 }), { random: createRandom(9), length: 8 })]; // prettier-ignore
        expect(stream()).deep.equal(stream());
        expect(stream().slice(0, 4)).deep.equal(calm.slice(0, 4));
        expect(stream().slice(4)).not.deep.equal(calm.slice(4));
      });
    });
});

describe('graphemes', () => {
  it('are those of Intl.Segmenter', () => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
    for (const text of [...ODD, ...TEXTS.slice(0, 5), 'naïve café', 'i\u0307\u0323', '🇫🇷🇩🇪', '1️⃣🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'ภาษาไทย'])
      expect(graphemes(text), JSON.stringify(text)).deep.equal(Array.from(segmenter.segment(text), ({ segment }) => segment)); // prettier-ignore
  });
});

describe('typos', () => {
  it('hit about the share of letters that was asked for', () => {
    const text = 'abcdefghij'.repeat(500);
    const typed = typos(text, 0.1, createRandom(1));
    // a third of three quarters drops a letter, as much and the missing neighbours double one
    expect(typed.length).within(4900, 5100);
    expect(typos('HELLO', 1, createRandom(2))).match(/^[A-Z]+$/);
  });

  it('never empty a text', () => {
    for (let seed = 0; seed < 50; seed++) expect(typos('x', 1, createRandom(seed))).not.equal('');
  });
});

describe('vocabularyShift', () => {
  it('has one new word for each old one, with the same case, and keeps function words', () => {
    const shifted = vocabularyShift('Loan and LOAN, with loan', 1, ['keel', 'buoy', 'mast'], createRandom(3));
    const [first] = shifted.split(' ');
    expect(shifted).equal(`${first} and ${first.toUpperCase()}, with ${first.toLowerCase()}`);
  });

  it('wants words', () => {
    expect(() => vocabularyShift('loan', 1, [], createRandom(1))).throw(RangeError, 'invalid length of vocabulary');
  });
});

describe('foreignWords', () => {
  it('translates the common words of each language', () => {
    expect(foreignWords('You and I', 1, 'german', createRandom(1))).equal('Du und Ich');
    expect(foreignWords('you and my', 1, 'french', createRandom(1))).equal('vous et mon');
    expect(foreignWords('you and my', 1, 'spanish', createRandom(1))).equal('tú y mi');
    for (const { words } of Object.values(languages)) expect([...words.values()]).not.include(undefined);
  });

  it('refuses languages that it does not know', () => {
    expect(() => foreignWordsOf('klingon' as never)).throw(RangeError, 'invalid language: expected one of german');
  });
});

describe('truncate', () => {
  it('keeps whole characters, rounded up', () => {
    expect(truncate('👍🏽👍🏽👍🏽', 0.4)).equal('👍🏽👍🏽');
    expect(truncate('abcd', 0)).equal('');
  });
});

describe('outOfDomainFrom', () => {
  it('replaces the share of texts that was asked for', () => {
    const mixed = outOfDomainFrom(['?']).apply(new Array<string>(2000).fill('a'), 0.3, createRandom(1));
    expect(mixed.filter((text) => text === '?').length).within(520, 680);
    expect(() => outOfDomainFrom([])).throw(RangeError, 'invalid length of texts');
  });
});
