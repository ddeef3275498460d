import type { AlarmRate } from '../detectors/falseAlarmRate';
import type { Claim } from './claims';
import { INTERVAL_LEVEL, type DetectorComparison } from './detectorComparison';
import { percent } from './percent';

const ALPHA = 0.05;
const COLUMN_TESTS = ['ksDrift', 'cramerVonMisesDrift', 'wassersteinDrift'];

/**
 * What the comparison of batch detectors claims, with what came out.
 * @example
 * await writeClaims('out/claims.json', detectorComparisonClaims(comparison));
 */
export function detectorComparisonClaims(comparison: DetectorComparison): Claim[] {
  return [...levelClaims(comparison), ...powerClaims(comparison)];
}

function levelClaims(comparison: DetectorComparison): Claim[] {
  const calm = comparison.scores.filter(({ shift, role }) => shift === 'no drift' && role === 'detector');
  const worst = calm.reduce((most, one) => (one.rate.estimate > most.rate.estimate ? one : most));
  const [ks, psi] = ['any KS p < 0.05', 'any PSI > 0.2'].map((habit) => rateOf(comparison, habit, 'no drift'));
  const level = `${100 * INTERVAL_LEVEL} %`;
  return [
    {
      id: 'level-kept',
      claim: 'Without drift no detector alarms in more than 5 % of runs',
      expected: `${level} interval of each reaches down to 5 %`,
      measured: `at most ${percent(worst.rate.estimate)} (${worst.contestant}), interval from ${percent(worst.rate.low)}`,
      holds: calm.every(({ rate }) => rate.low <= ALPHA),
    },
    {
      id: 'habit-any-p',
      claim: 'The habit "any feature has p < 0.05" alarms more often than that',
      expected: `${level} interval above 5 %`,
      measured: intervalText(ks),
      holds: ks.low > ALPHA,
    },
    {
      id: 'habit-psi',
      claim: 'At 100 against 60 rows the habit "any PSI > 0.2" alarms without drift nearly always',
      expected: `${level} interval above 90 %`,
      measured: intervalText(psi),
      holds: psi.low > 0.9,
    },
  ];
}

function powerClaims(comparison: DetectorComparison): Claim[] {
  const rate = (name: string, shift: string) => rateOf(comparison, name, shift).estimate;
  const best = (names: readonly string[], shift: string) => Math.max(...names.map((name) => rate(name, shift)));
  const gain = (shift: string) => rate('mmdDrift, fused', shift) - best(COLUMN_TESTS, shift);
  const predictions = 'chiSquareDrift of predictions';
  const unseen = Math.max(...['variance', 'tail', 'correlation only'].map((shift) => rate(predictions, shift)));
  return [
    {
      id: 'columns-miss-correlation',
      claim: 'Tests of one column at a time do not see a drift of correlation only; fused MMD does in more runs',
      expected: 'fused MMD at least 20 points above the best of KS, Cramér–von Mises and Wasserstein',
      measured: `${points(gain('correlation only'))} points`,
      holds: gain('correlation only') >= 0.2,
    },
    {
      id: 'kernels-see-tails',
      claim: 'Heavier tails at equal mean and variance need more than one bandwidth',
      expected: 'fused MMD at least 20 points above MMD with the median bandwidth',
      measured: `${points(rate('mmdDrift, fused', 'tail') - rate('mmdDrift, one kernel', 'tail'))} points`,
      holds: rate('mmdDrift, fused', 'tail') - rate('mmdDrift, one kernel', 'tail') >= 0.2,
    },
    {
      id: 'predictions-see-prior',
      claim: 'Watching predictions sees a change of the label prior better than watching columns does',
      expected: 'more alarms than the best of KS, Cramér–von Mises and Wasserstein',
      measured: `${percent(rate(predictions, 'label prior'))} against ${percent(best(COLUMN_TESTS, 'label prior'))}`,
      holds: rate(predictions, 'label prior') > best(COLUMN_TESTS, 'label prior'),
    },
    {
      id: 'predictions-miss-rest',
      claim: 'and it is blind to variance, tails and correlation',
      expected: 'at most 20 % alarms in each',
      measured: `at most ${percent(unseen)}`,
      holds: unseen <= 0.2,
    },
  ];
}

function rateOf({ scores }: DetectorComparison, contestant: string, shift: string): AlarmRate {
  const found = scores.find((score) => score.contestant === contestant && score.shift === shift);
  if (!found) throw new RangeError(`invalid comparison: expected a score of ${contestant} for ${shift}`);
  return found.rate;
}
const points = (share: number): string => (100 * share).toFixed(1);
const intervalText = ({ estimate, low, high }: AlarmRate): string =>
  `${percent(estimate)} [${percent(low)}, ${percent(high)}]`;
