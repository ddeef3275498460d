import { checkInteger, checkNumber, checkOneOf } from '../../errors';
import { ACTIONS, checkEstimate, checkPast, RETRAININGS, type Action, type Policy, type Retraining } from './decision';
import { gainCurve, type GainPoint } from './gainCurve';
import { reviewReason, SEVERE } from './rulePolicy';
import { say } from './say';

/** What a retraining costs, and what it was measured to win. */
export interface RetrainingOffer {
  /** In the unit of `errorCost`. */
  readonly cost: number;
  /** At severity 0 too, if what a needless retraining does is to count. */
  readonly gains: readonly GainPoint[];
}

/** Options of `costAwarePolicy`. */
export interface CostAwareOptions {
  /** Retrainings without an offer are not chosen. */
  readonly offers: Readonly<Partial<Record<Retraining, RetrainingOffer>>>;
  /** What a wrong prediction costs, > 0 in any unit. */
  readonly errorCost: number;
  /** Predictions for which a retraining is expected to last. */
  readonly horizon: number;
  /** Severity in [0, 1] from which an uncertain case asks for a review, default 0.5. */
  readonly severe?: number;
}

/**
 * The action of the largest expected net value (c · g(s) + (1 − c) · g(0)) · horizon · errorCost − cost, with severity
 * s, confidence c and the measured gain g; NO_RETRAIN is worth 0, and of equals the weaker is taken. `review` is true
 * where severity ≥ `severe` and the action is weaker than it would be at confidence 1, or none. The value is as good as
 * the curves: gains measured with fewer samples, or on other kinds of drift, are other gains.
 * @throws {TypeError | RangeError} without an offer, for a cost or horizon that is negative or not finite, and as
 * `gainCurve`.
 * @example
 * const offers = { FULL: { cost: 50, gains: [{ severity: 0, gain: 0 }, { severity: 1, gain: 0.4 }] } };
 * const policy = costAwarePolicy({ offers, errorCost: 1, horizon: 1000 });
 * policy.decide({ severity: 0.5, confidence: 0.9 }, { day: 3, retrainings: [] }).action; // 'FULL': 0.9 · 0.2 · 1000 − 50 = 130
 */
export function costAwarePolicy({ offers, errorCost, horizon, severe = SEVERE }: CostAwareOptions): Policy {
  checkNumber('errorCost', errorCost, Number.MIN_VALUE);
  checkNumber('horizon', horizon, 0);
  checkNumber('severe', severe, 0, 1);
  Object.keys(offers).forEach((name) => checkOneOf('offers', name, RETRAININGS));
  const known = ACTIONS.flatMap((name) => {
    const offer = name === 'NO_RETRAIN' ? undefined : offers[name];
    return offer
      ? [{ name, cost: checkNumber(`offers.${name}.cost`, offer.cost, 0), gain: gainCurve(offer.gains) }]
      : [];
  });
  checkInteger('offers', known.length, 1);
  const worth = (severity: number, confidence: number): Worth[] =>
    known.map(({ name, cost, gain }) => {
      const expected = confidence * gain(severity) + (1 - confidence) * gain(0);
      return { name, cost, expected, net: expected * horizon * errorCost - cost };
    });
  return {
    name: 'cost-aware',
    decide: (estimate, past) => {
      checkEstimate(estimate);
      checkPast(past);
      const { severity, confidence } = estimate;
      const values = worth(severity, confidence);
      const action = best(values);
      const less = ACTIONS.indexOf(action) < ACTIONS.indexOf(best(worth(severity, 1)));
      const review = severity >= severe && (action === 'NO_RETRAIN' || less);
      const sums = [...values].sort((a, b) => b.net - a.net).map((one) => sentence(one, horizon, errorCost));
      const look = review ? [reviewReason(severity, severe, action)] : [];
      const because = [
        summary(action),
        `severity ${say(severity)} with confidence ${say(confidence)}`,
        ...sums,
        ...look,
      ];
      const nets = Object.fromEntries(values.map(({ name, net }) => [`net ${name}`, net]));
      const numbers = { severity, confidence, horizon, errorCost, ...nets };
      return { policy: 'cost-aware', action, review, because, numbers, day: past.day };
    },
  };
}

interface Worth {
  readonly name: Action;
  readonly cost: number;
  readonly expected: number;
  readonly net: number;
}

function best(values: readonly Worth[]): Action {
  let [action, most]: [Action, number] = ['NO_RETRAIN', 0];
  for (const { name, net } of values) if (net > most) [action, most] = [name, net];
  return action;
}

function summary(action: Action): string {
  return action === 'NO_RETRAIN'
    ? 'no retraining is expected to be worth its cost'
    : `${action} is expected to be worth most`;
}

function sentence({ name, cost, expected, net }: Worth, horizon: number, errorCost: number): string {
  const gain = `${say(expected)} fewer errors per prediction × ${say(horizon)} predictions × ${say(errorCost)} per error`;
  return `${name}: ${gain} − cost ${say(cost)} = ${say(net)}`;
}
