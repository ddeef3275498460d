import { chiSquare } from '../../stats/chiSquare';
import { contingencyTable } from '../../stats/contingency';
import { fisherExact } from '../../stats/fisherExact';
import { kolmogorovSmirnov } from '../../stats/kolmogorovSmirnov';
import { twoProportions } from '../../stats/twoProportions';
import type { MemberFinding } from './memberEvidence';

/** More different values than this are scores and not classes. */
const MOST_CLASSES = 20;
const FEW = 5;

/** Whether the values of a series have one law in both windows: predictions, errors or losses. */
export function seriesEvidence(reference: Float64Array, sample: Float64Array): MemberFinding {
  const kinds = new Set([...reference, ...sample]);
  if (kinds.size > MOST_CLASSES) return kolmogorovSmirnov(reference, sample, { method: 'asymptotic' });
  return kinds.size === 2 ? rateEvidence(reference, sample, Math.max(...kinds)) : classEvidence(reference, sample);
}

function rateEvidence(reference: Float64Array, sample: Float64Array, high: number): MemberFinding {
  const [first, second] = [reference, sample].map((values) => values.filter((value) => value === high).length);
  const [n, m] = [reference.length, sample.length];
  const { difference, ...tested } = twoProportions([second, m], [first, n]);
  const counts = [first, n - first, second, m - second];
  const { pValue, method } = Math.min(...counts) < FEW ? fisherExact([counts.slice(0, 2), counts.slice(2)]) : tested;
  return { statistic: difference.estimate, pValue, method: `difference of rates, ${method}` };
}

function classEvidence(reference: Float64Array, sample: Float64Array): MemberFinding {
  const { statistic, pValue, method } = chiSquare([...contingencyTable(reference, sample).counts]);
  return { statistic, pValue, method };
}
