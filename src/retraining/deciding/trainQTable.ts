import { checkInteger, checkNumber } from '../../errors';
import type { Random } from '../../random';
import { ACTIONS } from './decision';
import { checkEdges, stateCount, stateOf, STATE_EDGES, type QTable, type StateEdges } from './qTable';
import { RetrainingSimulator } from './retrainingSimulator';
import type { RetrainingWorld } from './retrainingWorld';

/** Options of `trainQTable`. */
export interface TrainQTableOptions {
  readonly random: Random;
  /** Simulated decisions, default 200,000. The 52 of a year are far too few for 75 states. */
  readonly decisions?: number;
  /** Decisions of an episode, default 104. */
  readonly steps?: number;
  /** Of later rewards, in [0, 1); default 0.9. */
  readonly discount?: number;
  /** Share of decisions that are random, in [0, 1]; default 0.3. */
  readonly exploration?: number;
  /** Default {@link STATE_EDGES}. */
  readonly edges?: StateEdges;
}

/**
 * Q-learning (Watkins & Dayan 1992) in a simulated world, with the learning rate visits^−0.7 of each state and action
 * (polynomial, as in Even-Dar & Mansour 2003) and ε-greedy exploration. An episode that ends is cut off, not over: its
 * last value counts the state that follows. What is learnt holds for that world; the states show severity with its
 * errors of measurement, so they are not quite Markov.
 * @throws {TypeError | RangeError} for wrong options or a world that is not valid.
 * @example
 * const table = trainQTable(WEEKLY_WORLD, { random: createRandom(1) });
 * qPolicy(table).decide({ severity: 0.6, confidence: 0.9 }, { day: 30, retrainings: [] }).action;
 */
export function trainQTable(
  world: RetrainingWorld,
  { random, decisions = 200_000, steps = 104, discount = 0.9, exploration = 0.3, edges = STATE_EDGES }: TrainQTableOptions, // prettier-ignore
): QTable {
  checkInteger('decisions', decisions, 1);
  checkInteger('steps', steps, 1);
  checkNumber('discount', discount, 0, 1 - Number.EPSILON);
  checkNumber('exploration', exploration, 0, 1);
  const learner = new QLearner(stateCount(checkEdges(edges)), discount);
  const explore = random.fork('exploration');
  for (let done = 0, episode = 0; done < decisions; done += steps, episode++) {
    const simulator = new RetrainingSimulator(world, random.fork(`episode ${episode}`));
    const look = () => {
      const { estimate, past } = simulator.observe();
      return stateOf(estimate, past, edges);
    };
    let state = look();
    for (let step = 0; step < Math.min(steps, decisions - done); step++) {
      const action = explore.uniform() < exploration ? explore.integer(ACTIONS.length) : learner.best(state);
      const { reward } = simulator.act(ACTIONS[action]);
      const next = look();
      learner.learn(state, action, reward, next);
      state = next;
    }
  }
  return {
    ...{ format: 'driftlab q-table', version: 1, edges },
    ...{ values: [...learner.values], visits: [...learner.visits] },
    training: { decisions, discount, exploration, reward: world.reward, costWeight: world.costWeight },
  };
}

class QLearner {
  readonly values: Float64Array;
  readonly visits: Float64Array;

  constructor(
    states: number,
    private readonly discount: number,
  ) {
    this.values = new Float64Array(states * ACTIONS.length);
    this.visits = new Float64Array(states * ACTIONS.length);
  }

  best(state: number): number {
    const own = this.own(state);
    return own.indexOf(Math.max(...own));
  }

  learn(state: number, action: number, reward: number, next: number): void {
    const at = state * ACTIONS.length + action;
    const target = reward + this.discount * Math.max(...this.own(next));
    this.values[at] += (target - this.values[at]) * (++this.visits[at]) ** -0.7;
  }

  private own(state: number): Float64Array {
    return this.values.subarray(state * ACTIONS.length, (state + 1) * ACTIONS.length);
  }
}
