import type { FeatureDriftOptions } from '../../src/detectors/featureDetector';
import { table } from '../../src/detectors/table';
import type { Matrix } from '../../src/matrix';

/** Every column, or every other one, as categories. */
export function everyOther(data: Matrix, step: number): Pick<FeatureDriftOptions, 'categorical'> {
  const names = table(data).columns.map(({ name }) => name);
  return { categorical: names.filter((_, i) => i % step === 0) };
}
