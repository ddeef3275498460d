import { DriftlabError, show } from '../../errors';
import { matrix, type Matrix } from '../../matrix';
import type { BertOutput } from './bertGraph';
import { lengthBatches } from './lengthBatches';
import type { Bert } from './openBert';
import type { TokenizedText } from './textTokenizer';

/** Options of {@link bertRows}. */
export interface BertRowsOptions {
  /** Tokens in one run, with those that fill up: bounds memory. Default 2048. */
  readonly batchTokens?: number;
}

/**
 * What a BERT gives for whole texts: a row for each, in their order. Texts of like length are run together; how they are put together
 * does not change a row beyond 1e-6 of its length.
 * @throws {RangeError} if the model has no such output; {DriftlabError} DRIFTLAB_INVALID_MODEL if it gives a number that is not finite.
 * @example
 * const logits = await bertRows(bert, texts.map((text) => bert.tokenize(text)), 'logits');
 */
export async function bertRows(
  bert: Bert,
  texts: readonly TokenizedText[],
  output: Exclude<BertOutput, 'tokens'>,
  { batchTokens = 2048 }: BertRowsOptions = {},
): Promise<Matrix<Float32Array>> {
  if (!bert.outputs.includes(output))
    throw new RangeError(`invalid output: expected one of ${bert.outputs.join(', ')} for ${bert.name}, got ${output}`);
  const columns = output === 'logits' ? bert.config.labels!.length : bert.config.width;
  const values = new Float32Array(texts.length * columns);
  for (const places of lengthBatches(
    texts.map(({ ids }) => ids.length),
    batchTokens,
  )) {
    // prettier-ignore
    const results = await bert.run(places.map((i) => texts[i]), [output]); // prettier-ignore
    const rows = results[output].values;
    checkFinite(rows, bert.name);
    places.forEach((i, k) => values.set(rows.subarray(k * columns, (k + 1) * columns), i * columns));
  }
  return matrix(values, texts.length, columns);
}

function checkFinite(values: Float32Array, name: string): void {
  const wrong = values.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) throw new DriftlabError('DRIFTLAB_INVALID_MODEL', `${name}: the model gives ${show(wrong)}`);
}
