import { graphOf, type Value } from '../../compute/graph';
import {
  add,
  fusedMatmul,
  gather,
  geluOnly,
  layerNorm,
  matmul,
  mul,
  relu,
  reshape,
  slice,
  softmax,
  sub,
  transpose,
} from '../../compute/operators';
import { ones, truncatedNormal, zeros } from '../initializers';
import { gelu } from '../layers/activations';
import type { Initializer, Network } from '../network';
import { TRANSPOSED } from '../packing';
import type { BertSizes } from './bertConfig';
import { geluTanh } from './geluTanh';

type Sizes = Required<BertSizes>;

const start = truncatedNormal(0.02);

/** As wide as in the paper, where 0.02 is about half of 1 / √768; narrower layers need larger weights to pass anything on. */
const startLinear: Initializer = (shape, random) => truncatedNormal(1 / Math.sqrt(shape[1]))(shape, random);

/**
 * The tokens of the last layer, [n, tokens, width], of a BERT (Devlin et al. 2019, post-norm). Parameters have the names that Python's
 * transformers give them.
 * @param ids [n, tokens], int32; sizes may be open.
 * @param mask [n, tokens]: 1 for a token, 0 for what fills up a shorter text.
 * @param dropout share of what each half of a layer adds that is dropped while training.
 */
export function bertEncoder(network: Network, ids: Value, mask: Value, sizes: Sizes, dropout = 0): Value {
  // far below all scores: e to its power is 0
  const bias = reshape(mul(sub(1, mask), -1e30), [0, 1, 1, -1]);
  let h = network.dropout('embeddings.dropout', embeddings(network, ids, sizes), dropout);
  for (let i = 0; i < sizes.depth; i++) h = layer(network, `encoder.layer.${i}`, h, bias, sizes, dropout);
  return h;
}

/** x·Wᵀ + b over the last axis; parameters `name.weight` [outputs, inputs] and `name.bias`. */
export function linear(network: Network, name: string, x: Value, outputs: number): Value {
  const weight = network.parameter(`${name}.weight`, [outputs, Number(x.shape.at(-1))], startLinear, TRANSPOSED);
  return add(matmul(x, weight), network.parameter(`${name}.bias`, [outputs], zeros));
}

function embeddings(network: Network, ids: Value, { vocabulary, positions, types, width, epsilon }: Sizes): Value {
  const table = (name: string, rows: number): Value =>
    network.parameter(`embeddings.${name}_embeddings.weight`, [rows, width], start);
  const words = gather(table('word', vocabulary), ids);
  const places = firstRows(table('position', positions), ids);
  const kind = slice(table('token_type', types), 0, 0, 1);
  return norm(network, 'embeddings.LayerNorm', add(words, add(places, kind)), epsilon);
}

function layer(network: Network, name: string, h: Value, bias: Value, sizes: Sizes, dropout: number): Value {
  const { width, hidden, heads, epsilon } = sizes;
  const [queries, keys, values] = ['query', 'key', 'value'].map((part) => {
    const each = linear(network, `${name}.attention.self.${part}`, h, width);
    return transpose(reshape(each, [0, 0, heads, width / heads]), [0, 2, 1, 3]);
  });
  const mixed = reshape(transpose(attend(queries, keys, values, bias), [0, 2, 1, 3]), [0, 0, width]);
  const half = (part: string, x: Value, before: Value): Value => {
    const added = network.dropout(`${part}.dropout`, linear(network, `${part}.dense`, x, width), dropout);
    return norm(network, `${part}.LayerNorm`, add(added, before), epsilon);
  };
  const seen = half(`${name}.attention.output`, mixed, h);
  const inner = activate(network, linear(network, `${name}.intermediate.dense`, seen, hidden), sizes.activation);
  return half(`${name}.output`, inner, seen);
}

/** softmax(q·kᵀ / √size + bias) · v for each head: [n, heads, tokens, size]. */
function attend(queries: Value, keys: Value, values: Value, bias: Value): Value {
  const alpha = 1 / Math.sqrt(Number(queries.shape[3]));
  const scores = fusedMatmul(queries, keys, { transB: true, alpha });
  return fusedMatmul(softmax(add(scores, bias)), values);
}

function activate({ training }: Network, x: Value, activation: Sizes['activation']): Value {
  if (activation === 'gelu') return training ? gelu(x) : geluOnly(x);
  return activation === 'relu' ? relu(x) : geluTanh(x);
}

function norm(network: Network, name: string, x: Value, epsilon: number): Value {
  const shape = [Number(x.shape.at(-1))];
  const scale = network.parameter(`${name}.weight`, shape, ones);
  return layerNorm(x, scale, network.parameter(`${name}.bias`, shape, zeros), { epsilon });
}

/** As many rows of a table as there are tokens. */
function firstRows(table: Value, ids: Value): Value {
  const tokens = ids.shape[1];
  if (typeof tokens === 'number') return slice(table, 0, 0, tokens);
  const graph = graphOf(ids);
  const [count] = graph.node('Shape', [ids], [{ type: 'int64', shape: [1] }], { start: 1, end: 2 });
  const zero = graph.constant([0], [1], { type: 'int64' });
  return graph.node('Slice', [table, zero, count, zero], [{ type: table.type, shape: [tokens, table.shape[1]] }])[0];
}
