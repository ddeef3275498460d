import type { Claim } from './claims';
import type { StreamComparison } from './streamComparison';
import type { AlarmScore } from './streams/alarmStudy';
import type { ModelScore } from './streams/prequentialStudy';
import { strawManFindings } from './streams/strawManFindings';
import { percent } from './percent';

/**
 * What the comparison of streaming detectors claims, with what came out. Claims about real streams are there if the streams are.
 * @example
 * await writeClaims('out/claims.json', streamComparisonClaims(comparison));
 */
export function streamComparisonClaims(comparison: StreamComparison): Claim[] {
  const claims = [...alarmClaims(comparison), resetsHelp(comparison)];
  return comparison.withoutReal === null ? [...claims, ...realClaims(comparison)] : claims;
}

function alarmClaims({ alarms }: StreamComparison): Claim[] {
  const score = (stream: string, contestant: string) =>
    alarms.find((one) => one.stream === stream && one.contestant === contestant)!.evaluation;
  const always = score('errors, sudden', 'always');
  const chance = score('errors, sudden', 'random').meanTimeRatio!;
  const sudden = alarms.filter(({ stream, role }) => stream === 'errors, sudden' && role === 'detector');
  const rated = sudden.filter(({ evaluation }) => evaluation.meanTimeRatio !== null);
  const worst = Math.min(...rated.map(({ evaluation }) => evaluation.meanTimeRatio!));
  return [
    {
      id: 'always-alarm',
      claim: 'Alarming at every value detects all at once, and is worthless: the mean time ratio says so',
      expected: 'nothing missed, delay 0, mean time ratio of about 1 (0.9 to 1.1)',
      measured: `missed ${always.missed}, delay ${always.detectionDelay}, ratio ${always.meanTimeRatio?.toFixed(2)}`,
      holds: always.missed === 0 && always.detectionDelay === 0 && Math.abs(always.meanTimeRatio! - 1) <= 0.1,
    },
    {
      id: 'better-than-chance',
      claim: 'After a sudden rise of errors all detectors that had a false alarm do better than alarms at random',
      expected: 'mean time ratio above that of random alarms',
      measured: `${worst.toFixed(1)} or more against ${chance.toFixed(1)}`,
      holds: worst > chance,
    },
    larger(alarms),
  ];
}

function larger(alarms: readonly AlarmScore[]): Claim {
  const delay = (contestant: string, shift: number) =>
    alarms.find((one) => one.stream === `numbers, shift ${shift} sd` && one.contestant === contestant)!.evaluation
      .detectionDelay;
  const names = ['Adwin', 'Cusum', 'Ewma', 'Kswin', 'PageHinkley'];
  const delays = names.map((name) => [delay(name, 0.5), delay(name, 2)] as const);
  return {
    id: 'larger-is-sooner',
    claim: 'A larger shift is detected sooner (Adwin, Cusum, Ewma, Kswin, PageHinkley)',
    expected: 'delay at 2 sd below the delay at 0.5 sd, for each',
    measured: delays.map(([small, large]) => `${large?.toFixed(0)} < ${small?.toFixed(0)}`).join(', '),
    holds: delays.every(([small, large]) => small !== null && large !== null && large < small),
  };
}

function resetsHelp({ streams, models }: StreamComparison): Claim {
  const drifting = streams.filter(({ kind, truth }) => kind === 'synthetic' && truth.length > 0);
  const gains = drifting.map(({ name }) => {
    const scores = models.filter(({ stream }) => stream === name);
    const best = Math.max(...scores.filter(({ role }) => role === 'detector').map(({ accuracy }) => accuracy));
    return 100 * (best - accuracyOf(scores, 'never'));
  });
  return {
    id: 'forgetting-helps',
    claim: 'Where the concept changes, forgetting at the alarms of the best detector beats never forgetting',
    expected: 'at least 1 point of accuracy on each synthetic stream',
    measured: gains.map((gain) => gain.toFixed(1)).join(', '),
    holds: gains.every((gain) => gain >= 1),
  };
}

function realClaims({ streams, models }: StreamComparison): Claim[] {
  const of = (name: string) => models.filter(({ stream }) => stream === name);
  const [electricity, weather, insects] = ['Electricity', 'NOAA weather', 'INSECTS'].map(of);
  const finding = strawManFindings({ streams, models }).find(({ stream }) => stream === 'Electricity')!;
  const detectors = insects.filter(({ role }) => role === 'detector');
  const answered = detectors.reduce((sum, { unannotatedAlarms }) => sum + unannotatedAlarms, 0);
  const detected = detectors.reduce((sum, { evaluation }) => sum + (evaluation?.detected ?? 0), 0);
  return [
    {
      id: 'electricity-no-change',
      claim: 'On Electricity repeating the last label is right in 85.3 % of rows',
      expected: '85.3 %',
      measured: percent(accuracyOf(electricity, 'no-change')),
      holds: percent(accuracyOf(electricity, 'no-change')) === '85.3 %',
    },
    {
      id: 'electricity-straw-man',
      claim:
        'and no detector helps naive Bayes as much as a straw man: a rank there says nothing about detecting drift',
      expected: 'a straw man is at least as accurate as the best detector',
      measured: finding.sentence,
      holds: finding.strawManWins,
    },
    {
      id: 'weather-majority',
      claim: 'On NOAA weather saying "no rain" every day is right in 68.6 % of rows',
      expected: '68.6 %',
      measured: percent(accuracyOf(weather, 'majority class')),
      holds: percent(accuracyOf(weather, 'majority class')) === '68.6 %',
    },
    {
      id: 'insects-unannotated',
      claim: 'On INSECTS more alarms answer changes of the class mix that nobody annotated than the annotated drift',
      expected: 'more unannotated answers than detections, all detectors together',
      measured: `${answered} against ${detected}`,
      holds: answered > detected,
    },
  ];
}

function accuracyOf(scores: readonly ModelScore[], name: string): number {
  return scores.find(({ contestant }) => contestant === name)!.accuracy;
}
