import { fromRows, row, type Matrix } from '../../matrix';
import { probabilities } from '../softmax';
import { bertRows, type BertRowsOptions } from './bertRows';
import type { Bert } from './openBert';

/** What a classifier says about texts. */
export interface TextPredictions {
  /** The names of the classes. */
  readonly classes: readonly string[];
  /** The most probable class of each text, an index of `classes`. */
  readonly labels: Int32Array;
  /** A row for each text, a column for each class. */
  readonly probabilities: Matrix<Float64Array>;
}

/**
 * The classes of texts, by a BERT with a classification head.
 * @throws {RangeError} if the model has no such head.
 * @example
 * const { classes, labels } = await classifyTexts(bert, ['The pitch was muddy but we won']);
 * classes[labels[0]]; // 'sports'
 */
export async function classifyTexts(
  bert: Bert,
  texts: readonly string[],
  options: BertRowsOptions = {},
): Promise<TextPredictions> {
  const tokenized = texts.map((text) => bert.tokenize(text));
  const logits = await bertRows(bert, tokenized, 'logits', options);
  const shares = texts.map((_, i) => probabilities(row(logits, i)));
  const labels = Int32Array.from(shares, (own) => own.indexOf(Math.max(...own)));
  return { classes: bert.config.labels!, labels, probabilities: fromRows(shares) };
}
