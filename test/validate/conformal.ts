import type { Random } from '../../src/random';
import { betaBinomial } from '../../src/stats/betaBinomial';
import { conformalThreshold } from '../../src/stats/conformalThreshold';
import type { Cell, ValidationTable } from './cell';

const FRESH = 100;

/** Alarms of fresh normals under thresholds from calibration sets, each with a set of its own. */
export const conformal: ValidationTable = {
  name: 'conformal',
  title: 'Conformal thresholds: do false-alarm rates hold?',
  text: `Thresholds at alpha 0.05 from n calibration scores, and ${FRESH} fresh normal scores under each.`,
  cells: [20, 60, 200].map(cellOf),
};

function cellOf(n: number): Cell {
  const rank = Math.floor((n + 1) / 20);
  const law = betaBinomial(FRESH, rank, n + 1 - rank);
  const [low, high] = law.interval(0.99);
  const run = (random: Random) => {
    const found = conformalThreshold(scores(n, random));
    if (found.kind === 'none') throw new Error(found.because);
    const count = scores(FRESH, random).filter((score) => score > found.threshold).length;
    // one fresh score of each run: independent trials
    return Promise.resolve({ hits: [random.integer(FRESH) < count, count >= low && count <= high] });
  };
  return {
    name: `n = ${n}`,
    runs: 20_000,
    promises: [
      { event: 'a fresh score alarms', kind: 'equal', probability: rank / (n + 1) },
      { event: `alarms of ${FRESH} in their 99 % band`, kind: 'equal', probability: law.cdf(high) - law.cdf(low - 1) },
    ],
    run,
  };
}

function scores(count: number, random: Random): number[] {
  return Array.from({ length: count }, () => random.normal());
}
