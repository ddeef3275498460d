import { expect } from 'chai';
import { outOfScopeSentences, sentences, sentimentNames, topicNames, topicVocabulary } from '../../src/data/sentences';
import { createRandom } from '../../src/random';
import { words } from '../../src/stats/text/words';

const of = (count: number, seed: number) => sentences(count, { random: createRandom(seed) });

/** Share of texts whose label the words tell: naive Bayes over the words of other texts. */
function bagOfWords(label: 'topics' | 'sentiments', classes: number): number {
  const [train, test] = [of(3000, 1), of(1000, 2)];
  const counts = Array.from({ length: classes }, () => new Map<string, number>());
  const sizes = new Array<number>(classes).fill(0);
  train.texts.forEach((text, i) => {
    for (const word of new Set(words(text)))
      counts[train[label][i]].set(word, (counts[train[label][i]].get(word) ?? 0) + 1);
    sizes[train[label][i]]++;
  });
  const score = (text: string, k: number) =>
    words(text).reduce((sum, word) => sum + Math.log(((counts[k].get(word) ?? 0) + 0.1) / sizes[k]), 0);
  const right = test.texts.filter((text, i) => {
    const scores = counts.map((_, k) => score(text, k));
    return scores.indexOf(Math.max(...scores)) === test[label][i];
  });
  return right.length / test.texts.length;
}

describe('sentences', () => {
  it('are the same for the same seed, and others for another one', () => {
    expect(of(50, 1)).deep.equal(of(50, 1));
    expect(of(50, 1).texts).not.deep.equal(of(50, 2).texts);
    expect(of(10, 1).texts).deep.equal(of(50, 1).texts.slice(0, 10));
  });

  it('read like text: a capital, a full stop, no trace of a template, an article that fits', () => {
    for (const text of of(3000, 3).texts) {
      expect(text).match(/^[A-Z].*[.?!]$/);
      expect(text).not.match(/[{}()|]| {2}|\ba [aeio]|undefined| [,.]/);
    }
  });

  it('are thousands of different ones', () => {
    expect(new Set(of(5000, 4).texts).size).above(4800);
  });

  it('have all topics and sentiments in like numbers', () => {
    const { topics, sentiments } = of(4000, 5);
    topicNames.forEach((_, k) => expect(topics.filter((topic) => topic === k).length).within(420, 580));
    sentimentNames.forEach((_, k) => expect(sentiments.filter((one) => one === k).length).within(1200, 1470));
  });

  it('keep to the topics and sentiments that were asked for, the more often the more often named', () => {
    const chosen = sentences(900, {
      random: createRandom(6),
      topics: ['food', 'food', 'sports'],
      sentiments: ['neutral'],
    });
    expect(new Set(chosen.sentiments)).deep.equal(new Set([sentimentNames.indexOf('neutral')]));
    expect(new Set(chosen.topics)).deep.equal(new Set([topicNames.indexOf('food'), topicNames.indexOf('sports')]));
    expect(chosen.topics.filter((topic) => topicNames[topic] === 'food').length).within(540, 660);
  });

  it('cannot be told by their words alone', () => {
    expect(bagOfWords('topics', topicNames.length)).within(0.85, 0.96);
    expect(bagOfWords('sentiments', sentimentNames.length)).within(0.7, 0.9);
  });

  it('name what is wrong', () => {
    const make =
      (options: object, count: unknown = 1) =>
      () =>
        sentences(count as number, { random: createRandom(1), ...options });
    expect(make({ topics: ['cars'] })).throw(RangeError, 'invalid topics: expected one of banking, education');
    expect(make({ topics: [] })).throw(RangeError, 'invalid length of topics');
    expect(make({ sentiments: ['sad'] })).throw(RangeError, 'invalid sentiments: expected one of negative');
    expect(make({}, -1)).throw(RangeError, 'invalid count');
    expect(make({}, '1')).throw(TypeError, 'invalid count');
    expect(sentences(0, { random: createRandom(1) }).texts).deep.equal([]);
  });
});

describe('topicVocabulary', () => {
  it('shares no word between topics', () => {
    const all = [...topicNames, 'sailing' as const].flatMap((name) => topicVocabulary(name));
    expect(new Set(all).size).equal(all.length).above(400);
    for (const name of topicNames) expect(topicVocabulary(name).length, name).above(40);
    expect(() => topicVocabulary('cars' as never)).throw(RangeError, 'invalid topic');
  });

  it('has words that sentences of the topic use', () => {
    const used = new Set(sentences(2000, { random: createRandom(7), topics: ['banking'] }).texts.flatMap(words));
    expect(topicVocabulary('banking').filter((word) => !used.has(word))).deep.equal([]);
  });
});

describe('outOfScopeSentences', () => {
  it('have words that no sentence has', () => {
    const strange = new Set(topicVocabulary('sailing'));
    const share = (texts: readonly string[]) =>
      texts.filter((text) => words(text).some((word) => strange.has(word))).length / texts.length;
    expect(share(of(2000, 8).texts)).equal(0);
    expect(share(outOfScopeSentences(500, createRandom(8)))).above(0.9);
  });
});
