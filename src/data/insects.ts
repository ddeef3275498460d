import { readLabeledTable } from './labeledTable';
import type { DriftPoint } from './streams/driftPoint';
import type { LabeledStream } from './streams/labeledStream';
import type { TextFileOptions } from './textFile';

const COLUMNS = [...Array.from({ length: 33 }, (_, i) => `att${i + 1}`), 'class'];
const CLASSES = [['2'], ['3'], ['4'], ['5'], ['11'], ['12']];

/** By maximum likelihood of class counts in segments, each change worth more than 400 nats. */
const CLASS_MIX = [3242, 10_467, 11_773, 13_800, 22_719, 23_273];

/**
 * INSECTS, the gradual balanced variant (Souza et al. 2020): wing beats of mosquitoes and flies seen by an optical sensor while
 * the temperature changes; 33 features, 6 classes (species and sex). The annotated drift is at row 14,028. Balanced are the
 * classes over the whole only: their mix jumps at six rows that no annotation names (`unannotated`), in places to a single
 * class. Alarms there are answers to something real, so count them apart.
 * @throws {DriftlabError} DRIFTLAB_IO or DRIFTLAB_INVALID_DATA, with file and line.
 * @example
 * const { samples, truth, unannotated } = await readInsects('tabular/insects_gradual_balanced.csv.gz');
 */
export async function readInsects(path: string, options: TextFileOptions = {}): Promise<LabeledStream> {
  const stream = await readLabeledTable(path, { ...options, name: 'INSECTS', columns: COLUMNS, classes: CLASSES });
  const inside = (kind: DriftPoint['kind'], places: readonly number[]): DriftPoint[] =>
    places.filter((place) => place < stream.samples.length).map((place) => ({ kind, start: place, end: place }));
  return { ...stream, truth: inside('gradual', [14_028]), unannotated: inside('sudden', CLASS_MIX) };
}
