import { checkInteger } from '../../errors';

/** Options of {@link trainWordPieces}. */
export interface WordPieceOptions {
  /** Tokens in all, at most. Default 4000. */
  readonly size?: number;
  /** How often two pieces must meet to become one, default 2. */
  readonly minimum?: number;
}

interface Word {
  pieces: string[];
  readonly count: number;
}

const MARKS = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
const PRINTABLE = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).filter(
  (each) => !/[A-Z]/.test(each),
);

/**
 * The content of a `tokenizer.json` for uncased texts: the pair of pieces that meet most often becomes a piece, again and again
 * (Sennrich et al. 2016, as Hugging Face trains WordPiece). All of printable ASCII is known, so that a misspelt word is read in pieces.
 * @throws {RangeError} if `size` does not hold the single characters.
 * @example
 * const tokenizer = textTokenizer(trainWordPieces(texts, { size: 2000 }), 2000);
 */
export function trainWordPieces(texts: readonly string[], { size = 4000, minimum = 2 }: WordPieceOptions = {}): object {
  const words = countWords(texts);
  const vocabulary = new Set([...MARKS, ...PRINTABLE, ...PRINTABLE.map((each) => `##${each}`), ...words.flatMap(({ pieces }) => pieces)]); // prettier-ignore
  checkInteger('size', size, vocabulary.size);
  while (vocabulary.size < size) {
    const best = commonestPair(words, minimum);
    if (!best) break;
    const joined = best[0] + best[1].slice(2);
    for (const word of words) word.pieces = merge(word.pieces, best, joined);
    vocabulary.add(joined);
  }
  return tokenizerJson([...vocabulary]);
}

function countWords(texts: readonly string[]): Word[] {
  const counts = new Map<string, number>();
  for (const text of texts)
    // as BERT's normaliser and splitter do
    for (const word of text
      .normalize('NFD')
      .replace(/\p{Mn}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+|\S/gu) ?? [])
      // prettier-ignore
      counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => ({
    pieces: [...word].map((each, i) => (i === 0 ? each : `##${each}`)),
    count,
  }));
}

/** The first in alphabetical order where several are as common. */
function commonestPair(words: readonly Word[], minimum: number): [string, string] | undefined {
  const counts = new Map<string, number>();
  for (const { pieces, count } of words)
    for (let i = 1; i < pieces.length; i++) {
      const pair = `${pieces[i - 1]} ${pieces[i]}`;
      counts.set(pair, (counts.get(pair) ?? 0) + count);
    }
  let best = '';
  let most = minimum - 1;
  for (const [pair, count] of counts)
    if (count > most || (count === most && best && pair < best)) [best, most] = [pair, count];
  return best ? (best.split(' ') as [string, string]) : undefined;
}

function merge(pieces: string[], [left, right]: readonly [string, string], joined: string): string[] {
  if (!pieces.includes(right)) return pieces;
  const merged: string[] = [];
  for (const piece of pieces)
    if (piece === right && merged.at(-1) === left) merged[merged.length - 1] = joined;
    else merged.push(piece);
  return merged;
}

function tokenizerJson(tokens: readonly string[]): object {
  const special = (content: string): object => ({ SpecialToken: { id: content, type_id: 0 } });
  const named = (content: string): object => ({ id: content, ids: [tokens.indexOf(content)], tokens: [content] });
  const first = [special('[CLS]'), { Sequence: { id: 'A', type_id: 0 } }, special('[SEP]')];
  const second = [{ Sequence: { id: 'B', type_id: 1 } }, { SpecialToken: { id: '[SEP]', type_id: 1 } }];
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: MARKS.map((content, id) => ({ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true })), // prettier-ignore
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: first,
      pair: [...first, ...second],
      special_tokens: { '[CLS]': named('[CLS]'), '[SEP]': named('[SEP]') },
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
    },
  };
}
