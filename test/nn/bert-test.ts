import { expect } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { skip } from '../skip';
import { openBert, type Bert } from '../../src/nn/bert/openBert';

/** What Python's transformers gives, see make.py. */
interface Answer {
  readonly text: string;
  readonly ids: readonly number[];
  readonly cut: number;
  readonly mean: readonly number[];
  readonly first: readonly number[];
  readonly pooler?: readonly number[];
  readonly logits?: readonly number[];
  readonly tokens?: readonly number[];
}

interface Vector {
  readonly text: string;
  readonly ids: readonly number[];
  /** Mean of the tokens, of length 1. */
  readonly vector: readonly number[];
}

const fixtures = join(__dirname, '../fixtures/bert');
const answers = JSON.parse(readFileSync(join(fixtures, 'texts.json'), 'utf8')) as Record<string, readonly Answer[]>;

/** The largest difference of what a BERT gives for a text, alone, to what Python's transformers gives. */
async function difference(bert: Bert, answer: Answer): Promise<number> {
  const results = await bert.run([bert.tokenize(answer.text)], bert.outputs);
  const differences = bert.outputs.flatMap((name) =>
    (answer[name] ?? []).map((wanted, i) => Math.abs(wanted - results[name].values[i])),
  );
  return Math.max(...differences);
}

describe('BERT from files', () => {
  for (const [name, list] of Object.entries(answers))
    describe(name, () => {
      let bert: Bert;
      before(async () => {
        bert = await openBert(join(fixtures, 'models', name), { threads: 1 });
      });
      after(() => bert.release());

      for (const answer of list)
        it(`equals transformers on ${JSON.stringify(answer.text).slice(0, 40)}`, async () => {
          const { ids, cut } = bert.tokenize(answer.text);
          expect([...ids]).deep.equal(answer.ids);
          expect(cut).equal(answer.cut);
          expect(await difference(bert, answer)).below(1e-5);
        });
    });
});

/** Where `make minilm` puts it. */
const folder = join(__dirname, '../../data/minilm');

describe('all-MiniLM-L6-v2', () => {
  it('equals transformers', async function () {
    this.timeout(120_000);
    if (!existsSync(folder)) skip(this, 'data/minilm is not there; make minilm gets it');
    const list = JSON.parse(readFileSync(join(fixtures, 'minilm.json'), 'utf8')) as readonly Vector[];
    const bert = await openBert(folder, { threads: 1 });
    const texts = list.map(({ text }) => bert.tokenize(text));
    texts.forEach(({ ids }, i) => expect([...ids], list[i].text).deep.equal(list[i].ids));
    const { mean } = await bert.run(texts, ['mean']);
    await bert.release();
    list.forEach(({ text, vector }, i) => {
      const own = mean.values.subarray(i * vector.length, (i + 1) * vector.length);
      const length = Math.hypot(...own);
      vector.forEach((value, k) => expect(own[k] / length, text).closeTo(value, 1e-5));
    });
  });
});
