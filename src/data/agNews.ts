import { readCsvTexts } from './csvTexts';
import { labeledTexts, type LabeledTexts } from './labeledTexts';
import type { TextFileOptions } from './textFile';

const CLASSES = ['World', 'Sports', 'Business', 'Sci/Tech'];

/**
 * AG News (Zhang, Zhao & LeCun 2015; for research that is not commercial): title and description of news, four classes. A file
 * without header: class 1 to 4, title, description.
 * @throws {DriftlabError} DRIFTLAB_IO or DRIFTLAB_INVALID_DATA, with file and line.
 * @example
 * const { texts, labels, classes } = await readAgNews('text/ag_news_test.csv.gz');
 */
export async function readAgNews(path: string, options: TextFileOptions = {}): Promise<LabeledTexts> {
  const columns = ['class', 'title', 'description'];
  const records = await readCsvTexts(path, { ...options, columns, header: false }, ([label, title, description]) => ({
    label,
    text: `${title} ${description}`,
  }));
  const { texts, labels } = labeledTexts('ag_news', records, ['1', '2', '3', '4']);
  return { name: 'ag_news', texts, labels, classes: CLASSES };
}
