import { betaBinomial } from '../stats/betaBinomial';
import type { ConformalThreshold } from '../stats/conformalThreshold';
import type { Interval } from '../stats/interval';
import { mean } from '../stats/moments';
import { tInterval } from '../stats/tInterval';
import type { AnomalyRun } from './anomalyRun';
import type { Claim } from './claims';
import type { DataDrift } from './dataDrift';
import type { SeedStudyRow } from './seedStudy';

/**
 * What the data-drift demo claims, with what came out. Differences are paired by seed, with Student's 95 % interval over the seeds.
 * @example
 * await writeClaims('out/claims.json', dataDriftClaims(demo, seeds));
 */
export function dataDriftClaims(demo: DataDrift, seeds: readonly SeedStudyRow[]): Claim[] {
  return [
    ...promiseClaims(demo),
    ...driftClaims(demo),
    ...seedClaims(seeds),
    ...difficultyClaims(seeds),
    ...contaminationClaims(demo),
  ];
}

/** Do false alarms keep the promise of the threshold where there is one, and break it where there is none? */
function promiseClaims({ detectors, runs, otherDrift }: DataDrift): Claim[] {
  const { original, rebuilt } = detectors;
  return [
    promise('promise-clean', 'Without drift, false alarms keep the promise', original.threshold, runs.clean, true),
    promise('promise-before', 'With drift and the old bank, they do not', original.threshold, runs.before, false),
    promise(
      'promise-after',
      'With the bank and the threshold rebuilt, they keep it again',
      rebuilt.threshold,
      runs.after,
      true,
    ),
    promise(
      'promise-other-drift',
      'Under a drift the bank was not rebuilt for, they do not',
      rebuilt.threshold,
      otherDrift,
      false,
    ),
  ];
}

function promise(
  id: string,
  claim: string,
  threshold: ConformalThreshold,
  { goodScores }: AnomalyRun,
  kept: boolean,
): Claim {
  if (threshold.kind === 'none')
    return { id, claim, expected: 'a threshold', measured: threshold.because, holds: false };
  const { rank, calibration } = threshold;
  const [low, high] = betaBinomial(goodScores.length, rank, calibration + 1 - rank).interval(0.99);
  const alarms = goodScores.filter((score) => score > threshold.threshold).length;
  const inside = alarms >= low && alarms <= high;
  return {
    id,
    claim,
    expected: `${kept ? 'inside' : 'outside'} the 99 % beta-binomial band, ${low} to ${high} of ${goodScores.length}`,
    measured: `${alarms} of ${goodScores.length}`,
    holds: inside === kept,
  };
}

/** Does the test of drift see it, and only where it is? */
function driftClaims({ drift }: DataDrift): Claim[] {
  const p = (value: number): string => `p = ${value.toFixed(3)}`;
  return [
    {
      id: 'mmd-quiet',
      claim: 'MMD sees no drift between held-out normals and clean good images',
      expected: 'p > 0.01',
      measured: p(drift.clean.pValue),
      holds: drift.clean.pValue > 0.01,
    },
    {
      id: 'mmd-drift',
      claim: 'MMD sees the drift between held-out normals and drifted good images',
      expected: 'p ≤ 0.01',
      measured: p(drift.before.pValue),
      holds: drift.before.pValue <= 0.01,
    },
  ];
}

/** What drift and rebuilding do to recall, over carpets of several seeds. */
function seedClaims(seeds: readonly SeedStudyRow[]): Claim[] {
  const recall = (name: keyof SeedStudyRow['runs']) => (row: SeedStudyRow) => row.runs[name].recallAtFpr5;
  const difference = (a: keyof SeedStudyRow['runs'], b: keyof SeedStudyRow['runs']): Interval =>
    tInterval(seeds.map((row) => recall(a)(row) - recall(b)(row)));
  const falls = difference('before', 'clean');
  const returns = difference('after', 'before');
  return [
    {
      id: 'recall-falls',
      claim: 'Contrast 0.6 lowers recall at 5 % false alarms (before − clean)',
      expected: 'interval below 0',
      measured: intervalText(falls),
      holds: falls.high < 0,
    },
    {
      id: 'recall-returns',
      claim: 'Rebuilding the bank raises it again (after − before)',
      expected: 'interval above 0',
      measured: intervalText(returns),
      holds: returns.low > 0,
    },
  ];
}

/** Are the images hard enough to show anything, and is our embedder worth its place? */
function difficultyClaims(seeds: readonly SeedStudyRow[]): Claim[] {
  const ours = seeds.map(({ runs }) => runs.clean.imageAuroc);
  const baseline = (name: string): number[] =>
    seeds.map((row) => row.baselines.find((one) => one.name === name)?.imageAuroc ?? Number.NaN);
  const [gabor, meanColor] = [baseline('Gabor bank'), baseline('mean colour')];
  const gain = tInterval(ours.map((value, i) => value - gabor[i]));
  return [
    {
      id: 'not-solved',
      claim: 'The carpets are neither solved nor hopeless: mean image AUROC',
      expected: 'between 0.85 and 0.97',
      measured: mean(ours).toFixed(3),
      holds: mean(ours) >= 0.85 && mean(ours) <= 0.97,
    },
    {
      id: 'not-colour',
      claim: 'Mean colour alone does not find the defects: mean image AUROC',
      expected: 'at most 0.75',
      measured: mean(meanColor).toFixed(3),
      holds: mean(meanColor) <= 0.75,
    },
    {
      id: 'beats-gabor',
      claim: 'The texture embedder beats a Gabor bank with plain PatchCore scoring (difference of image AUROC)',
      expected: 'at least 0.05, interval above 0',
      measured: intervalText(gain),
      holds: gain.estimate >= 0.05 && gain.low > 0,
    },
  ];
}

/** One mixed histogram that moves back proves nothing. */
function contaminationClaims({ contamination }: DataDrift): Claim[] {
  const [pure, worst] = [contamination[0].run, contamination[contamination.length - 1].run];
  const share = `${Math.round(100 * contamination[contamination.length - 1].share)} %`;
  const mixed = ({ goodScores, defectScores }: AnomalyRun): number => mean([...goodScores, ...defectScores]);
  const [recallPure, recallWorst] = [pure.metrics.recallAtFpr5, worst.metrics.recallAtFpr5];
  return [
    {
      id: 'mixed-histogram-misleads',
      claim: `A bank with ${share} defects looks healthier than a pure one if good and defect scores are mixed (mean score)`,
      expected: 'mean at most that of the pure bank',
      measured: `${mixed(worst).toFixed(3)} against ${mixed(pure).toFixed(3)}`,
      holds: mixed(worst) <= mixed(pure),
    },
    {
      id: 'contamination-hurts',
      claim: `The same bank finds fewer defects: recall at 5 % false alarms`,
      expected: 'below the pure bank',
      measured: `${recallWorst.toFixed(3)} against ${recallPure.toFixed(3)}`,
      holds: recallWorst < recallPure,
    },
  ];
}

function intervalText({ estimate, low, high }: Interval): string {
  return `${estimate.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
}
