import { expect } from 'chai';
import { join } from 'node:path';
import { textEmbedder } from '../../src/embedding/textEmbedder';
import { row } from '../../src/matrix';
import { openBert, type Bert } from '../../src/nn/bert/openBert';
import { tokenEmbeddings } from '../../src/nn/bert/tokenEmbeddings';
import { norm } from '../../src/stats/vectors';

const folder = join(__dirname, '../fixtures/bert/models/plain');
const TEXTS = ['My card was stolen.', 'hello', '', 'The bank of the bank and of the help', '😀', 'hello', 'شكرا'];

describe('textEmbedder', () => {
  let bert: Bert;
  let texts: number;
  before(async () => {
    const opened = await openBert(folder, { threads: 1 });
    // counts what it has to read
    bert = {
      ...opened,
      tokenize: (text) => opened.tokenize(text),
      release: () => opened.release(),
      run: (batch, wanted) => {
        texts += batch.length;
        return opened.run(batch, wanted);
      },
    };
  });
  beforeEach(() => (texts = 0));
  after(() => bert.release());

  it('gives a text the same row whatever others it comes with', async () => {
    const alone = await textEmbedder(bert, { batchTokens: 1 }).embed(TEXTS);
    const together = await textEmbedder(bert).embed(TEXTS);
    expect([together.rows, together.columns]).deep.equal([7, 16]);
    together.values.forEach((value, i) => expect(value).closeTo(alone.values[i], 1e-6));
  });

  it('keeps the order of texts and the length 1 of rows', async () => {
    const embedder = textEmbedder(bert);
    const all = await embedder.embed(TEXTS);
    for (const [i, text] of TEXTS.entries()) {
      expect(row(await embedder.embed([text]), 0)).deep.equal(row(all, i));
      expect(norm(row(all, i))).closeTo(1, 1e-6);
    }
  });

  it('reads a text once', async () => {
    const embedder = textEmbedder(bert);
    await embedder.embed(TEXTS);
    expect(texts).equal(6);
    await embedder.embed([...TEXTS].reverse());
    expect(texts).equal(6);
    await embedder.embed(['new', 'hello']);
    expect(texts).equal(7);
  });

  it('forgets the texts used longest ago', async () => {
    const embedder = textEmbedder(bert, { remember: 2 });
    await embedder.embed(['a', 'b']);
    await embedder.embed(['a', 'c']);
    expect(texts).equal(3);
    await embedder.embed(['a']);
    expect(texts).equal(3);
    await embedder.embed(['b']);
    expect(texts).equal(4);
    const none = textEmbedder(bert, { remember: 0 });
    await none.embed(['a']);
    await none.embed(['a']);
    expect(texts).equal(6);
  });

  it('answers several calls at once', async () => {
    const embedder = textEmbedder(bert, { remember: 1 });
    const wanted = await textEmbedder(bert).embed(TEXTS);
    const calls = await Promise.all(TEXTS.map((_, i) => embedder.embed(TEXTS.slice(i))));
    calls.forEach((found, i) => found.values.forEach((v, k) => expect(v).closeTo(wanted.values[i * 16 + k], 1e-6)));
  });

  it('gives no row for no text', async () => {
    expect(await textEmbedder(bert).embed([])).deep.equal({ values: new Float32Array(0), rows: 0, columns: 16 });
  });

  it('pools as it is told', async () => {
    const [{ tokens, embeddings }] = await tokenEmbeddings(bert, ['hello world']);
    expect(tokens).deep.equal(['[CLS]', 'hello', 'world', '[SEP]']);
    const first = await textEmbedder(bert, { pooling: 'first', normalize: false }).embed(['hello world']);
    expect(first.values).deep.equal(row(embeddings, 0));
    const mean = await textEmbedder(bert, { normalize: false }).embed(['hello world']);
    mean.values.forEach((value, k) => {
      const sum = [0, 1, 2, 3].reduce((total, i) => total + row(embeddings, i)[k], 0);
      expect(value).closeTo(sum / 4, 1e-6);
    });
  });

  it('says how much of long texts it left out', async () => {
    const seen: number[][] = [];
    const embedder = textEmbedder(bert, { onCut: (...counts) => seen.push(counts) });
    const long = 'bank '.repeat(10_000);
    await embedder.embed([long, 'hello', `${long}help`]);
    expect(seen).deep.equal([[2, 2 * (10_002 - 40) + 1]]);
  });

  it('has an answer for every text', async () => {
    const odd = [
      '\ud800',
      '\udc00x',
      'a\ud83d',
      '\0',
      '\u202e\u200f',
      '\ufffd',
      'ﷺ',
      '\u0300'.repeat(5000),
      '𝒳'.repeat(300),
    ];
    const { values } = await textEmbedder(bert).embed(odd); // prettier-ignore
    expect(values.every(Number.isFinite)).equal(true);
    const [half, none, nothing] = await Promise.all(
      ['hel\ud800lo', 'hello', '\0'].map((text) => textEmbedder(bert).embed([text])),
    );
    expect(half).deep.equal(none);
    expect(nothing).deep.equal(await textEmbedder(bert).embed(['']));
  });

  const wrong: [string, object, string][] = [
    ['pooling', { pooling: 'max' }, 'invalid pooling: expected one of mean, first, pooler, got "max"'],
    ['remember', { remember: -1 }, 'invalid remember: expected an integer in [0, '],
    ['batchTokens', { batchTokens: 0.5 }, 'invalid batchTokens: expected an integer in [1, '],
  ];
  for (const [name, options, message] of wrong)
    it(`refuses wrong options: ${name}`, async () => {
      const embed = async () => textEmbedder(bert, options).embed(['a']);
      expect(await embed().catch((error: Error) => error))
        .instanceOf(RangeError)
        .property('message')
        .contain(message);
    });
});
