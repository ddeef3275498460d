import type { LabeledTexts } from '../../data/labeledTexts';
import { checkInteger } from '../../errors';
import { fit, type FitOptions, type Fitted } from '../fit';
import type { ModelSpec } from '../modelSpec';
import type { Weights } from '../network';
import { bertSizes, type BertSizes } from './bertConfig';
import type { BertParts } from './bertFiles';
import type { TextTokenizer } from './textTokenizer';
import { tokenRows } from './tokenRows';

/** What a BERT is trained from: one that was read or fitted before, or sizes and a tokenizer for a fresh one. */
export type BertStart = Pick<BertParts, 'config' | 'weights' | 'tokenizer'> | NewBert;

/** A BERT that has no weights yet. */
export interface NewBert extends Partial<BertSizes> {
  readonly tokenizer: TextTokenizer;
}

/** Options of {@link fitBert}. */
export interface FitBertOptions extends Omit<FitOptions, 'start' | 'validation'> {
  /** Judged after each epoch; classes as those of the samples. */
  readonly validation?: LabeledTexts;
  /** Tokens of a text that are read, default those of the longest text, as far as there are places. */
  readonly maxTokens?: number;
  /** Share of numbers that is dropped while training, default 0.1. */
  readonly dropout?: number;
  /** `fit` (default), or `fitInWorker` to leave this thread free. */
  readonly train?: typeof fit;
}

/** A trained BERT with a classification head, and how it came to be. */
export interface FittedBert extends Omit<Fitted, 'model'> {
  readonly bert: BertParts;
}

/**
 * Trains all of a BERT and a classification head on it: fine-tuning if it has weights, from the beginning otherwise. A head with as many
 * classes as are wanted is trained on, any other is replaced.
 * @throws {RangeError} | {DriftlabError} as `fit`.
 * @example
 * const { bert } = await fitBert(await readBert('models/bert/small'), await readSmsSpam('sms_spam.tsv'), { seed: 1, epochs: 3 });
 * await saveBert('models/spam', bert);
 */
export async function fitBert(from: BertStart, samples: LabeledTexts, options: FitBertOptions): Promise<FittedBert> {
  const { validation, maxTokens, dropout = 0.1, train = fit, ...rest } = options;
  const { tokenizer } = from;
  const { classes } = samples;
  const sizes = 'config' in from ? from.config : bertSizes({ vocabulary: tokenizer.vocabulary.length, ...from });
  const { positions } = sizes;
  const length = checkInteger('maxTokens', maxTokens ?? longest(tokenizer, samples.texts, positions), 2, positions);
  const spec = bertSpec(sizes, { length, outputs: classes.length, padding: tokenizer.padding, dropout });
  const rows = ({ texts, labels }: LabeledTexts) => ({ inputs: tokenRows(tokenizer, texts, length), labels });
  const start = 'weights' in from ? withoutOtherHead(from.weights, classes.length) : undefined;
  const judged = validation && rows(validation);
  const { model, ...how } = await train(spec, rows(samples), { ...rest, start, validation: judged });
  const config = { ...bertSizes(sizes), labels: classes };
  return { ...how, bert: { name: 'the fitted BERT', config, weights: model.weights, tokenizer, maxTokens: positions } };
}

function bertSpec(
  sizes: BertSizes,
  { length, ...head }: { length: number; outputs: number; padding: number; dropout: number },
): ModelSpec {
  return { architecture: 'bert', input: [length], ...bertSizes(sizes), ...head };
}

function longest(tokenizer: TextTokenizer, texts: readonly string[], positions: number): number {
  return texts.reduce((most, text) => Math.max(most, tokenizer.encode(text, positions).ids.length), 2);
}

function withoutOtherHead(weights: Weights, classes: number): Weights {
  if (weights['classifier.weight']?.shape[0] === classes) return weights;
  return Object.fromEntries(Object.entries(weights).filter(([name]) => !name.startsWith('classifier.')));
}
