import type { Claim } from '../claims';
import { percent } from '../percent';
import type { PolicyRow } from './policyRows';
import type { PolicyStudy } from './policyStudy';

/** How much more than the best fixed policy in hindsight a policy may cost to be near it. */
const NEAR = 1.1;

/**
 * What the comparison of policies claims, with what came out. Claims about real streams are there if the streams are.
 * @example
 * await writeClaims('out/claims.json', policyClaims(study));
 */
export function policyClaims(study: PolicyStudy): Claim[] {
  const claims = [...study.prices.map((price) => nearBest(study, price)), neverWorst(study), learntBesideTuned(study), calm(study)]; // prettier-ignore
  return study.withoutReal === null ? [...claims, electricity(study)] : claims;
}

/**
 * Streams on which a policy's total is within 10 % of the best fixed policy in hindsight, and how many there are.
 * @example
 * nearStreams(study, 25, 'cost-aware'); // { near: 9, streams: 9 }
 */
export function nearStreams(
  { rows }: PolicyStudy,
  price: number,
  policy: string,
): { readonly near: number; readonly streams: number } {
  const own = rows.filter((row) => row.price === price && row.policy === policy);
  return { near: own.filter(({ relative }) => relative <= NEAR).length, streams: own.length };
}

function nearBest(study: PolicyStudy, price: number): Claim {
  const { near, streams } = nearStreams(study, price, 'cost-aware');
  const least = Math.ceil((7 / 9) * streams);
  return {
    id: `near-best-${price}`,
    claim: `Where a full retraining costs ${price} errors, the cost-aware policy is near the best fixed policy in hindsight`,
    expected: `within 10 % on at least ${least} of ${streams} streams`,
    measured: `${near} of ${streams}`,
    holds: near >= least,
  };
}

function neverWorst({ rows }: PolicyStudy): Claim {
  const ours = rows.filter(({ policy }) => policy === 'cost-aware');
  const total = (row: PolicyRow, name: string) =>
    rows.find(({ policy, stream, price }) => policy === name && stream === row.stream && price === row.price)!.total;
  const worse = ours.filter((row) => row.total > Math.max(total(row, 'never'), total(row, 'always')));
  return {
    id: 'never-worst',
    claim: 'The cost-aware policy is nowhere worse than both never and always retraining',
    expected: '0 streams and prices',
    measured: `${worse.length} of ${ours.length}`,
    holds: worse.length === 0,
  };
}

/** How the learnt policy does beside the tuned rule, over streams and prices. */
function standings({ rows }: PolicyStudy): { readonly better: number; readonly worse: number; readonly equal: number } {
  const signs = rows
    .filter(({ policy }) => policy === 'Q-learning')
    .map(({ stream, price, total }) => {
      const tuned = rows.find((row) => row.policy === 'rule, tuned' && row.stream === stream && row.price === price)!;
      return Math.sign(total - tuned.total);
    });
  const count = (sign: number) => signs.filter((one) => one === sign).length;
  return { better: count(-1), worse: count(1), equal: count(0) };
}

function learntBesideTuned(study: PolicyStudy): Claim {
  const { better, worse, equal } = standings(study);
  return {
    id: 'learnt-beside-tuned',
    claim: 'Q-learning is no better than thresholds that were tuned with as much simulation',
    expected: 'better on at most half of the streams and prices',
    measured: `better on ${better}, equal on ${equal}, worse on ${worse}`,
    holds: better <= (better + equal + worse) / 2,
  };
}

function calm({ rows }: PolicyStudy): Claim {
  const own = rows.filter(({ stream, policy }) => stream === 'none' && policy === 'cost-aware');
  const most = Math.max(...own.map(({ relative }) => relative));
  return {
    id: 'calm-stream',
    claim: 'Where nothing drifts the cost-aware policy costs little more than the best fixed one',
    expected: 'at most 10 % more at every price',
    measured: `${percent(most - 1)} more`,
    holds: most <= NEAR,
  };
}

function electricity({ rows }: PolicyStudy): Claim {
  const own = rows.filter(({ stream, role }) => stream === 'Electricity' && role !== 'naive prediction');
  const best = own.reduce((most, row) => (row.accuracy > most.accuracy ? row : most));
  return {
    id: 'electricity-persistence',
    claim: 'On Electricity no policy brings this model to what repeating the last label reaches: the figures there say nothing of drift', // prettier-ignore
    expected: 'kappa-temporal of the most accurate policy below 0',
    measured: `${best.policy}: ${best.kappaTemporal!.toFixed(2)}`,
    holds: best.kappaTemporal! < 0,
  };
}
