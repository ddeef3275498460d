import { checkInteger, checkOneOf } from '../errors';
import type { Random } from '../random';
import { functionWords } from '../stats/text/functionWords';
import { banking } from './topics/banking';
import { education } from './topics/education';
import { pick } from './topics/expand';
import { food } from './topics/food';
import { health } from './topics/health';
import { housing } from './topics/housing';
import { phrases } from './topics/phrases';
import { sailing } from './topics/sailing';
import { sports } from './topics/sports';
import { technology } from './topics/technology';
import type { Topic } from './topics/topic';
import { travel } from './topics/travel';
import { writeText, type Sentiment } from './topics/writeText';

export type { Sentiment } from './topics/writeText';

const lexicons = { banking, education, food, health, housing, sports, technology, travel } as const satisfies Readonly<
  Record<string, Topic>
>;

/** What a generated sentence is about. */
export type TopicName = keyof typeof lexicons;

/** The topics; labels index this list. */
export const topicNames: readonly TopicName[] = Object.keys(lexicons) as TopicName[];

/** The sentiments; labels index this list. */
export const sentimentNames: readonly Sentiment[] = ['negative', 'neutral', 'positive'];

/** Options of `sentences`. */
export interface SentencesOptions {
  readonly random: Random;
  /** Drawn with equal chances; a name given twice is twice as likely. Default all. */
  readonly topics?: readonly TopicName[];
  /** As `topics`. Default all. */
  readonly sentiments?: readonly Sentiment[];
}

/** Labelled texts. */
export interface Sentences {
  readonly texts: readonly string[];
  /** Index into `topicNames` of each text, whichever topics were asked for. */
  readonly topics: Int32Array;
  /** Index into `sentimentNames` of each text. */
  readonly sentiments: Int32Array;
}

/**
 * Generated English texts of one or two sentences, about one of eight topics and in one of three moods, as customers write them.
 * Words alone do not settle the labels: faults are denied, praise is taken back, other topics are mentioned in passing, words
 * have two meanings, and one text in thirty names no topic at all.
 * @throws {TypeError | RangeError} if `count` is not an integer ≥ 0 or a topic or sentiment is unknown.
 * @example
 * const { texts, topics } = sentences(2, { random: createRandom(1), topics: ['travel'] });
 * topicNames[topics[0]]; // 'travel'
 */
export function sentences(
  count: number,
  { random, topics = topicNames, sentiments = sentimentNames }: SentencesOptions,
): Sentences {
  checkInteger('count', count, 0);
  checkInteger('length of topics', topics.length, 1);
  checkInteger('length of sentiments', sentiments.length, 1);
  topics.forEach((name) => checkOneOf('topics', name, topicNames));
  sentiments.forEach((name) => checkOneOf('sentiments', name, sentimentNames));
  const chosen = Array.from({ length: count }, () => {
    const [topic, sentiment] = [pick(topics, random), pick(sentiments, random)];
    const other = pick(others(topic), random);
    return { topic, sentiment, text: writeText(lexicons[topic], lexicons[other], sentiment, random) };
  });
  return {
    texts: chosen.map(({ text }) => text),
    topics: Int32Array.from(chosen, ({ topic }) => topicNames.indexOf(topic)),
    sentiments: Int32Array.from(chosen, ({ sentiment }) => sentimentNames.indexOf(sentiment)),
  };
}

/**
 * Generated texts like those of `sentences`, but about sailing: none of its topics, so that a model of them cannot be right.
 * @throws {TypeError | RangeError} if `count` is not an integer ≥ 0.
 * @example
 * outOfScopeSentences(1, createRandom(1)); // ['The dinghy ran aground.']
 */
export function outOfScopeSentences(count: number, random: Random): string[] {
  checkInteger('count', count, 0);
  return Array.from({ length: count }, () =>
    writeText(sailing, lexicons[pick(topicNames, random)], pick(sentimentNames, random), random),
  );
}

/**
 * The words that this topic uses and no other one, of four letters or more, in alphabetical order: its domain vocabulary. That of
 * 'sailing' is in no sentence of `sentences`.
 * @throws {RangeError} if the topic is unknown.
 * @example
 * topicVocabulary('banking').includes('overdraft'); // true
 */
export function topicVocabulary(topic: TopicName | 'sailing'): readonly string[] {
  checkOneOf('topic', topic, [...topicNames, 'sailing']);
  const common = new Set([phrases, ...others(topic).map((name) => lexicons[name])].flatMap(wordsOf));
  const own = wordsOf({ ...lexicons, sailing }[topic]).filter(
    (word) => word.length > 3 && !common.has(word) && !functionWords.has(word),
  );
  return [...new Set(own)].sort();
}

const others = (topic: string): TopicName[] => topicNames.filter((name) => name !== topic);

const wordsOf = (templates: object): string[] =>
  Object.values(templates)
    .flat()
    .join(' ')
    .toLowerCase()
    .match(/[a-z]+/g) ?? [];
