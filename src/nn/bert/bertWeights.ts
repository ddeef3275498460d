import { DriftlabError, show } from '../../errors';
import type { Weights } from '../network';

// names of models that come from TensorFlow
const OLD_ENDINGS: Readonly<Record<string, string>> = { gamma: 'weight', beta: 'bias' };

/**
 * A BERT's tensors under the names of Python's `BertModel`: without the prefix `bert.` that models with a head have.
 * @throws {DriftlabError} DRIFTLAB_INVALID_MODEL if two tensors get one name.
 */
export function bertWeights(tensors: Weights, path: string): Weights {
  const weights: Record<string, Weights[string]> = {};
  for (const [name, content] of Object.entries(tensors)) {
    const plain = plainName(name);
    if (Object.hasOwn(weights, plain))
      throw new DriftlabError(
        'DRIFTLAB_INVALID_MODEL',
        `${path}: two tensors are ${show(plain)}, one of them is ${show(name)}`,
      );
    weights[plain] = content;
  }
  return weights;
}

function plainName(name: string): string {
  return name.replace(/^bert\./, '').replace(/(?<=LayerNorm\.)(gamma|beta)$/, (ending) => OLD_ENDINGS[ending]);
}
