import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sentences } from '../../src/data/sentences';
import { classifyTexts } from '../../src/nn/bert/classifyTexts';
import { foldClasses } from '../../src/nn/bert/foldClasses';
import { openBert } from '../../src/nn/bert/openBert';
import { createRandom } from '../../src/random';

const folder = join(__dirname, '../../models/bert/small');

describe('the small BERT', () => {
  it('is the one of its card', () => {
    const { files } = JSON.parse(readFileSync(join(folder, 'card.json'), 'utf8')) as { files: Record<string, string> };
    let size = 0;
    for (const [name, digest] of Object.entries(files)) {
      const bytes = readFileSync(join(folder, name));
      size += bytes.length;
      expect(createHash('sha256').update(bytes).digest('hex'), name).equal(digest);
    }
    expect(size).below(1.5e6);
  });

  it('tells topic and sentiment of nine of ten fresh sentences', async () => {
    const { texts, topics, sentiments } = sentences(500, { random: createRandom(123) });
    const bert = await openBert(undefined, { threads: 1 });
    const predictions = await classifyTexts(bert, texts);
    await bert.release();
    for (const [at, labels] of [topics, sentiments].entries()) {
      const own = foldClasses(predictions, (name) => name.split(' ')[at]);
      // of 500 with a chance of 0.93 fewer than 450 are right once in 200 seeds
      expect(own.labels.filter((label, i) => label === labels[i]).length).at.least(450);
    }
  });
});
