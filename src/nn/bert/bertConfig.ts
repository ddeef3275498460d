import { checkInteger, checkNumber, checkOneOf, show } from '../../errors';

/** The sizes of a BERT (Devlin et al. 2019): all that its graph depends on besides the numbers. */
export interface BertSizes {
  /** Tokens that have an embedding. */
  readonly vocabulary: number;
  /** Numbers in a token, default 128. */
  readonly width?: number;
  /** Layers, default 2. */
  readonly depth?: number;
  /** Heads of attention, default 2; must divide the width. */
  readonly heads?: number;
  /** Hidden units of a layer, default 4 · width. */
  readonly hidden?: number;
  /** Places that have an embedding: the longest text in tokens. Default 64. */
  readonly positions?: number;
  /** Kinds of segments that have an embedding, default 2; all texts are of the first kind. */
  readonly types?: number;
  /** Between the two dense layers of a layer: the exact GELU (default), its tanh form, or ReLU. */
  readonly activation?: 'gelu' | 'gelu_new' | 'relu';
  /** Added to variances, default 1e-12. */
  readonly epsilon?: number;
}

/** What the `config.json` of a BERT says. */
export interface BertConfig extends Required<BertSizes> {
  /** Names of the classes, where the model has a classification head. */
  readonly labels?: readonly string[];
}

// token ids travel as float32 in training
const LARGEST = 2 ** 24;

/** The sizes with their defaults. */
export function bertSizes({ vocabulary, width = 128, ...given }: BertSizes): Required<BertSizes> {
  const { depth = 2, heads = 2, hidden = 4 * width, positions = 64, types = 2 } = given;
  const { activation = 'gelu', epsilon = 1e-12 } = given;
  return { vocabulary, width, depth, heads, hidden, positions, types, activation, epsilon };
}

/**
 * Sizes that make sense.
 * @throws {TypeError | RangeError} that names the field otherwise.
 */
export function checkBertSizes(sizes: Required<BertSizes>): Required<BertSizes> {
  const { vocabulary, width, depth, heads, hidden, positions, types, activation, epsilon } = sizes;
  for (const [name, size] of Object.entries({ vocabulary, width, depth, heads, hidden, positions, types }))
    checkInteger(name, size, 1, LARGEST);
  if (width % heads !== 0) throw new RangeError(`invalid heads: expected a divisor of ${width}, got ${heads}`);
  checkOneOf('activation', activation, ['gelu', 'gelu_new', 'relu']);
  checkNumber('epsilon', epsilon, 0, 1);
  return sizes;
}

/**
 * The content of a `config.json` of Python's transformers.
 * @throws {TypeError | RangeError} if a field makes no sense or asks for what a BERT does not do.
 * @example
 * parseBertConfig(JSON.parse(text)).width; // 384
 */
export function parseBertConfig(content: unknown): BertConfig {
  const config = Object(content) as Record<string, unknown>;
  checkOneOf('model_type', config.model_type ?? 'bert', ['bert']);
  checkOneOf('position_embedding_type', config.position_embedding_type ?? 'absolute', ['absolute']);
  if (config.is_decoder === true) throw new RangeError('invalid is_decoder: expected false, got true');
  const size = (name: string): number => checkInteger(name, config[name], 1, LARGEST);
  const sizes = {
    vocabulary: size('vocab_size'),
    width: size('hidden_size'),
    depth: size('num_hidden_layers'),
    heads: size('num_attention_heads'),
    hidden: size('intermediate_size'),
    positions: size('max_position_embeddings'),
    types: size('type_vocab_size'),
    activation: checkOneOf('hidden_act', config.hidden_act ?? 'gelu', ['gelu', 'gelu_new', 'relu'] as const),
    epsilon: checkNumber('layer_norm_eps', config.layer_norm_eps ?? 1e-12, 0, 1),
  };
  if (sizes.width % sizes.heads !== 0)
    throw new RangeError(`invalid num_attention_heads: expected a divisor of ${sizes.width}, got ${sizes.heads}`);
  return { ...sizes, labels: config.id2label == null ? undefined : parseLabels(config.id2label) };
}

/** What transformers expects in a `config.json`. */
export function bertConfigJson(config: BertConfig, { padding = 0 }: { readonly padding?: number } = {}): object {
  const { labels } = config;
  return {
    architectures: [labels ? 'BertForSequenceClassification' : 'BertModel'],
    model_type: 'bert',
    vocab_size: config.vocabulary,
    hidden_size: config.width,
    num_hidden_layers: config.depth,
    num_attention_heads: config.heads,
    intermediate_size: config.hidden,
    max_position_embeddings: config.positions,
    type_vocab_size: config.types,
    hidden_act: config.activation,
    layer_norm_eps: config.epsilon,
    pad_token_id: padding,
    ...(labels && {
      id2label: Object.fromEntries(labels.map((label, i) => [i, label])),
      label2id: Object.fromEntries(labels.map((label, i) => [label, i])),
    }),
  };
}

function parseLabels(content: unknown): readonly string[] {
  const labels = Object(content) as Record<string, unknown>;
  return Object.keys(labels).map((_, i) => {
    if (typeof labels[i] !== 'string')
      throw new TypeError(`invalid id2label: expected a name for ${i}, got ${show(labels[i])}`);
    return labels[i];
  });
}
