import { checkInteger, checkNumber, checkOneOf } from '../../errors';
import {
  ACTIONS,
  checkEstimate,
  checkPast,
  daysSinceRetraining,
  RETRAININGS,
  type Action,
  type DriftEstimate,
  type Past,
  type Policy,
  type Retraining,
} from './decision';
import { gainCurve, type GainPoint } from './gainCurve';
import { checkOwnMeasurements, learntAgeing, type OwnMeasurements } from './ownMeasurements';
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
  /** With it the policy learns from what its retrainings won how fast models age. Default: it does not. */
  readonly own?: OwnMeasurements;
}

/**
 * The action of the largest expected net value (c · g(s) + (1 − c) · g(0)) · horizon · errorCost − cost, with severity
 * s, confidence c and the measured gain g; NO_RETRAIN is worth 0, and of equals the weaker is taken. `review` is true
 * where severity ≥ `severe` and the action is weaker than it would be at confidence 1, or none. The value is as good as
 * the curves: gains measured with fewer samples, or on other kinds of drift, are other gains.
 *
 * With `own`, models also age without an alarm, at a rate r per day that the past retrainings of the stream tell
 * (`PastRetraining.measured`), and r · age²/2 · predictionsPerDay · errorCost is added: the errors that the age has cost so far. A
 * model that ages evenly is then replaced when they have cost as much as a retraining, which is the best period (Harris
 * 1913). And an uncertain retraining has to be worth more than to wait until it is known whether there is a drift, less the
 * errors made meanwhile.
 * @throws {TypeError | RangeError} without an offer, for a cost or horizon that is negative or not finite, and as
 * `gainCurve`.
 * @example
 * const offers = { FULL: { cost: 50, gains: [{ severity: 0, gain: 0 }, { severity: 1, gain: 0.4 }] } };
 * const policy = costAwarePolicy({ offers, errorCost: 1, horizon: 1000 });
 * policy.decide({ severity: 0.5, confidence: 0.9 }, { day: 3, retrainings: [] }).action; // 'FULL': 0.9 · 0.2 · 1000 − 50 = 130
 */
export function costAwarePolicy({ offers, errorCost, horizon, severe = SEVERE, own }: CostAwareOptions): Policy {
  checkNumber('errorCost', errorCost, Number.MIN_VALUE);
  checkNumber('horizon', horizon, 0);
  checkNumber('severe', severe, 0, 1);
  if (own) checkOwnMeasurements(own);
  const known = checkOffers(offers);
  return {
    name: 'cost-aware',
    decide: (estimate, past) => {
      checkEstimate(estimate);
      checkPast(past);
      const present = circumstances(past, { errorCost, horizon, own });
      const worth = (confidence: number) => known.map((offer) => worthOf(offer, { ...estimate, confidence }, present));
      const values = worth(estimate.confidence);
      const wait = own && waiting(worth, estimate, { errorCost, ...own });
      const action = best(values, wait?.net);
      const less = ACTIONS.indexOf(action) < ACTIONS.indexOf(best(worth(1)));
      const review = estimate.severity >= severe && (action === 'NO_RETRAIN' || less);
      const because = [
        ...reasons(action, values, estimate, present),
        ...(action === 'NO_RETRAIN' && wait && best(values) !== action ? [wait.because] : []),
        ...(review ? [reviewReason(estimate.severity, severe, action)] : []),
      ];
      return { policy: 'cost-aware', action, review, because, numbers: numbersOf(values, estimate, present), day: past.day }; // prettier-ignore
    },
  };
}

interface Offer {
  readonly name: Retraining;
  readonly cost: number;
  readonly gain: (severity: number) => number;
}

function checkOffers(offers: CostAwareOptions['offers']): readonly Offer[] {
  Object.keys(offers).forEach((name) => checkOneOf('offers', name, RETRAININGS));
  const known = [...RETRAININGS].reverse().flatMap((name): Offer[] => {
    const offer = offers[name];
    return offer
      ? [{ name, cost: checkNumber(`offers.${name}.cost`, offer.cost, 0), gain: gainCurve(offer.gains) }]
      : [];
  });
  checkInteger('offers', known.length, 1);
  return known;
}

