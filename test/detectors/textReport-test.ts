import { expect } from 'chai';
import { vocabularyShiftTo } from '../../src/augmentation/text/vocabularyShift';
import { sentences } from '../../src/data/sentences';
import { hashedText } from '../../src/detectors/hashedText';
import { textReport, type TextReport, type TextReportOptions } from '../../src/detectors/textReport';
import { createRandom, type Random } from '../../src/random';
import { failureOf } from '../data/helpers';

const texts = (count: number, random: Random) => sentences(count, { random }).texts;
const options: TextReportOptions = { random: createRandom(1), permutations: 199 };
const testOf = (report: TextReport, name: string) => report.tests.find((test) => test.name === name)!;

describe('textReport', () => {
  it('sees another vocabulary, names its words and the texts that have it', async () => {
    const random = createRandom(2);
    const [reference, calm] = [texts(80, random), texts(60, random)];
    const shifted = vocabularyShiftTo(['refund', 'voucher']).apply(calm.slice(0, 30), 0.7, random);
    const sample = [...shifted, ...calm.slice(30)];
    const report = await textReport(reference, sample, options);
    expect(report.drift).to.equal(true);
    for (const name of ['mmd', 'tokens']) expect(testOf(report, name).drift, name).to.equal(true);
    expect(report.outOfVocabulary.rate).above(report.outOfVocabulary.chance);
    expect(report.words.slice(0, 2).map(({ word }) => word).sort()).to.deep.equal(['refund', 'voucher']); // prettier-ignore
    expect(report.words[0].z).above(0);
    expect(report.mostDrifted.slice(0, 10).filter((row) => row < 30).length).least(9);
    expect(report.sizes).to.deep.equal({ reference: 80, sample: 60 });
  });

  it('sees short texts by their length', async () => {
    const random = createRandom(3);
    const report = await textReport(texts(60, random), texts(60, random).map((text) => text.split(' ').slice(0, 3).join(' ')), options); // prettier-ignore
    expect(testOf(report, 'length').drift).to.equal(true);
    expect(report.length.means[1]).to.equal(3);
  });

  it('survives JSON and is the same for the same seed', async () => {
    const random = createRandom(4);
    const [reference, sample] = [texts(30, random), texts(20, random)];
    const report = await textReport(reference, sample, options);
    expect(JSON.parse(JSON.stringify(report))).to.deep.equal(report);
    expect(await textReport(reference, sample, { ...options, random: createRandom(1) })).to.deep.equal(report);
  });

  it('takes an embedder, at once or as a promise', async () => {
    const random = createRandom(5);
    const [reference, sample] = [texts(30, random), texts(20, random)];
    const embed = (list: readonly string[]) => Promise.resolve(hashedText(list, { dimensions: 8 }));
    const report = await textReport(reference, sample, { ...options, embed });
    expect(testOf(report, 'mmd').pValue).not.equal(testOf(await textReport(reference, sample, options), 'mmd').pValue);
    const short = (list: readonly string[]) => hashedText(list.slice(1));
    const error = await failureOf(textReport(reference, sample, { ...options, embed: short }));
    expect(error).instanceOf(RangeError);
    expect(error.message).to.equal('invalid embed: expected 30 rows for reference, got 29');
  });

  it('heeds groups: the texts of one writer are one unit', async () => {
    // each writer has a favourite word; ten writers against ten others
    const writers = (first: number) =>
      Array.from({ length: 100 }, (_, i) => ({ text: `I like w${first + Math.floor(i / 10)} a lot`, writer: first + Math.floor(i / 10) })); // prettier-ignore
    const [reference, sample] = [writers(0), writers(10)].map((rows) => rows.map(({ text }) => text));
    const [groups, others] = [writers(0), writers(10)].map((rows) => rows.map(({ writer }) => writer));
    expect((await textReport(reference, sample, options)).drift).to.equal(true);
    const grouped = await textReport(reference, sample, { ...options, groups, sampleDependence: { groups: others } });
    expect(grouped.drift).to.equal(false);
  });

  it('keeps its level on fresh sentences', async () => {
    const random = createRandom(6);
    let alarms = 0;
    for (let run = 0; run < 40; run++) {
      const report = await textReport(texts(20, random), texts(30, random), { random, permutations: 99, embed: (list) => hashedText(list, { dimensions: 32 }) }); // prettier-ignore
      alarms += Number(report.drift);
    }
    // more than 7 of 40 have probability 0.001 at 0.05
    expect(alarms).to.be.at.most(7);
  });

  it('has an answer for texts without words, and for odd ones', async () => {
    const empty = await textReport(['', '…'], ['', '\0'], options);
    expect(empty).deep.include({ drift: false, pValue: 1, words: [] });
    const odd = ['', '🙂👍🏽', 'שלום', '\ud800', 'word '.repeat(10_000)];
    expect((await textReport(odd, odd, options)).drift).to.equal(false);
  });

  it('says when no alarm is possible', async () => {
    const { notes } = await textReport(['a', 'b'], ['c', 'd'], options);
    expect(notes[0]).to.match(/^no alarm is possible: p cannot fall below 1/);
  });

  it('names what is wrong', async () => {
    const wrong = async (reference: unknown, sample: unknown, more: object = {}) =>
      failureOf(textReport(reference as string[], sample as string[], { ...options, ...more }));
    const good = ['a', 'b', 'c'];
    expect((await wrong(['a'], good)).message).to.match(/^invalid rows of reference: expected an integer in \[2,/);
    expect((await wrong(good, [])).message).to.match(/^invalid rows of sample/);
    expect((await wrong(good, ['a', 7])).message).to.equal('invalid sample: expected a string in row 1, got 7');
    expect((await wrong('abc', good)).message).to.match(/^invalid reference: expected a list of texts, got "abc"/);
    expect((await wrong(good, good, { random: 3 })).message).to.match(/^invalid random/);
    expect((await wrong(good, good, { embed: () => [[1]] })).message).to.match(/^invalid embed: expected a matrix/);
    expect((await wrong(good, good, { alpha: 0 })).message).to.match(/^invalid alpha/);
    expect((await wrong(good, good, { permutations: 0 })).message).to.match(/^invalid permutations/);
    expect((await wrong(good, good, { groups: [1] })).message).to.match(/^invalid groups of reference/);
  });
});
