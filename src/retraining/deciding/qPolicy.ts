import { checkInteger, checkNumber } from '../../errors';
import { ACTIONS, checkEstimate, checkPast, daysSinceRetraining, type Policy } from './decision';
import { checkQTable, stateBuckets, stateOf, type QTable } from './qTable';
import { reviewReason, rulePolicy, SEVERE } from './rulePolicy';
import { say } from './say';

/** Options of `qPolicy`. */
export interface QPolicyOptions {
  /** Decides where the table knows too little; default `rulePolicy()`. */
  readonly otherwise?: Policy;
  /** Visits that each action of a state needs for its value to count, default 30. */
  readonly leastVisits?: number;
  /** Severity in [0, 1] from which doing nothing asks for a review, default 0.5. */
  readonly severe?: number;
}

/**
 * The action of the highest learnt value; of equals the weaker. In a state that was seldom met in training another
 * policy decides, and the decision says so: a value of 0 that was never learnt is no opinion. `review` is true where
 * severity ≥ `severe` and nothing is done.
 *
 * Compare it with `tuneRule` before it is used. In the weekly world, with five seeds and 200,000 decisions each, it did
 * worse than the tuned rule in all five where an improvement is paid once (0.026 against 0.032 a decision); where the
 * error that stays is paid it did worse in three, as well in one, better in one.
 * @throws {TypeError | RangeError} if the table is not valid, or an option is outside its range.
 * @example
 * qPolicy(table).decide({ severity: 0.6, confidence: 0.9 }, { day: 30, retrainings: [] }).because[0];
 * // such as 'FULL has the highest learnt value, 1.03'
 */
export function qPolicy(
  table: QTable,
  { otherwise = rulePolicy(), leastVisits = 30, severe = SEVERE }: QPolicyOptions = {},
): Policy {
  checkQTable(table);
  checkInteger('leastVisits', leastVisits, 0);
  checkNumber('severe', severe, 0, 1);
  return {
    name: 'q-learning',
    decide: (estimate, past) => {
      checkEstimate(estimate);
      checkPast(past);
      const at = stateOf(estimate, past, table.edges) * ACTIONS.length;
      const [values, visits] = [table.values, table.visits].map((all) => all.slice(at, at + ACTIONS.length));
      const known = Math.min(...visits);
      if (known < leastVisits) {
        const other = otherwise.decide(estimate, past);
        const why = `an action was tried ${known} times in this state, ${leastVisits} are needed: ${otherwise.name} decides`;
        return { ...other, policy: 'q-learning', because: [why, ...other.because] };
      }
      const { severity, confidence } = estimate;
      const value = Math.max(...values);
      const action = ACTIONS[values.indexOf(value)];
      const review = severity >= severe && action === 'NO_RETRAIN';
      const since = daysSinceRetraining(past);
      const buckets = stateBuckets(estimate, past, table.edges).map((bucket) => bucket + 1);
      const days = since === null ? 'never retrained' : `${say(since)} days since the last retraining`;
      return {
        ...{ policy: 'q-learning', action, review, day: past.day },
        because: [
          `${action} has the highest learnt value, ${say(value)}`,
          `severity ${say(severity)}, confidence ${say(confidence)}, ${days}: buckets ${buckets.join(', ')}`,
          ...ACTIONS.map((name, i) => `${name}: ${say(values[i])} after ${visits[i]} visits`),
          ...(review ? [reviewReason(severity, severe, action)] : []),
        ],
        numbers: {
          severity,
          confidence,
          ...Object.fromEntries(ACTIONS.map((name, i) => [`value ${name}`, values[i]])),
        },
      };
    },
  };
}
