import type { Value } from '../../compute/graph';
import { mismatch } from '../../compute/shapes';
import { cast, equal, sub } from '../../compute/operators';
import { bertSizes, checkBertSizes, type BertSizes } from '../bert/bertConfig';
import { bertEncoder, linear } from '../bert/bertEncoder';
import { firstToken, pooler } from '../bert/bertGraph';
import type { Network } from '../network';

/** A BERT with a classification head. */
export interface BertClassifierOptions extends BertSizes {
  /** The token that fills up shorter texts, default 0. */
  readonly padding?: number;
  /** Share of embeddings, of what each half of a layer adds and of what the head sees that is dropped while training; default 0. */
  readonly dropout?: number;
}

/**
 * Logits [n, outputs] of token ids [n, tokens] as `tokenRows` makes them.
 * @throws {RangeError} if sizes do not fit each other, or there are more tokens than places.
 */
export function bert(
  network: Network,
  x: Value,
  outputs: number,
  { padding = 0, dropout = 0, ...given }: BertClassifierOptions,
): Value {
  const sizes = checkBertSizes(bertSizes(given));
  if (Number(x.shape[1]) > sizes.positions)
    throw mismatch('bert', 'input', `at most ${sizes.positions} tokens, as many as positions`, String(x.shape[1]));
  const mask = sub(1, cast(equal(x, padding), x.type));
  const tokens = bertEncoder(network, cast(x, 'int32'), mask, sizes, dropout);
  const seen = network.dropout('dropout', pooler(network, firstToken(tokens)), dropout);
  return linear(network, 'classifier', seen, outputs);
}
