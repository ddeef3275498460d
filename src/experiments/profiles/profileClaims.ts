import type { ProfileComparison } from '../../profile/compareProfiles';
import type { NumericPart } from '../../profile/numericPart';
import type { PartComparison } from '../../profile/partComparison';
import type { Claim } from '../claims';
import type { ProfileCases } from './profileCases';
import type { RealProfiles } from './realProfiles';

/**
 * What the notebook on profiles claims, with what came out. Claims about real data are only made where it was there.
 * @example
 * await writeClaims('out/claims.json', profileClaims(cases, real));
 */
export function profileClaims(cases: ProfileCases, real: RealProfiles): Claim[] {
  return [...caseClaims(cases), ...(real.kind === 'none' ? [] : realClaims(real))];
}

function caseClaims({ lengths, channels, classes, identical, tokens }: ProfileCases): Claim[] {
  const { score, distribution } = classes.parts[0];
  const shifts = channels.parts.slice(0, 3);
  const zero = identical.parts.every((one) => one.score === 0);
  return [
    statusClaim('case-lengths', 'Texts that grow from 120 to 200 words alert', lengths, 'alert', 'length'),
    {
      id: 'case-channels',
      claim: 'Channels that move from .5, .5, .5 to .6, .4, .5 are found, and the third one is not',
      expected: 'alert, alert, ok',
      measured: shifts.map(({ status }) => status).join(', '),
      holds: shifts.map(({ status }) => status).join() === 'alert,alert,ok',
    },
    {
      id: 'case-classes',
      claim: 'Classes that go from 40/60 to 80/20 alert, with the numbers of the textbook',
      expected: 'alert, KL 0.551 bits, JS distance 0.353',
      measured: `${classes.status}, KL ${distribution!.klDivergence.toFixed(3)} bits, JS distance ${score.toFixed(3)}`,
      holds:
        classes.status === 'alert' &&
        Math.abs(distribution!.klDivergence - 0.551) < 5e-4 &&
        Math.abs(score - 0.353) < 5e-4,
    },
    {
      id: 'case-identical',
      claim: 'A profile has no distance to itself',
      expected: 'every score exactly 0, ok',
      measured: `${zero ? 'all 0' : 'not all 0'}, ${identical.status}`,
      holds: zero && identical.status === 'ok',
    },
    statusClaim('case-tokens', 'Texts whose frequent words are others alert', tokens, 'alert', 'tokens'),
  ];
}

function realClaims({ comparisons, whole, merged }: RealProfiles & { kind: 'real' }): Claim[] {
  const { adultSplit, adultAge, bikeSeason, smsBank, breastSplit, breastScanner } = comparisons;
  const [hour, words] = [partOf(bikeSeason, 'hr'), partOf(smsBank, 'tokens')];
  return [
    statusClaim('adult-split', 'The two files of Adult are of one distribution', adultSplit, 'ok'),
    statusClaim('adult-age', 'People of 50 and more are others than those under 35', adultAge, 'alert', 'age'),
    statusClaim('adult-age-marriage', 'and not in their age alone', adultAge, 'alert', 'marital_status'),
    statusClaim('bike-season', 'Summer and winter differ in temperature', bikeSeason, 'alert', 'temp'),
    {
      id: 'bike-hour',
      claim: 'and not in the hours that were counted',
      expected: 'hr ok',
      measured: `hr ${hour.status}`,
      holds: hour.status === 'ok',
    },
    statusClaim('sms-length', 'SMS messages are of other lengths than questions to a bank', smsBank, 'alert', 'length'),
    {
      id: 'sms-words',
      claim:
        'Half of the frequent words of any English are the same: the limit of 0.5 misses SMS messages, chance does not explain them',
      expected: '1 − overlap below 0.5 and above what chance makes',
      measured: `${words.score.toFixed(3)}, chance ${words.chance.toFixed(3)}`,
      holds: words.score < 0.5 && words.score > words.chance,
    },
    statusClaim('breast-split', 'Training and test images of BreastMNIST are alike', breastSplit, 'ok'),
    statusClaim('breast-scanner', 'A scanner with another gamma is seen', breastScanner, 'alert', 'channel 0'),
    mergeClaim(whole.parts[0] as NumericPart, merged.parts[0] as NumericPart),
  ];
}

function statusClaim(id: string, claim: string, comparison: ProfileComparison, status: string, part?: string): Claim {
  const found = part === undefined ? comparison : partOf(comparison, part);
  const named = part === undefined ? '' : `${part} `;
  const score = 'score' in found ? `, score ${found.score.toFixed(3)}, chance ${found.chance.toFixed(3)}` : '';
  const measured = `${named}${found.status}${score}`;
  return { id, claim, expected: `${named}${status}`, measured, holds: found.status === status };
}

/** The part of a name, by the measure with the largest score. */
function partOf({ parts }: ProfileComparison, name: string): PartComparison {
  return parts.filter((part) => part.name === name).reduce((most, part) => (part.score > most.score ? part : most));
}

function mergeClaim(whole: NumericPart, merged: NumericPart): Claim {
  const spread = Math.sqrt(whole.moments.m2 / whole.moments.count);
  const gap = Math.abs(whole.moments.mean - merged.moments.mean) / spread;
  const counts = whole.histogram.counts.join() === merged.histogram.counts.join();
  return {
    id: 'merge-adult',
    claim: 'Adult profiled in ten parts and merged is Adult profiled whole',
    expected: 'ages: counts in bins equal, mean within 1e-12 standard deviations',
    measured: `counts ${counts ? 'equal' : 'differ'}, mean within ${gap < 1e-12 ? '1e-12' : gap.toExponential(1)}`,
    holds: counts && gap < 1e-12,
  };
}
