import { textDrifts, type TextDriftName } from '../augmentation/text/textDrifts';
import { sentences, sentimentNames, topicNames } from '../data/sentences';
import { textEmbedder } from '../embedding/textEmbedder';
import { classifyTexts } from '../nn/bert/classifyTexts';
import { openBert } from '../nn/bert/openBert';
import type { LoadedModel, ServedTextModel } from './servedModel';

/** The first ones are those that the service is asked about most. */
const FIRST: readonly TextDriftName[] = ['typos', 'vocabularyShift'];

/**
 * The small BERT that comes with driftlab, as `bert`: topic and sentiment of an English text, such as 'travel negative'. Its embedding is
 * the mean over tokens, of length 1. Production data come from `sentences`; every drift of texts is there.
 * @example
 * const app = await buildServer({ models: [digitsModel(), bertModel()] });
 */
export function bertModel(): ServedTextModel {
  const others = (Object.keys(textDrifts) as TextDriftName[]).filter((name) => !FIRST.includes(name));
  return {
    name: 'bert',
    description: 'a small BERT that tells topic and sentiment of a text',
    takes: 'texts',
    classes: topicNames.flatMap((topic) => sentimentNames.map((sentiment) => `${topic} ${sentiment}`)),
    drifts: [...FIRST, ...others],
    load,
    simulate: (count, random) => {
      const { texts, topics, sentiments } = sentences(count, { random });
      return { sample: texts, labels: topics.map((topic, i) => topic * sentimentNames.length + sentiments[i]) };
    },
    drift: (texts, name, severity, random) => textDrifts[name as TextDriftName].apply(texts, severity, random),
  };
}

async function load(): Promise<LoadedModel<readonly string[]>> {
  const bert = await openBert();
  // nothing is remembered: texts of clients stay no longer than their request
  const embedder = textEmbedder(bert, { remember: 0 });
  return {
    predict: async (texts) => (await classifyTexts(bert, texts)).probabilities,
    embed: (texts) => embedder.embed(texts),
    release: () => bert.release(),
  };
}
