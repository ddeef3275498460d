import { levene, type FTestResult } from './levene';
import { numericSample, type SampleOptions } from './numericSample';

/**
 * `levene` of two samples around their medians (Brown & Forsythe 1974).
 * @throws as `levene` does.
 * @example
 * brownForsythe([1, 2, 3, 4, 5], [2, 4, 6, 8, 11]).pValue;
 */
export function brownForsythe(
  reference: ArrayLike<number>,
  sample: ArrayLike<number>,
  { nanPolicy }: SampleOptions = {},
): FTestResult {
  const rules = { nanPolicy, finite: true };
  return levene([numericSample('reference', reference, rules), numericSample('sample', sample, rules)]);
}
