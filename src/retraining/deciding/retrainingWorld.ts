import { checkInteger, checkNumber, checkOneOf } from '../../errors';
import { RETRAININGS, type Retraining } from './decision';

/** What a retraining does in a simulated world. */
export interface SimulatedCure {
  /** Share in [0, 1] of the excess error that it removes. */
  readonly removes: number;
  readonly cost: number;
}

/**
 * What a decision is paid for. 'improvement': the excess error that it removes, once; this pays for waiting until
 * drifts have added up, since the errors made meanwhile cost nothing. 'lasting': minus the excess error that stays, at
 * every step.
 */
export const REWARDS = ['improvement', 'lasting'] as const;

/** A deployed model and its drifts, in steps of some days. For a real model take its own measurements. */
export interface RetrainingWorld {
  readonly daysPerStep: number;
  /** Chance that a drift begins at a step. */
  readonly arrivals: number;
  /** Drifts add an excess error that is uniform between these, at most 1 in all. */
  readonly sizes: readonly [number, number];
  /** Share of drifts that come gradually, and the steps they take. */
  readonly gradual: number;
  readonly gradualSteps: number;
  /** Standard deviation of the measured severity. */
  readonly noise: number;
  /** The detectors' statistic is normal with standard deviation 1 and the mean power × excess error. */
  readonly power: number;
  /** The posterior behind the confidence is that of an excess error of this size in (0, 1] against none; default 0.5. */
  readonly size?: number;
  /** Prior probability of a drift behind the confidence, in (0, 1). */
  readonly baseRate: number;
  readonly cures: Readonly<Record<Retraining, SimulatedCure>>;
  /** Excess error that a retraining leaves by chance: the absolute value of a normal with this standard deviation. */
  readonly chance: number;
  readonly reward: (typeof REWARDS)[number];
  /** Reward lost for a cost of 1. */
  readonly costWeight: number;
}

/** A model that is looked at every week; reward improvement − 0.1 · cost. */
export const WEEKLY_WORLD: RetrainingWorld = {
  ...{ daysPerStep: 7, arrivals: 0.1, sizes: [0.1, 0.8], gradual: 0.5, gradualSteps: 6 },
  ...{ noise: 0.1, power: 6, baseRate: 0.1 },
  cures: {
    INCREMENTAL: { removes: 0.3, cost: 0.4 },
    PARTIAL: { removes: 0.7, cost: 1 },
    FULL: { removes: 0.95, cost: 2 },
  },
  ...{ chance: 0.01, reward: 'improvement', costWeight: 0.1 },
};

/** @throws {TypeError | RangeError} that names the first number that is not what it must be. */
export function checkWorld(world: RetrainingWorld): RetrainingWorld {
  checkNumber('world.daysPerStep', world.daysPerStep, Number.MIN_VALUE);
  for (const name of ['arrivals', 'gradual', 'costWeight'] as const)
    checkNumber(`world.${name}`, world[name], 0, name === 'costWeight' ? Infinity : 1);
  checkNumber('world.sizes[1]', world.sizes[1], checkNumber('world.sizes[0]', world.sizes[0], 0, 1), 1);
  checkInteger('world.gradualSteps', world.gradualSteps, 1);
  for (const name of ['noise', 'power', 'chance'] as const) checkNumber(`world.${name}`, world[name], 0);
  checkNumber('world.size', world.size ?? 0.5, Number.EPSILON, 1);
  checkNumber('world.baseRate', world.baseRate, Number.EPSILON, 1 - Number.EPSILON);
  for (const name of RETRAININGS) {
    checkNumber(`world.cures.${name}.removes`, world.cures[name].removes, 0, 1);
    checkNumber(`world.cures.${name}.cost`, world.cures[name].cost, 0);
  }
  checkOneOf('world.reward', world.reward, REWARDS);
  return world;
}
