import type { TextDriftName } from '../../augmentation/text/textDrifts';
import { binomialTest } from '../../stats/binomialTest';
import { mean } from '../../stats/moments';
import type { Claim } from '../claims';
import type { RealArrivals } from './realArrivals';
import { strangeAmongMostDrifted, type TextArrivals } from './textArrivals';
import { SWEEP_LEVEL, type SweepPoint, type TextDriftSweep } from './textDriftSweep';
import { percent } from '../percent';

const ALPHA = 0.05;
/** Drifts that take away what a text says. */
const HARMFUL: readonly TextDriftName[] = ['foreignWords', 'outOfDomain', 'truncation', 'typos', 'vocabularyShift'];

/**
 * What the notebook on drift of texts claims, with what came out. Claims about real texts are only made where they were there.
 * @example
 * await writeClaims('out/claims.json', textDriftClaims(sweep, real));
 */
export function textDriftClaims(sweep: TextDriftSweep, real: RealArrivals): Claim[] {
  const claims = [levelClaim(sweep), ...harmClaims(sweep), ...harmlessClaims(sweep)];
  if (real.kind === 'none') return claims;
  return [
    ...claims,
    ...arrivalClaims('clinc', 'questions out of scope', real.clinc, 0.4),
    ...arrivalClaims('banking', 'SMS messages', real.banking, 0.2),
    namedClaim(real.banking),
    confidenceClaim(real.clinc),
  ];
}

function levelClaim({ calm }: TextDriftSweep): Claim {
  const rates = Object.entries(calm.alarms);
  const [name, worst] = rates.reduce((most, one) => (one[1].estimate > most[1].estimate ? one : most));
  return {
    id: 'text-level',
    claim: 'At severity 0 no detector alarms in more than 5 % of pairs of samples',
    expected: `${100 * SWEEP_LEVEL} % interval of each reaches down to 5 %`,
    measured: `at most ${percent(worst.estimate)} (${name}), interval from ${percent(worst.low)}`,
    holds: rates.every(([, { low }]) => low <= ALPHA),
  };
}

function harmClaims({ calm, points }: TextDriftSweep): Claim[] {
  const worst = points.filter(({ drift, severity }) => severity === 1 && HARMFUL.includes(drift));
  const loss = Math.min(...worst.map(({ accuracy }) => calm.accuracy - accuracy));
  const rate = Math.min(...worst.flatMap(({ alarms }) => [alarms.MMD, alarms['KS, corrected']].map((one) => one.estimate))); // prettier-ignore
  const gap = mean(worst.map(overconfidence)) - overconfidence(calm);
  return [
    {
      id: 'text-accuracy-falls',
      claim: `At severity 1 each of ${HARMFUL.join(', ')} takes away topics`,
      expected: 'accuracy lower by at least 20 points',
      measured: `lower by at least ${points100(loss)} points`,
      holds: loss >= 0.2,
    },
    {
      id: 'text-drift-detected',
      claim: 'and MMD and corrected KS of embeddings see each of them',
      expected: 'alarms in at least 90 % of pairs of samples',
      measured: `at least ${percent(rate)}`,
      holds: rate >= 0.9,
    },
    {
      id: 'text-confidence-lags',
      claim: 'Confidence falls less than accuracy: the model does not know how wrong it is',
      expected: 'mean confidence less accuracy at least 10 points above that at severity 0',
      measured: `${points100(gap)} points`,
      holds: gap >= 0.1,
    },
  ];
}

const overconfidence = ({ confidence, accuracy }: Pick<SweepPoint, 'confidence' | 'accuracy'>): number =>
  confidence - accuracy;

function harmlessClaims({ calm, points }: TextDriftSweep): Claim[] {
  const moved = Math.max(...points.filter(({ drift }) => drift === 'casing').map((point) => point.moved));
  const chat = points.find(({ drift, severity }) => drift === 'symbols' && severity === 0.4)!;
  const loss = calm.accuracy - chat.accuracy;
  const rate = chat.alarms.words.estimate;
  return [
    {
      id: 'text-casing-unseen',
      claim: 'Capitals are drift that these models cannot see: they lower all letters',
      expected: 'embeddings move by less than 0.0001',
      measured: moved < 1e-4 ? 'less than 0.0001' : moved.toFixed(4),
      holds: moved < 1e-4,
    },
    {
      id: 'text-alarm-no-verdict',
      claim: 'Drift need not do harm: symbols at severity 0.4 alarm the test of words and cost little accuracy',
      expected: 'alarms in at least 90 % of pairs of samples, accuracy lower by at most 10 points',
      measured: `${percent(rate)}, ${points100(loss)} points`,
      holds: rate >= 0.9 && loss <= 0.1,
    },
  ];
}

/** No clear evidence before, and an alarm when many have come. */
function arrivalClaims(id: string, what: string, { batches }: TextArrivals, from: number): Claim[] {
  const quiet = Math.min(...batches.filter(({ share }) => share === 0).map(({ report }) => report.pValue));
  const seen = Math.max(...batches.filter(({ share }) => share >= from).map(({ report }) => report.pValue));
  return [
    {
      id: `text-${id}-quiet`,
      claim: `Before ${what} arrive, no batch is clear evidence of drift`,
      expected: 'smallest corrected p of each batch above 0.01',
      measured: `at least ${quiet.toFixed(3)}`,
      holds: quiet > 0.01,
    },
    {
      id: `text-${id}-seen`,
      claim: `It sees ${what} from a share of ${percent(from)} on`,
      expected: 'p ≤ 0.05 in each such batch',
      measured: `at most ${seen.toFixed(3)}`,
      holds: seen <= ALPHA,
    },
  ];
}

/** Does the order of the texts point to those that are strange? */
function namedClaim({ batches }: TextArrivals): Claim {
  const last = batches[batches.length - 1];
  const [found, of] = strangeAmongMostDrifted(last);
  const { pValue } = binomialTest(found, of, { probability: last.share, alternative: 'greater' });
  return {
    id: 'text-banking-named',
    claim: 'The most drifted texts are SMS messages more often than those of the whole batch are',
    expected: `more than ${percent(last.share)}, binomial p ≤ 0.05`,
    measured: `${found} of ${of}`,
    holds: pValue <= ALPHA,
  };
}

function confidenceClaim({ batches }: TextArrivals): Claim {
  const told = batches[batches.length - 1].told!;
  return {
    id: 'text-clinc-told',
    claim: 'Low confidence alone does not sort out questions out of scope',
    expected: 'area under the ROC curve below 0.95',
    measured: told.toFixed(2),
    holds: told < 0.95,
  };
}
const points100 = (share: number): string => (100 * share).toFixed(1);
