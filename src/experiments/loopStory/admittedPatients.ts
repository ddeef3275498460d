import { concatRows } from '../../matrix';
import type { Random } from '../../random';
import { admissions, type Patients } from './admissions';
import { wardAt, type StoryDates } from './storyDates';

/** The patients of all weeks. */
export function admittedPatients(dates: StoryDates, random: Random): Patients {
  const { length, batch } = dates;
  const batches = Array.from({ length: length / batch }, (_, i) =>
    admissions(batch, random.fork(`batch ${i}`), wardAt(dates, i * batch)),
  );
  return {
    inputs: concatRows(batches.map(({ inputs }) => inputs)),
    labels: batches.flatMap(({ labels }) => labels),
  };
}

/** Those from `from` to before `to`. */
export function patientsBetween({ inputs, labels }: Patients, from: number, to: number): Patients {
  const { values, columns } = inputs;
  return {
    inputs: { values: values.subarray(from * columns, to * columns), rows: to - from, columns },
    labels: labels.slice(from, to),
  };
}
