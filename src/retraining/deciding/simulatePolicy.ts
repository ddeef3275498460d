import { checkInteger } from '../../errors';
import type { Random } from '../../random';
import type { Policy } from './decision';
import { RetrainingSimulator } from './retrainingSimulator';
import type { RetrainingWorld } from './retrainingWorld';

/** Options of `simulatePolicy`. */
export interface SimulateOptions {
  readonly random: Random;
  /** Independent runs, default 50. */
  readonly episodes?: number;
  /** Decisions in each, default 104. */
  readonly steps?: number;
}

/** How a policy fares, as means over all decisions. */
export interface SimulatedPolicy {
  readonly policy: string;
  /** Mean reward of a decision in each episode: the independent values. */
  readonly rewards: Float64Array;
  readonly reward: number;
  readonly excess: number;
  readonly cost: number;
  /** Shares of the decisions. */
  readonly retrainings: number;
  readonly reviews: number;
}

/**
 * A policy in a simulated world. Episode k is the same world for every policy that is given a `random` of the same
 * seed, so rewards can be compared in pairs.
 * @throws {TypeError | RangeError} if episodes or steps is not an integer ≥ 1, or the world is not valid.
 * @example
 * simulatePolicy(rulePolicy(), WEEKLY_WORLD, { random: createRandom(1) }).reward;
 */
export function simulatePolicy(
  policy: Policy,
  world: RetrainingWorld,
  { random, episodes = 50, steps = 104 }: SimulateOptions,
): SimulatedPolicy {
  checkInteger('steps', steps, 1);
  const rewards = new Float64Array(checkInteger('episodes', episodes, 1));
  const sums = { excess: 0, cost: 0, retrainings: 0, reviews: 0 };
  for (let episode = 0; episode < episodes; episode++) {
    const simulator = new RetrainingSimulator(world, random.fork(`episode ${episode}`));
    for (let step = 0; step < steps; step++) {
      const { estimate, past } = simulator.observe();
      const { action, review } = policy.decide(estimate, past);
      const { reward, excess, cost } = simulator.act(action);
      rewards[episode] += reward / steps;
      sums.excess += excess;
      sums.cost += cost;
      sums.retrainings += Number(action !== 'NO_RETRAIN');
      sums.reviews += Number(review);
    }
  }
  const per = (sum: number) => sum / (episodes * steps);
  return {
    ...{ policy: policy.name, rewards, reward: rewards.reduce((sum, value) => sum + value, 0) / episodes },
    ...{ excess: per(sums.excess), cost: per(sums.cost) },
    ...{ retrainings: per(sums.retrainings), reviews: per(sums.reviews) },
  };
}
