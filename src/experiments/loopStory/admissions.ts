import { matrix, type Matrix } from '../../matrix';
import type { Random } from '../../random';

/** What is measured of a patient at admission, each in standard deviations of an ordinary week. */
export const MEASUREMENTS = ['temperature', 'heart rate', 'lactate', 'white cells', 'age'] as const;

/** Patients in the order in which they come. */
export interface Patients {
  /** A row for each, a column for each of {@link MEASUREMENTS}. */
  readonly inputs: Matrix<Float32Array>;
  /** 1 where intensive care was needed. */
  readonly labels: readonly number[];
}

/** How the ward is at a time. */
export interface Ward {
  /** What the lactate assay adds to the truth, default 0. */
  readonly assay?: number;
  /** Whether an infection goes about that brings fever to everybody, so that fever tells little; default no. */
  readonly outbreak?: boolean;
}

/**
 * Simulated patients; the label says who needed intensive care. Heart rate follows temperature, white cells follow the true lactate and
 * say nothing beyond it, whatever the assay reads.
 * @example
 * const patients = admissions(1000, createRandom(1), { outbreak: true });
 */
export function admissions(count: number, random: Random, { assay = 0, outbreak = false }: Ward = {}): Patients {
  const values = new Float32Array(count * MEASUREMENTS.length);
  const labels = Array.from({ length: count }, (_, i) => {
    const temperature = random.normal() + (outbreak ? 1 : 0);
    const lactate = random.normal();
    const [heart, cells, age] = [0.7 * temperature + 0.7 * random.normal(), 0.5 * lactate + 0.87 * random.normal(), random.normal()]; // prettier-ignore
    values.set([temperature, heart, lactate + assay, cells, age], i * MEASUREMENTS.length);
    const odds = 2.4 * lactate + age + (outbreak ? 1.4 - 0.4 * temperature : 2 * temperature - 1);
    return Number(random.uniform() < 1 / (1 + Math.exp(-odds)));
  });
  return { inputs: matrix(values, count, MEASUREMENTS.length), labels };
}
