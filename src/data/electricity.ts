import { readLabeledTable } from './labeledTable';
import type { LabeledStream } from './streams/labeledStream';
import type { TextFileOptions } from './textFile';

const COLUMNS = ['date', 'day', 'period', 'nswprice', 'nswdemand', 'vicprice', 'vicdemand', 'transfer'];

/** The row at which the Victorian market joins: its columns are constant before. */
const MARKET_JOINED = 17_424;

/**
 * Electricity (Harries 1999; Gama et al. 2004), MOA's normalised version: half hours of the price in New South Wales, class 1 if
 * it is above its mean of 24 hours. Reads elec2.csv or elecNormNew.arff, plain or packed. Nobody annotated drifts, but one is
 * certain: the Victorian market joins at row 17,424. Labels are so autocorrelated that repeating the last one is right in
 * 85 % of rows: keep that baseline beside every figure.
 * @throws {DriftlabError} DRIFTLAB_IO or DRIFTLAB_INVALID_DATA, with file and line.
 * @example
 * const { samples, unannotated } = await readElectricity('tabular/elec2.csv.gz');
 */
export async function readElectricity(path: string, options: TextFileOptions = {}): Promise<LabeledStream> {
  const label = /\.arff(\.gz)?$/i.test(path) ? 'class' : 'up';
  const classes = [
    ['0', 'DOWN'],
    ['1', 'UP'],
  ];
  const stream = await readLabeledTable(path, {
    ...options,
    name: 'Electricity',
    columns: [...COLUMNS, label],
    classes,
  });
  const joined = { kind: 'sudden', start: MARKET_JOINED, end: MARKET_JOINED } as const;
  return { ...stream, unannotated: stream.samples.length > MARKET_JOINED ? [joined] : [] };
}
