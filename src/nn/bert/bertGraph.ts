import { Graph, type Value } from '../../compute/graph';
import { div, mul, reduceSum, reshape, slice, tanh } from '../../compute/operators';
import { InferenceNetwork, type Network, type Weights } from '../network';
import type { BertConfig } from './bertConfig';
import { bertEncoder, linear } from './bertEncoder';

/** What a BERT's graph may give. */
export type BertOutput = 'tokens' | 'mean' | 'first' | 'pooler' | 'logits';

/**
 * A BERT as a graph: `ids` [n, tokens] (int32) and `mask` [n, tokens] (1 for a token, 0 for what fills up) to `tokens`
 * [n, tokens, width], their `mean` and `first` [n, width], and where the weights have them `pooler` [n, width] and `logits`
 * [n, classes]. Its `encode()` is an ONNX file for any ONNX Runtime.
 * @throws {DriftlabError} DRIFTLAB_INVALID_MODEL if a tensor is missing or of another shape.
 */
export function bertGraph(config: BertConfig, weights: Weights): Graph {
  const graph = new Graph();
  const network = new InferenceNetwork(graph, weights);
  const ids = graph.input('ids', ['n', 'tokens'], 'int32');
  const mask = graph.input('mask', ['n', 'tokens']);
  const tokens = bertEncoder(network, ids, mask, config);
  graph.output('tokens', tokens);
  graph.output('mean', maskedMean(tokens, mask));
  const first = firstToken(tokens);
  graph.output('first', first);
  if (!Object.hasOwn(weights, 'pooler.dense.weight')) return graph;
  const pooled = pooler(network, first);
  graph.output('pooler', pooled);
  if (config.labels && Object.hasOwn(weights, 'classifier.weight'))
    graph.output('logits', linear(network, 'classifier', pooled, config.labels.length));
  return graph;
}

/** The state of the first token, [CLS]: [n, width]. */
export function firstToken(tokens: Value): Value {
  return reshape(slice(tokens, 1, 0, 1), [0, Number(tokens.shape[2])]);
}

/** tanh of a dense layer on the first token, as classification heads want it. */
export function pooler(network: Network, first: Value): Value {
  return tanh(linear(network, 'pooler.dense', first, Number(first.shape[1])));
}

function maskedMean(tokens: Value, mask: Value): Value {
  const weights = reshape(mask, [0, -1, 1]);
  return div(reduceSum(mul(tokens, weights), [1]), reduceSum(mask, [1], { keep: true }));
}
