import { poolEvaluations, type StreamEvaluation } from '../../metrics/streamEvaluation';
import { RETRAININGS } from '../../retraining/deciding/decision';
import { mean } from '../../stats/moments';
import { loopCosts, type LoopContestant } from './loopPolicies';
import type { LoopScore } from './loopScore';
import type { LoopStream } from './loopStreams';
import type { LoopRun } from './prequentialLoop';

/** One policy on one run of one stream; the price is null where the policy does not know it. */
export interface ScoredRun {
  readonly stream: LoopStream;
  readonly price: number | null;
  readonly policy: string;
  readonly role: LoopContestant['role'] | 'naive prediction';
  readonly run: LoopRun;
  readonly score: LoopScore;
}

/** One policy on one stream at one price; numbers are means over the runs, the evaluation is that of all runs together. */
export interface PolicyRow extends Omit<LoopScore, 'predictions'> {
  readonly stream: string;
  readonly kind: LoopStream['kind'];
  /** What a full retraining costs, in wrong predictions. */
  readonly price: number;
  readonly policy: string;
  readonly role: ScoredRun['role'];
  readonly runs: number;
  /** Errors and cost of retrainings together, in wrong predictions. */
  readonly total: number;
  /** The total of each run. */
  readonly totals: readonly number[];
  /** Total over that of the best fixed policy on this stream at this price, in hindsight. */
  readonly relative: number;
  readonly cost: number;
  readonly accuracy: number;
}

/**
 * A row for each stream, price and policy.
 * @example
 * policyRows(scored, [25]).filter(({ policy }) => policy === 'cost-aware').map(({ relative }) => relative);
 */
export function policyRows(scored: readonly ScoredRun[], prices: readonly number[]): PolicyRow[] {
  const streams = [...new Set(scored.map(({ stream }) => stream.name))];
  return streams.flatMap((stream) =>
    prices.flatMap((price) => {
      const own = scored.filter((one) => one.stream.name === stream && (one.price ?? price) === price);
      const names = [...new Set(own.map(({ policy }) => policy))];
      const rows = names.map((name) => rowOf(own.filter(({ policy }) => policy === name), price)); // prettier-ignore
      const best = Math.min(...rows.filter(({ role }) => role === 'fixed').map(({ total }) => total));
      return rows.map((row) => ({ ...row, relative: row.total / best }));
    }),
  );
}

function rowOf(runs: readonly ScoredRun[], price: number): Omit<PolicyRow, 'relative'> {
  const scores = runs.map(({ score }) => score);
  const costs = loopCosts(price);
  const costOf = ({ retrainings }: LoopScore) => RETRAININGS.reduce((sum, name) => sum + costs[name] * retrainings[name], 0); // prettier-ignore
  const over = (of: (score: LoopScore) => number) => mean(scores.map(of));
  const totals = scores.map((score) => score.errors + costOf(score));
  const [{ stream, policy, role }] = runs;
  return {
    ...{ stream: stream.name, kind: stream.kind, price, policy, role, runs: runs.length, totals, total: mean(totals) },
    errors: over(({ errors }) => errors),
    cost: over(costOf),
    accuracy: 1 - over(({ errors, predictions }) => errors / predictions),
    kappaTemporal: meanOfKnown(scores.map((score) => score.kappaTemporal)),
    retrainings: {
      INCREMENTAL: over(({ retrainings }) => retrainings.INCREMENTAL),
      PARTIAL: over(({ retrainings }) => retrainings.PARTIAL),
      FULL: over(({ retrainings }) => retrainings.FULL),
    },
    promotions: over(({ promotions }) => promotions),
    falsePromotions: over(({ falsePromotions }) => falsePromotions),
    evaluation: pooled(scores.map(({ evaluation }) => evaluation)),
    forgetting: meanOfKnown(scores.map(({ forgetting }) => forgetting)),
  };
}

function meanOfKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : mean(known);
}

function pooled(evaluations: readonly (StreamEvaluation | null)[]): StreamEvaluation | null {
  const known = evaluations.filter((one) => one !== null);
  return known.length === 0 ? null : poolEvaluations(known);
}
