import type { Random } from '../../random';
import { expand, pick } from './expand';
import { phrases } from './phrases';
import type { Topic } from './topic';

/** What the writer of a generated text feels. */
export type Sentiment = 'negative' | 'neutral' | 'positive';

const VAGUE: Pick<Topic, 'things'> = { things: phrases.vague };

/** A text about `topic`, in the mood of `sentiment`, that may mention `other` in passing. */
export function writeText(topic: Topic, other: Topic, sentiment: Sentiment, random: Random): string {
  const vague = random.uniform() < 1 / 30;
  const opener = random.uniform() < 0.2 ? expand(pick(phrases.openers, random), random) : '';
  const first = sentence(vague ? VAGUE : topic, other, sentiment, random, opener);
  const second = !vague && random.uniform() < 0.2 ? ` ${sentence(topic, other, sentiment, random)}` : '';
  return first + second + (random.uniform() < 0.2 ? ` ${pick(phrases.closers, random)}` : '');
}

/** All of a topic, or its nouns alone. */
type Partly = Pick<Topic, 'things'> & Partial<Topic>;

function sentence(topic: Partly, other: Topic, sentiment: Sentiment, random: Random, opener = ''): string {
  const clause = sentiment === 'neutral' ? indifferent(topic, random) : feeling(topic, sentiment, random);
  const aside = random.uniform() < 0.4;
  const occasion = () => expand(pick(other.occasions, random), random);
  const whole = aside ? fill(pick(phrases.asides, random), { clause: () => clause, occasion }, random) : clause;
  const end = /^(how|where|when|could|is it|what) /.test(clause) ? '?' : '.';
  return capitalised(opener + whole).replace(/\b([Aa]) (?=[aeio]|un)/g, '$1n ') + end;
}

/** Praise or blame; in a third of the cases after a word of the opposite. */
function feeling(topic: Partly, sentiment: 'negative' | 'positive', random: Random): string {
  const remark = random.uniform() < 0.4 ? `, ${expand(pick(phrases.remarks, random), random)}` : '';
  const end = clauseOf(topic, sentiment, random) + remark;
  if (random.uniform() > 1 / 3) return end;
  const opposite = sentiment === 'positive' ? 'negative' : 'positive';
  return fill(pick(phrases.turns, random), { start: () => clauseOf(topic, opposite, random), end: () => end }, random);
}

function clauseOf(topic: Partly, sentiment: 'negative' | 'positive', random: Random): string {
  const events = sentiment === 'positive' ? topic.good : topic.bad;
  if (events && random.uniform() < 0.45) return expand(pick(events, random), random);
  return framed(sentiment === 'positive' ? phrases.praise : phrases.blame, topic, random);
}

function indifferent(topic: Partly, random: Random): string {
  const kind = topic.tasks ? random.uniform() : 1;
  if (kind < 0.3) return framed(phrases.questions, topic, random);
  if (kind < 0.55) return framed(phrases.plans, topic, random);
  if (kind < 0.75) return expand(pick(topic.facts!, random), random);
  return framed(phrases.reports, topic, random);
}

function framed(frames: readonly string[], topic: Partly, random: Random): string {
  const slots = {
    thing: () => pick(topic.things, random),
    task: () => pick(topic.tasks!, random),
    good: () => phrases.good,
    bad: () => phrases.bad,
    claim: () => clauseOf(topic, random.uniform() < 0.5 ? 'negative' : 'positive', random),
  };
  return fill(pick(frames, random), slots, random);
}

function fill(frame: string, slots: Readonly<Record<string, () => string>>, random: Random): string {
  const filled = frame.replace(/\{(\w+)\}/g, (_, name: string) => slots[name]());
  return expand(filled, random);
}

const capitalised = (text: string): string => text[0].toUpperCase() + text.slice(1);
