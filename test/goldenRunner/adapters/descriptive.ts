import { describe as describeSample } from '../../../src/stats/describe';
import { ecdf as empirical } from '../../../src/stats/ecdf';
import { histogram as count, type HistogramOptions } from '../../../src/stats/histogram';
import { quantile as quantileOf, type QuantileMethod } from '../../../src/stats/quantile';
import { ranks, type RankOptions } from '../../../src/stats/ranks';

export function describe({ x }: { x: number[] }): unknown {
  const found = describeSample(x);
  return {
    ...found,
    n: found.count,
    var: found.variance,
    std: found.standardDeviation,
    var_pop: found.populationVariance,
    std_pop: Math.sqrt(found.populationVariance),
    skew: found.skewness,
    kurtosis: found.excessKurtosis,
    mad: found.medianDeviation,
    iqr: found.interquartileRange,
  };
}

export function quantile({ x, q, method }: { x: number[]; q: number[]; method: QuantileMethod }): unknown {
  const sorted = Float64Array.from(x).sort();
  return { values: q.map((probability) => quantileOf(sorted, probability, { method })) };
}

type Bins = NonNullable<HistogramOptions['bins']>;

export function histogram({ x, bins, range }: { x: number[]; bins: Bins; range?: [number, number] | null }): unknown {
  return count(x, { bins, range: range ?? undefined });
}

export function ecdf({ x, points }: { x: number[]; points: number[] }): unknown {
  const { at, below } = empirical(x);
  return { values: points.map(at), left_limits: points.map(below) };
}

export function rank({ x, method }: { x: number[]; method: RankOptions['ties'] }): unknown {
  return { ranks: ranks(x, { ties: method }) };
}
