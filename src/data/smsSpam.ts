import { invalid } from './csv';
import { labeledTexts, type LabeledTexts } from './labeledTexts';
import { readTextFile, type TextFileOptions } from './textFile';

/**
 * SMS Spam Collection (Almeida, Gómez Hidalgo & Yamakami 2011; CC BY 4.0): 5,574 messages, class 0 'ham' (4,827) or 1 'spam' (747).
 * A line is a class, a tab and a message; quotes are part of the message.
 * @throws {DriftlabError} DRIFTLAB_IO or DRIFTLAB_INVALID_DATA, with file and line.
 * @example
 * const { texts, labels } = await readSmsSpam('text/sms_spam.tsv.gz');
 */
export async function readSmsSpam(path: string, options: TextFileOptions = {}): Promise<LabeledTexts> {
  const lines = (await readTextFile(path, options)).split(/\r?\n/);
  const records = lines.flatMap((line, i) => {
    if (line === '') return [];
    const tab = line.indexOf('\t');
    if (tab < 0) throw invalid(path, i + 1, 'expected ham or spam, a tab and a message');
    return [{ label: line.slice(0, tab), text: line.slice(tab + 1), place: `${path}, line ${i + 1}` }];
  });
  if (records.length === 0) throw invalid(path, 1, 'expected messages, got none');
  return labeledTexts('sms_spam', records, ['ham', 'spam']);
}