/** What holds for all actions. */
interface Circumstances {
  readonly errorCost: number;
  readonly horizon: number;
  /** Days since the last retraining, errors per prediction for each, and the errors that they make together. */
  readonly ageing?: { readonly days: number; readonly rate: number; readonly errors: number };
}

function circumstances(
  past: Past,
  { errorCost, horizon, own }: Pick<CostAwareOptions, 'errorCost' | 'horizon' | 'own'>,
): Circumstances {
  const days = daysSinceRetraining(past);
  if (!own || days === null) return { errorCost, horizon };
  const rate = learntAgeing(past, own);
  return { errorCost, horizon, ageing: { days, rate, errors: ((rate * days * days) / 2) * own.predictionsPerDay } };
}

function expectedGain(gain: Offer['gain'], { severity, confidence }: DriftEstimate): number {
  return confidence * gain(severity) + (1 - confidence) * gain(0);
}

function worthOf(
  { name, cost, gain }: Offer,
  estimate: DriftEstimate,
  { errorCost, horizon, ageing }: Circumstances,
): Worth {
  const expected = expectedGain(gain, estimate);
  return { name, cost, expected, net: (expected * horizon + (ageing?.errors ?? 0)) * errorCost - cost };
}

/**
 * What it is worth to decide when it is known whether there is a drift: after a day, or the 1/s² predictions in which a rise s of an error
 * rate near 0.15 comes to 2.8 standard errors. Null where a retraining pays without a drift: there is nothing to wait for.
 */
function waiting(
  worth: (confidence: number) => readonly Worth[],
  { severity, confidence }: DriftEstimate,
  { errorCost, predictionsPerDay }: { readonly errorCost: number; readonly predictionsPerDay: number },
): { readonly net: number; readonly because: string } | null {
  if (best(worth(0)) !== 'NO_RETRAIN') return null;
  const most = Math.max(0, ...worth(1).map(({ net }) => net));
  // s · 1/s²
  const lost = severity > 0 ? confidence * Math.max(severity * predictionsPerDay, 1 / severity) * errorCost : 0;
  const net = confidence * most - lost;
  return { net, because: `waiting for more evidence is expected to cost ${say(lost)}, and is worth ${say(net)}` };
}

interface Worth {
  readonly name: Action;
  readonly cost: number;
  readonly expected: number;
  readonly net: number;
}

/** The action worth most; none where nothing is worth more than `least`. */
function best(values: readonly Worth[], least = 0): Action {
  let [action, most]: [Action, number] = ['NO_RETRAIN', Math.max(0, least)];
  for (const { name, net } of values) if (net > most) [action, most] = [name, net];
  return action;
}

function reasons(
  action: Action,
  values: readonly Worth[],
  { severity, confidence }: DriftEstimate,
  { errorCost, horizon, ageing }: Circumstances,
): string[] {
  const summary =
    action !== 'NO_RETRAIN'
      ? `${action} is expected to be worth most`
      : best(values) === action
        ? 'no retraining is expected to be worth its cost'
        : 'it is better to wait';
  const aged = ageing
    ? [`${say(ageing.days)} days of age at ${say(ageing.rate)} errors per prediction and day: ${say(ageing.errors)} errors`] // prettier-ignore
    : [];
  const more = ageing ? ` + ${say(ageing.errors)} errors of age × ${say(errorCost)}` : '';
  const sums = [...values]
    .sort((a, b) => b.net - a.net)
    .map(({ name, cost, expected, net }) => {
      const gain = `${say(expected)} fewer errors per prediction × ${say(horizon)} predictions × ${say(errorCost)} per error`;
      return `${name}: ${gain}${more} − cost ${say(cost)} = ${say(net)}`;
    });
  return [summary, `severity ${say(severity)} with confidence ${say(confidence)}`, ...aged, ...sums];
}

function numbersOf(
  values: readonly Worth[],
  { severity, confidence }: DriftEstimate,
  { errorCost, horizon, ageing }: Circumstances,
): Record<string, number> {
  const nets = Object.fromEntries(values.map(({ name, net }) => [`net ${name}`, net]));
  const aged = ageing && { daysOfAge: ageing.days, ageing: ageing.rate, errorsOfAge: ageing.errors };
  return { severity, confidence, horizon, errorCost, ...aged, ...nets };
}
