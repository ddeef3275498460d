import { kolmogorovSmirnov, type KsMethod } from '../../../src/stats/kolmogorovSmirnov';
import type { NanPolicy } from '../../../src/stats/numericSample';
import type { Alternative } from '../../../src/stats/testResult';

interface Pair {
  readonly x: number[];
  readonly y: number[];
  readonly nan_policy?: string;
}

interface Sided extends Pair {
  readonly alternative: Alternative;
  readonly method: string;
}

/** Not-a-number is refused where it would be passed on. */
const nanPolicy = ({ nan_policy }: { nan_policy?: string }): NanPolicy => (nan_policy === 'omit' ? 'omit' : 'error');

export function ks_2samp(input: Sided): unknown {
  const { x, y, alternative } = input;
  const method = (input.method === 'asymp' ? 'asymptotic' : input.method) as KsMethod;
  const {
    statistic,
    pValue,
    location,
    sign,
    method: used,
  } = kolmogorovSmirnov(x, y, {
    alternative,
    method,
    nanPolicy: nanPolicy(input),
  });
  return {
    statistic,
    pvalue: pValue,
    method_used: used.endsWith('asymptotic') ? 'asymp' : 'exact',
    statistic_location: location,
    statistic_sign: sign,
  };
}
