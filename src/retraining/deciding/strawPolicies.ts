import { checkNumber, checkOneOf } from '../../errors';
import {
  checkEstimate,
  checkPast,
  daysSinceRetraining,
  RETRAININGS,
  type DriftEstimate,
  type Past,
  type Policy,
  type Retraining,
} from './decision';
import { say, sayBeside } from './say';

/**
 * Policies that know nothing of costs, and the first three nothing of drift: what they reach, a policy has to beat.
 * @example
 * comparePolicies([strawPolicies.never(), strawPolicies.always(), rulePolicy()], WEEKLY_WORLD, { random: createRandom(1) });
 */
export const strawPolicies = {
  /** Never retrains. */
  never: (): Policy => straw('never', 'NO_RETRAIN', () => ({ due: false, because: 'never' })),
  /** Retrains at every decision. */
  always: (action: Retraining = 'FULL'): Policy =>
    straw('always', checkAction(action), () => ({ due: true, because: 'always' })),
  /**
   * Retrains when the last retraining is so many days ago; at once if there was none.
   * @throws {TypeError | RangeError} if days is not a number ≥ 0.
   */
  periodic(days: number, action: Retraining = 'FULL'): Policy {
    checkNumber('days', days, 0);
    return straw(`every ${say(days)} days`, checkAction(action), (_, past) => {
      const since = daysSinceRetraining(past);
      if (since === null) return { due: true, because: 'there was no retraining yet' };
      const due = since >= days;
      return { due, because: `${sayBeside(since, days)} days since the last retraining, due after ${say(days)}` };
    });
  },
  /**
   * Retrains whenever the confidence is above a bound, whatever the severity: what an alarm that is answered by retraining does.
   * @throws {TypeError | RangeError} if the bound is not a number in [0, 1].
   */
  alarmed(bound = 0.5, action: Retraining = 'FULL'): Policy {
    checkNumber('bound', bound, 0, 1);
    return straw('alarmed', checkAction(action), ({ confidence }) => {
      const due = confidence > bound;
      return { due, because: `confidence ${sayBeside(confidence, bound)} ${due ? '>' : '≤'} ${bound}` };
    });
  },
} as const;

type Due = (estimate: DriftEstimate, past: Past) => { readonly due: boolean; readonly because: string };

function straw(policy: string, wanted: Retraining | 'NO_RETRAIN', isDue: Due): Policy {
  return {
    name: policy,
    decide: (estimate, past) => {
      checkEstimate(estimate);
      checkPast(past);
      const { due, because } = isDue(estimate, past);
      const { severity, confidence } = estimate;
      const action = due ? wanted : 'NO_RETRAIN';
      return { policy, action, review: false, because: [because], numbers: { severity, confidence }, day: past.day };
    },
  };
}

function checkAction(action: Retraining): Retraining {
  return checkOneOf('action', action, RETRAININGS);
}
