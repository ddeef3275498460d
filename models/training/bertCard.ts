import type { TextAccuracy } from './textAccuracy';

/** How the small BERT was trained. */
export interface BertTraining {
  readonly texts: number;
  readonly textSeed: number;
  readonly seed: number;
  readonly epochs: number;
  readonly batch: number;
  readonly learningRate: number;
  readonly dropout: number;
  readonly maxTokens: number;
}

/** What is known about it: `card.json` in its folder. */
export interface BertCard {
  readonly name: string;
  readonly task: string;
  readonly sizes: Readonly<Record<'vocabulary' | 'width' | 'depth' | 'heads' | 'parameters', number>>;
  readonly training: BertTraining;
  /** Texts that were generated, and those of them that are not in the training, which were judged. */
  readonly test: { readonly texts: number; readonly textSeed: number; readonly judged: number };
  /** On texts of the same generator that no training has seen. */
  readonly accuracy: TextAccuracy;
  /** The same for logistic regression on words. */
  readonly bagOfWords: TextAccuracy;
  /** SHA-256 of each file. */
  readonly files: Readonly<Record<string, string>>;
}

/** The card as a page. */
export function bertPage({ sizes, training, test, accuracy, bagOfWords }: BertCard): string {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return `# A small BERT for generated sentences

A BERT of ${sizes.depth} layers, ${sizes.width} numbers in a token, ${sizes.heads} heads and a vocabulary of ${sizes.vocabulary} word pieces (${sizes.parameters} parameters, stored as
float16), with a head that tells topic and sentiment of a text at once: 'travel negative', 'travel neutral', and so on.
The folder has the form of Python's \`BertForSequenceClassification\`.

| share of right answers | topic (of 8) | sentiment (of 3) |
|---|---|---|
| this model | ${percent(accuracy.topic)} | ${percent(accuracy.sentiment)} |
| logistic regression on words | ${percent(bagOfWords.topic)} | ${percent(bagOfWords.sentiment)} |

Measured on ${test.judged} sentences that are not among those it was trained on. It was trained from random weights on ${training.texts} sentences of driftlab's own
generator, ${training.epochs} times over. It has read nothing else: what it says about texts of other kinds means little, and its embeddings
know no words beyond the generator's but by their pieces. It is made to show drift offline, not to understand people.

\`make models\` makes it again. Licence: as driftlab's.
`;
}
