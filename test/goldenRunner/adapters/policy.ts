import type { Action } from '../../../src/retraining/deciding/decision';
import { rulePolicy } from '../../../src/retraining/deciding/rulePolicy';

const NAMES: Readonly<Record<Action, string>> = {
  FULL: 'FULL_RETRAIN',
  PARTIAL: 'PARTIAL_RETRAIN',
  INCREMENTAL: 'INCREMENTAL_UPDATE',
  NO_RETRAIN: 'NO_RETRAIN',
};

/** An operation of the family profiles. */
export function policy(estimate: { readonly severity: number; readonly confidence: number }): unknown {
  return { decision: NAMES[rulePolicy().decide(estimate, { day: 0, retrainings: [] }).action] };
}
