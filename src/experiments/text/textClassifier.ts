import type { LabeledTexts } from '../../data/labeledTexts';
import { sentences, topicNames } from '../../data/sentences';
import type { TextEmbedder } from '../../embedding/textEmbedder';
import { fromRows, row } from '../../matrix';
import { predictedClasses } from '../../metrics/predictedClasses';
import { classifyTexts, type TextPredictions } from '../../nn/bert/classifyTexts';
import { foldClasses } from '../../nn/bert/foldClasses';
import { trainTextHead } from '../../nn/bert/trainTextHead';
import { openPredictor } from '../../nn/model';
import { probabilities } from '../../nn/softmax';
import type { Random } from '../../random';
import type { TextModel } from './openTextModel';

/** Says the classes of texts. */
export interface TextClassifier {
  classify(texts: readonly string[]): Promise<TextPredictions>;
  release(): Promise<void>;
}

const HEAD = { seed: 1, epochs: 30 };
const TRAINING_TEXTS = 2000;

/** Tells the topics of generated sentences: by the model's own head if it has one, else by a head on its embeddings, trained here. */
export async function topicClassifier({ bert, embedder }: TextModel, random: Random): Promise<TextClassifier> {
  if (bert.config.labels) {
    const classify = async (texts: readonly string[]) =>
      foldClasses(await classifyTexts(bert, texts), (name) => name.split(' ')[0]);
    return { classify, release: () => Promise.resolve() };
  }
  const { texts, topics } = sentences(TRAINING_TEXTS, { random });
  return headClassifier(embedder, { name: 'sentences', texts, labels: topics, classes: topicNames });
}

/** A logistic head on embeddings, trained on these texts. */
export async function headClassifier(
  embedder: TextEmbedder,
  { texts, labels, classes }: LabeledTexts,
): Promise<TextClassifier> {
  const { model } = await trainTextHead(await embedder.embed(texts), labels, { ...HEAD, classes: classes.length });
  const predictor = await openPredictor(model);
  return {
    classify: async (asked) => {
      const logits = await predictor.predict(await embedder.embed(asked));
      const shares = fromRows(asked.map((_, i) => probabilities(row(logits, i))));
      return { classes, labels: predictedClasses(shares).classes, probabilities: shares };
    },
    release: () => predictor.release(),
  };
}
