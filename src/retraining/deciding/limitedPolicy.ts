import { checkNumber } from '../../errors';
import {
  ACTIONS,
  daysSinceRetraining,
  RETRAININGS,
  type Action,
  type Decision,
  type Past,
  type Policy,
  type Retraining,
} from './decision';
import { reviewReason, SEVERE } from './rulePolicy';
import { say, sayBeside } from './say';

/** What may be spent on retrainings in any stretch of days. */
export interface RetrainingBudget {
  readonly cost: number;
  /** Length of the stretch that ends now; a retraining exactly that long ago no longer counts. */
  readonly days: number;
  /** What each retraining costs, in the unit of `PastRetraining.cost`. */
  readonly costs: Readonly<Record<Retraining, number>>;
}

/** Options of `limitedPolicy`. */
export interface LimitOptions {
  /** Fewest days between two retrainings, default 7; at exactly this distance the next is allowed. */
  readonly cooldownDays?: number;
  /** Fewest labelled samples to retrain with, default 0. An estimate that does not tell its samples has none. */
  readonly leastSamples?: number;
  /** Default: no limit. */
  readonly budget?: RetrainingBudget;
  /** Severity in [0, 1] from which a withheld retraining asks for a review, default 0.5. */
  readonly severe?: number;
}

/**
 * A policy within limits. During the cooldown, or with too few samples, nothing is retrained; where the budget does not
 * reach, the strongest weaker retraining that it pays for is taken. A severe drift that is held back asks for a review.
 * @throws {TypeError | RangeError} if an option is negative or not a number.
 * @example
 * const policy = limitedPolicy(rulePolicy(), { cooldownDays: 7, leastSamples: 1000 });
 * const past = { day: 3, retrainings: [{ day: 0, action: 'FULL', cost: 10 }] };
 * policy.decide({ severity: 0.8, confidence: 0.9, samples: 5000 }, past);
 * // { action: 'NO_RETRAIN', review: true, because: ['FULL withheld: 3 days since the last retraining, cooldown 7', …
 */
export function limitedPolicy(
  policy: Policy,
  { cooldownDays = 7, leastSamples = 0, budget, severe = SEVERE }: LimitOptions = {},
): Policy {
  checkNumber('cooldownDays', cooldownDays, 0);
  checkNumber('leastSamples', leastSamples, 0);
  checkNumber('severe', severe, 0, 1);
  if (budget) checkBudget(budget);
  return {
    name: `${policy.name}, limited`,
    decide: (estimate, past) => {
      const wanted = policy.decide(estimate, past);
      const { action } = wanted;
      if (action === 'NO_RETRAIN') return wanted;
      const stops = [...cooling(action, past, cooldownDays), ...short(action, estimate.samples ?? 0, leastSamples)];
      const over = stops.length === 0 && budget ? overspending(action, past, budget) : [];
      return withheld(wanted, [...stops, ...over], { severity: estimate.severity, severe });
    },
  };
}

/** Why an action is withheld, and what is done instead. */
interface Stop {
  readonly instead: Action;
  readonly because: string;
  readonly numbers: Readonly<Record<string, number>>;
}

function checkBudget({ cost, days, costs }: RetrainingBudget): void {
  checkNumber('budget.cost', cost, 0);
  checkNumber('budget.days', days, 0);
  for (const name of RETRAININGS) checkNumber(`budget.costs.${name}`, costs[name], 0);
}

function cooling(action: Retraining, past: Past, cooldownDays: number): Stop[] {
  const days = daysSinceRetraining(past);
  if (days === null || days >= cooldownDays) return [];
  const because = `${action} withheld: ${sayBeside(days, cooldownDays)} days since the last retraining, cooldown ${cooldownDays}`;
  return [{ instead: 'NO_RETRAIN', because, numbers: { daysSinceRetraining: days, cooldownDays } }];
}

function short(action: Retraining, samples: number, leastSamples: number): Stop[] {
  if (samples >= leastSamples) return [];
  const because = `${action} withheld: ${samples} labelled samples, at least ${leastSamples} are asked for`;
  return [{ instead: 'NO_RETRAIN', because, numbers: { samples, leastSamples } }];
}

function overspending(action: Retraining, { day, retrainings }: Past, budget: RetrainingBudget): Stop[] {
  const recent = retrainings.filter((one) => one.day > day - budget.days);
  const left = budget.cost - recent.reduce((sum, { cost }) => sum + cost, 0);
  // 1 − 0.9 pays for 0.1
  const reach = left + 1e-9 * budget.cost;
  const cost = budget.costs[action];
  if (cost <= reach) return [];
  const weaker = ACTIONS.slice(0, ACTIONS.indexOf(action)).reverse();
  const instead = weaker.find((name) => name !== 'NO_RETRAIN' && budget.costs[name] <= reach) ?? 'NO_RETRAIN';
  const purse = `${sayBeside(Math.max(left, 0), cost)} left of ${say(budget.cost)} in ${say(budget.days)} days`;
  const because = `${action} withheld: it costs ${say(cost)}, the budget has ${purse}; ${instead} instead`;
  return [{ instead, because, numbers: { cost, budgetLeft: left } }];
}

function withheld(
  wanted: Decision,
  stops: readonly Stop[],
  { severity, severe }: { readonly severity: number; readonly severe: number },
): Decision {
  if (stops.length === 0) return wanted;
  const action = stops[0].instead;
  const look = severity >= severe ? [reviewReason(severity, severe, action)] : [];
  const before = wanted.because.map((line) => `wanted: ${line}`);
  const numbers = Object.assign({ ...wanted.numbers }, ...stops.map((stop) => stop.numbers)) as Decision['numbers'];
  const because = [...stops.map((stop) => stop.because), ...look, ...before];
  return { ...wanted, action, review: wanted.review || look.length > 0, because, numbers };
}
