import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readBanking77 } from '../src/data/banking77';
import type { LabeledTexts } from '../src/data/labeledTexts';
import { textEmbedder } from '../src/embedding/textEmbedder';
import { openBert } from '../src/nn/bert/openBert';
import { trainTextHead } from '../src/nn/bert/trainTextHead';
import { evaluate } from '../src/nn/evaluate';
import type { Samples } from '../src/nn/samples';

/** Which share of Banking77's test questions a logistic head on embeddings puts into the right one of 77 classes; writes banking77.json. */
async function main(): Promise<void> {
  const folder = join(process.env.DRIFTLAB_DATA ?? join(__dirname, '../data'), 'text');
  const { train, test } = await readBanking77(folder);
  const accuracy: Record<string, number> = {};
  for (const [name, path] of [
    ['all-MiniLM-L6-v2', '../data/minilm'],
    ['small', '../models/bert/small'],
  ]) {
    // prettier-ignore
    if (!existsSync(join(__dirname, path))) {
      console.log(`${name} is not there`);
      continue;
    }
    accuracy[name] = await headAccuracy(join(__dirname, path), train, test);
    console.log(`${name}: ${(100 * accuracy[name]).toFixed(2)} % of ${test.texts.length}`);
  }
  const content = { set: 'banking77', train: train.texts.length, test: test.texts.length, classes: 77, accuracy };
  await writeFile(join(__dirname, 'banking77.json'), `${JSON.stringify(content, null, 2)}\n`);
}

async function headAccuracy(path: string, train: LabeledTexts, test: LabeledTexts): Promise<number> {
  const bert = await openBert(path);
  const embedder = textEmbedder(bert, { remember: 0 });
  const samples = async ({ texts, labels }: LabeledTexts): Promise<Samples> => ({ inputs: await embedder.embed(texts), labels }); // prettier-ignore
  const { inputs, labels } = await samples(train);
  const { model } = await trainTextHead(inputs, labels!, { seed: 1, classes: train.classes.length });
  const judged = await evaluate(model, await samples(test));
  await bert.release();
  return judged.accuracy!;
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
