import { checkInteger, DriftlabError } from '../errors';

/** Texts with a class each. */
export interface LabeledTexts {
  /** The set, e.g. `banking77`. */
  readonly name: string;
  readonly texts: readonly string[];
  /** An index into `classes` for each text. */
  readonly labels: Int32Array;
  /** Names of the classes, by label. */
  readonly classes: readonly string[];
}

/** A text, the name of its class, and where it stands, for errors. */
export interface TextRecord {
  readonly text: string;
  readonly label: string;
  readonly place: string;
}

/**
 * A record of labelled texts from texts and names of classes.
 * @param classes their names; default those that occur, in alphabetical order.
 * @throws {DriftlabError} DRIFTLAB_INVALID_DATA, with the place, for a class that is none of `classes`.
 */
export function labeledTexts(name: string, records: readonly TextRecord[], classes?: readonly string[]): LabeledTexts {
  const names = classes ?? [...new Set(records.map(({ label }) => label))].sort();
  const indices = new Map(names.map((label, i) => [label, i]));
  const labels = Int32Array.from(records, ({ label, place }) => {
    const index = indices.get(label);
    if (index !== undefined) return index;
    const some = names.slice(0, 5).join(', ') + (names.length > 5 ? ', …' : '');
    throw new DriftlabError('DRIFTLAB_INVALID_DATA', `invalid ${place}: expected a class out of ${some}, got ${label}`);
  });
  return { name, texts: records.map(({ text }) => text), labels, classes: names };
}

/**
 * The texts of the given rows with their labels, in this order; a row may come twice.
 * @throws {RangeError} for a row that is not there.
 * @example
 * const few = selectTexts(test, [4, 2]);
 */
export function selectTexts(source: LabeledTexts, rows: ArrayLike<number>): LabeledTexts {
  const order = Array.from(rows, (row) => checkInteger('row', row, 0, source.texts.length - 1));
  const labels = Int32Array.from(order, (row) => source.labels[row]);
  return { ...source, texts: order.map((row) => source.texts[row]), labels };
}
