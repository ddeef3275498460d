import * as library from '@huggingface/tokenizers';
import { checkInteger, checkOneOf, show } from '../../errors';

/** What is used of the library; its own declarations do not resolve under Node's rules. */
interface Tokenizer {
  readonly normalizer: { normalize(text: string): string } | null;
  encode(text: string): { readonly ids: readonly number[] };
}

const { Tokenizer } = library as unknown as { Tokenizer: new (content: object, config: object) => Tokenizer };

// Chinese characters that take two places in a JavaScript string
const RARE_HAN = /[\u{20000}-\u{2a6df}\u{2a700}-\u{2ceaf}\u{2f800}-\u{2fa1f}]/gu;

/** A text as a BERT reads it. */
export interface TokenizedText {
  /** Places in the vocabulary, with the tokens that mark begin and end. */
  readonly ids: Int32Array;
  /** Tokens of the text that were left out since it was too long. */
  readonly cut: number;
}

/** Makes tokens out of texts. */
export interface TextTokenizer {
  /** The content of its `tokenizer.json`. */
  readonly content: object;
  /** The tokens of the vocabulary by their ids. */
  readonly vocabulary: readonly string[];
  /** The token that fills up shorter texts. */
  readonly padding: number;
  /**
   * The tokens of a text, no more than `longest`. Every text has an answer: an empty one has the marks of begin and end only; characters
   * that are unknown become [UNK]; null characters, other control characters and halves of surrogate pairs are left out.
   */
  encode(text: string, longest: number): TokenizedText;
}

/**
 * A tokenizer from the content of a `tokenizer.json`, of the kind that BERTs have (WordPiece, Wu et al. 2016), by Hugging Face's library.
 * @param size tokens that the model has embeddings for.
 * @throws {TypeError | RangeError} if it is of another kind, or does not fit the model.
 * @example
 * textTokenizer(JSON.parse(text), 30522).encode('Hello world', 512).ids; // [101, 7592, 2088, 102]
 */
export function textTokenizer(content: unknown, size: number): TextTokenizer {
  const { model, added_tokens: added = [] } = record('tokenizer', content);
  const { type, vocab, unk_token: unknown } = record('model', model);
  checkOneOf('model.type', type ?? 'WordPiece', ['WordPiece']);
  const ids = new Map(
    Object.entries(record('model.vocab', vocab)).map(([token, id]) => [token, checkId(token, id, size)]),
  );
  if (!Array.isArray(added)) throw new TypeError(`invalid added_tokens: expected a list, got ${show(added)}`);
  for (const { content: token, id } of added.map((each) => record('added_tokens', each)))
    ids.set(String(token), checkId(String(token), id, size));
  if (!ids.has(String(unknown)))
    throw new RangeError(`invalid unk_token: expected one of the vocabulary, got ${show(unknown)}`);
  return new WordPieces(content as object, ids);
}

class WordPieces implements TextTokenizer {
  readonly vocabulary: readonly string[];
  readonly padding: number;
  private readonly lowers: boolean;
  private readonly spaces: boolean;
  private readonly tokenizer: Tokenizer;

  constructor(
    readonly content: object,
    ids: ReadonlyMap<string, number>,
  ) {
    const tokenizer = new Tokenizer(content, {});
    this.tokenizer = tokenizer;
    const vocabulary: string[] = [];
    for (const [token, id] of ids) vocabulary[id] = token;
    this.vocabulary = vocabulary;
    this.padding = ids.get('[PAD]') ?? 0;
    this.lowers = tokenizer.normalizer?.normalize('Σ') === 'σ';
    this.spaces = tokenizer.normalizer?.normalize('中') === ' 中 ';
    const marks = tokenizer.encode('').ids.length;
    if (marks !== 2)
      throw new RangeError(
        `invalid post_processor: expected one that marks begin and end of a text, got ${marks} marks`,
      );
  }

  encode(text: string, longest: number): TokenizedText {
    const { ids } = this.tokenizer.encode(this.prepare(text));
    const cut = Math.max(0, ids.length - longest);
    return { ids: Int32Array.from(cut > 0 ? [...ids.slice(0, longest - 1), ids[ids.length - 1]] : ids), cut };
  }

  /** What the library does otherwise than the one of Python, and what that one refuses: halves of surrogate pairs. */
  private prepare(text: string): string {
    const whole = text.replace(/\p{Surrogate}/gu, '\ufffd');
    const lowered = this.lowers ? whole.replaceAll('Σ', 'σ') : whole;
    return this.spaces ? lowered.replace(RARE_HAN, ' $& ') : lowered;
  }
}

function checkId(token: string, id: unknown, size: number): number {
  return checkInteger(`id of ${show(token)}`, id, 0, size - 1);
}

function record(name: string, content: unknown): Record<string, unknown> {
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new TypeError(`invalid ${name}: expected a record, got ${show(content)}`);
  return content as Record<string, unknown>;
}
