import { join } from 'node:path';
import { readCsvTexts } from './csvTexts';
import { labeledTexts, type LabeledTexts } from './labeledTexts';
import { plainOrPacked } from './plainOrPacked';
import type { TextFileOptions } from './textFile';

/** Banking77 as its makers divided it; both parts have the same classes. */
export interface Banking77 {
  readonly train: LabeledTexts;
  readonly test: LabeledTexts;
}

/**
 * Banking77 (Casanueva et al. 2020; CC BY 4.0): 10,003 and 3,080 questions to a bank, 77 intents. `folder` has banking77_train.csv
 * and banking77_test.csv, plain or packed (.gz), with the columns text and category.
 * @throws {DriftlabError} DRIFTLAB_IO or DRIFTLAB_INVALID_DATA, with file and line; also if the test has an intent that the training
 * part lacks.
 * @example
 * const { train, test } = await readBanking77('text');
 * train.classes[test.labels[0]]; // 'card_arrival'
 */
export async function readBanking77(folder: string, options: TextFileOptions = {}): Promise<Banking77> {
  const read = async (part: string) =>
    readCsvTexts(
      await plainOrPacked(join(folder, `banking77_${part}.csv`)),
      { ...options, columns: ['text', 'category'] },
      ([text, label]) => ({ text, label }),
    );
  const train = labeledTexts('banking77', await read('train'));
  return { train, test: labeledTexts('banking77', await read('test'), train.classes) };
}
