import { createRandom } from '../../../src/random';
import { bootstrapInterval } from '../../../src/stats/bootstrapInterval';
import { mean, standardDeviation } from '../../../src/stats/moments';
import { quantile } from '../../../src/stats/quantile';
import { NOT_COVERED } from '../adapter';

type Pair = readonly [value: number, other: number];

const statistics: Readonly<Record<string, (sample: readonly Pair[]) => number>> = {
  mean: (sample) => mean(first(sample)),
  std: (sample) => standardDeviation(first(sample)),
  median: (sample) => quantile(Float64Array.from(first(sample)).sort(), 0.5),
  accuracy_diff: (sample) => mean(second(sample)) - mean(first(sample)),
  mean_ratio: (sample) => mean(second(sample)) / mean(first(sample)),
};

export function bootstrap_ci(input: {
  data: number[];
  data2?: number[];
  statistic: string;
  indices: number[][];
  level: number;
  method: string;
}): unknown {
  const { data, data2 = [], indices, level } = input;
  if (input.method !== 'percentile') return NOT_COVERED;
  const pairs = data.map((value, i): Pair => [value, data2[i]]);
  const found = bootstrapInterval(pairs, statistics[input.statistic], { random: createRandom(0), indices, level });
  return { ...found, standard_error: found.standardError };
}

const first = (sample: readonly Pair[]) => sample.map(([value]) => value);
const second = (sample: readonly Pair[]) => sample.map(([, other]) => other);
