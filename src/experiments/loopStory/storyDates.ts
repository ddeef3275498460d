import { checkInteger } from '../../errors';
import type { Ward } from './admissions';

/** When what happens to the ward, counted in patients. */
export interface StoryDates {
  /** Patients of a week. */
  readonly week: number;
  /** Patients that are sent to the pipeline together: of some hours. */
  readonly batch: number;
  /** From this patient on lactate reads lower by 1.2 standard deviations: the assay was recalibrated, and nobody said so. */
  readonly recalibration: number;
  readonly outbreak: number;
  readonly outbreakOver: number;
  readonly length: number;
}

const BATCHES = 20;

/** @throws {TypeError | RangeError} if the week has fewer than 200 patients, or is no multiple of 20. */
export function storyDates(week: number): StoryDates {
  const batch = checkInteger('week', week, 200) / BATCHES;
  if (!Number.isInteger(batch)) throw new RangeError(`invalid week: expected a multiple of ${BATCHES}, got ${week}`);
  const after = (batches: number) => batches * batch;
  return { week, batch, recalibration: after(86), outbreak: after(168), outbreakOver: after(226), length: after(280) };
}

/** How the ward is when a patient comes. */
export function wardAt({ recalibration, outbreak, outbreakOver }: StoryDates, patient: number): Ward {
  return { assay: patient < recalibration ? 0 : -1.2, outbreak: patient >= outbreak && patient < outbreakOver };
}
