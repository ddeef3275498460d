import type { Sentences } from '../../src/data/sentences';
import { classifyTexts, type TextPredictions } from '../../src/nn/bert/classifyTexts';
import { foldClasses } from '../../src/nn/bert/foldClasses';
import type { Bert } from '../../src/nn/bert/openBert';
import { trainTextHead } from '../../src/nn/bert/trainTextHead';
import { openPredictor } from '../../src/nn/model';
import { matrix, row, type Matrix } from '../../src/matrix';

/** Shares of texts that are put into the right class. */
export interface TextAccuracy {
  readonly topic: number;
  readonly sentiment: number;
}

type Labels = Int32Array;

/** Of a BERT whose classes are topics with sentiments. */
export async function bertAccuracy(bert: Bert, { texts, topics, sentiments }: Sentences): Promise<TextAccuracy> {
  const joint = await classifyTexts(bert, texts);
  const word = (at: number): TextPredictions => foldClasses(joint, (name) => name.split(' ')[at]);
  return { topic: share(word(0).labels, topics), sentiment: share(word(1).labels, sentiments) };
}

/** Of two multinomial logistic regressions on which words of the training texts a text has. */
export async function bagOfWordsAccuracy(training: Sentences, test: Sentences): Promise<TextAccuracy> {
  const words = [...new Set(training.texts.flatMap(wordsOf))];
  const inputs = presence(training.texts, words);
  const asked = presence(test.texts, words);
  const one = async (own: Labels, wanted: Labels): Promise<number> => {
    const { model } = await trainTextHead(inputs, own, { seed: 1, epochs: 5 });
    const predictor = await openPredictor(model);
    const logits = await predictor.predict(asked);
    await predictor.release();
    return share(
      Int32Array.from(wanted, (_, i) => largest(row(logits, i))),
      wanted,
    );
  };
  return { topic: await one(training.topics, test.topics), sentiment: await one(training.sentiments, test.sentiments) };
}

function presence(texts: readonly string[], words: readonly string[]): Matrix<Float32Array> {
  const places = new Map(words.map((word, i) => [word, i]));
  const values = new Float32Array(texts.length * words.length);
  texts.forEach((text, i) => {
    for (const place of wordsOf(text).flatMap((word) => places.get(word) ?? [])) values[i * words.length + place] = 1;
  });
  return matrix(values, texts.length, words.length);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z']+/g) ?? [];
}

function share(found: Labels, wanted: Labels): number {
  return found.filter((label, i) => label === wanted[i]).length / wanted.length;
}

function largest(values: Float32Array): number {
  return values.indexOf(Math.max(...values));
}
