import { show } from '../errors';
import { table, type Column, type TableData } from '../stats/table';
import type { ProfilePart } from './datasetProfile';
import { LabelRecorder } from './labelPart';
import { NumericRecorder } from './numericPart';
import type { ProfileSettings } from './profileOptions';
import { edgesLike, partLike, type Recorder } from './recorder';
import type { TabularTask } from './taskSpec';

/** Records tables column by column. */
export class TabularRecorder implements Recorder<TableData> {
  private columns: (NumericRecorder | LabelRecorder)[] | undefined;
  private readonly categorical: readonly string[];

  constructor(
    task: TabularTask,
    private readonly settings: ProfileSettings,
  ) {
    this.categorical = [...new Set([...(task.categorical ?? []), ...(task.predicted ? [task.predicted] : [])])];
  }

  add(data: TableData): number {
    const { rows, columns } = table(data, { categorical: this.categorical });
    this.columns ??= columns.map((column) => this.recorderOf(column));
    if (this.columns.length !== columns.length)
      throw new RangeError(`invalid data: expected ${this.columns.length} columns as before, got ${columns.length}`);
    this.columns.forEach((recorder, i) => addColumn(recorder, columns[i], rows));
    return rows;
  }

  parts(): ProfilePart[] {
    return (this.columns ?? []).map((column) => column.part());
  }

  private recorderOf({ name, kind }: Column): NumericRecorder | LabelRecorder {
    // a batch in which all is missing looks numeric
    return kind === 'categorical' || partLike(this.settings.like, name, 'categorical')
      ? new LabelRecorder(name, 'categorical', this.settings)
      : new NumericRecorder(name, this.settings, edgesLike(this.settings, name));
  }
}

function addColumn(recorder: NumericRecorder | LabelRecorder, column: Column, rows: number): void {
  if (recorder.name !== column.name)
    throw new RangeError(`invalid data: expected column ${show(recorder.name)} as before, got ${show(column.name)}`);
  if (recorder instanceof NumericRecorder && column.kind === 'numeric') recorder.add(column.values);
  else if (recorder instanceof LabelRecorder && column.kind === 'categorical') addCodes(recorder, column);
  else if (recorder instanceof LabelRecorder && column.kind === 'numeric' && column.values.every(Number.isNaN))
    recorder.addMissing(rows);
  else throw new TypeError(`invalid data: expected the kind of values as before in column ${show(column.name)}`);
}

function addCodes(recorder: LabelRecorder, { codes, labels }: Column & { kind: 'categorical' }): void {
  const counts = new Float64Array(labels.length);
  let missing = 0;
  for (let i = 0; i < codes.length; i++) {
    if (codes[i] < 0) missing++;
    else counts[codes[i]]++;
  }
  recorder.addMissing(missing);
  labels.forEach((label, code) => recorder.add(label, counts[code]));
}
