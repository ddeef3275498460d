import type { Interval } from '../../stats/interval';
import { pairedTTest } from '../../stats/pairedTTest';
import { tInterval } from '../../stats/tInterval';
import type { Policy } from './decision';
import type { RetrainingWorld } from './retrainingWorld';
import { simulatePolicy, type SimulatedPolicy, type SimulateOptions } from './simulatePolicy';

/** One policy beside the first. */
export interface PolicyStanding extends Omit<SimulatedPolicy, 'rewards' | 'reward'> {
  /** Mean reward of a decision; the unit of the interval is the episode. */
  readonly reward: Interval;
  /** Its mean reward less that of the first policy in the same episodes, paired; null for the first. */
  readonly difference: Interval | null;
}

/**
 * Policies in the same simulated worlds. Take a `random` that neither training nor tuning has had, or a policy is
 * judged on what it was made for.
 * @throws as `simulatePolicy`; {RangeError} for fewer than two episodes.
 * @example
 * comparePolicies([rulePolicy({ table }), qPolicy(learnt)], WEEKLY_WORLD, { random: createRandom(2) })[1].difference;
 */
export function comparePolicies(
  policies: readonly Policy[],
  world: RetrainingWorld,
  options: SimulateOptions,
): readonly PolicyStanding[] {
  const runs = policies.map((policy) => simulatePolicy(policy, world, options));
  return runs.map(({ rewards, ...run }, i) => ({
    ...run,
    reward: tInterval(rewards),
    difference: i === 0 ? null : pairedTTest(runs[0].rewards, rewards).difference,
  }));
}
