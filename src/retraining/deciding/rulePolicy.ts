import { checkNumber } from '../../errors';
import {
  checkEstimate,
  checkPast,
  RETRAININGS,
  type Action,
  type DriftEstimate,
  type Policy,
  type Retraining,
} from './decision';
import { sayBeside } from './say';

/** What a retraining asks for: severity ≥, and confidence >. */
export interface RuleRow {
  readonly severity: number;
  readonly confidence: number;
}

/** One row for each retraining. */
export type RuleTable = Readonly<Record<Retraining, RuleRow>>;

/** The rule as it is: 0.5/0.7 full, 0.3/0.6 partial, 0.15/0.5 incremental. */
export const RULE: RuleTable = {
  FULL: { severity: 0.5, confidence: 0.7 },
  PARTIAL: { severity: 0.3, confidence: 0.6 },
  INCREMENTAL: { severity: 0.15, confidence: 0.5 },
};

/** A drift of this severity is never passed over in silence. */
export const SEVERE = 0.5;

/** Options of `rulePolicy`. */
export interface RulePolicyOptions {
  /** Default {@link RULE}. */
  readonly table?: RuleTable;
  /** Severity in [0, 1] from which an uncertain case asks for a review, default 0.5. */
  readonly severe?: number;
}

/**
 * The strongest retraining whose row fits (severity ≥ and confidence >), else NO_RETRAIN. `review` is true where
 * severity ≥ `severe` and the action is weaker than the severity alone would ask for, or none: an uncertain severe
 * drift is not silence.
 * @throws {TypeError | RangeError} if a threshold is not a number in [0, 1].
 * @example
 * rulePolicy().decide({ severity: 0.6, confidence: 0.4 }, { day: 12, retrainings: [] });
 * // { action: 'NO_RETRAIN', review: true, because: ['no row of the rule fits', 'not FULL: confidence 0.4 ≤ 0.7', …
 */
export function rulePolicy({ table = RULE, severe = SEVERE }: RulePolicyOptions = {}): Policy {
  for (const name of RETRAININGS) {
    checkNumber(`table.${name}.severity`, table[name]?.severity, 0, 1);
    checkNumber(`table.${name}.confidence`, table[name].confidence, 0, 1);
  }
  checkNumber('severe', severe, 0, 1);
  return {
    name: 'rule',
    decide: (estimate, past) => {
      checkEstimate(estimate);
      checkPast(past);
      const { severity, confidence } = estimate;
      const action = ruled(table, severity, confidence);
      const review = severity >= severe && (action === 'NO_RETRAIN' || action !== ruled(table, severity, Infinity));
      const because = [
        ...reasons(table, action, estimate),
        ...(review ? [reviewReason(severity, severe, action)] : []),
      ];
      return { policy: 'rule', action, review, because, numbers: numbersOf(table, action, estimate), day: past.day };
    },
  };
}

/** The reason of a review, for any policy. */
export function reviewReason(severity: number, severe: number, action: Action): string {
  const done = action === 'NO_RETRAIN' ? 'nothing is done' : `no more than ${action} is done`;
  return `severe (severity ${sayBeside(severity, severe)} ≥ ${severe}), yet ${done}: a person should look`;
}

function ruled(table: RuleTable, severity: number, confidence: number): Action {
  return (
    RETRAININGS.find((name) => severity >= table[name].severity && confidence > table[name].confidence) ?? 'NO_RETRAIN'
  );
}

function numbersOf(table: RuleTable, action: Action, { severity, confidence }: DriftEstimate): Record<string, number> {
  if (action === 'NO_RETRAIN') return { severity, confidence };
  return { severity, confidence, severityBound: table[action].severity, confidenceBound: table[action].confidence };
}

function reasons(table: RuleTable, action: Action, estimate: DriftEstimate): string[] {
  const place = action === 'NO_RETRAIN' ? RETRAININGS.length : RETRAININGS.indexOf(action);
  const missed = RETRAININGS.slice(0, place).map((name) => `not ${name}: ${shortfall(table[name], estimate)}`);
  return [action === 'NO_RETRAIN' ? 'no row of the rule fits' : match(action, table[action], estimate), ...missed];
}

function match(action: Action, row: RuleRow, { severity, confidence }: DriftEstimate): string {
  const size = `severity ${sayBeside(severity, row.severity)} ≥ ${row.severity}`;
  return `${size} and confidence ${sayBeside(confidence, row.confidence)} > ${row.confidence}: ${action}`;
}

function shortfall(row: RuleRow, { severity, confidence }: DriftEstimate): string {
  const { severity: size, confidence: bound } = row;
  const small = severity < size ? [`severity ${sayBeside(severity, size)} < ${size}`] : [];
  const unsure = confidence <= bound ? [`confidence ${sayBeside(confidence, bound)} ≤ ${bound}`] : [];
  return [...small, ...unsure].join(', ');
}
