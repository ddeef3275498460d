import { expect } from 'chai';
import { createRandom } from '../../../src/random';
import { comparePolicies } from '../../../src/retraining/deciding/comparePolicies';
import type { Action, Policy } from '../../../src/retraining/deciding/decision';
import { RetrainingSimulator } from '../../../src/retraining/deciding/retrainingSimulator';
import { WEEKLY_WORLD, type RetrainingWorld } from '../../../src/retraining/deciding/retrainingWorld';
import { rulePolicy } from '../../../src/retraining/deciding/rulePolicy';
import { simulatePolicy } from '../../../src/retraining/deciding/simulatePolicy';

const quiet: RetrainingWorld = { ...WEEKLY_WORLD, arrivals: 0, noise: 0, chance: 0 };
const sudden: RetrainingWorld = { ...quiet, arrivals: 1, sizes: [0.5, 0.5], gradual: 0 };

/** A straw man. */
const fixed = (action: Action): Policy => ({
  name: action,
  decide: (_, { day }) => ({ policy: action, action, review: false, because: ['always'], numbers: {}, day }),
});

describe('RetrainingSimulator', () => {
  it('adds a drift, removes a share of it for a cost, and keeps the past', () => {
    const simulator = new RetrainingSimulator(sudden, createRandom(1));
    expect(simulator.observe().estimate.severity).equal(0.5);
    expect(simulator.act('PARTIAL')).deep.equal({
      reward: 0.5 - 0.5 * (1 - 0.7) - 0.1,
      excess: 0.5 * (1 - 0.7),
      cost: 1,
    });
    const { estimate, past } = simulator.observe();
    expect(estimate.severity).closeTo(0.65, 1e-15);
    expect(past).deep.equal({ day: 7, retrainings: [{ day: 0, action: 'PARTIAL', cost: 1 }] });
  });

  it('pays for the excess error that stays, where the reward is lasting', () => {
    const simulator = new RetrainingSimulator({ ...sudden, reward: 'lasting' }, createRandom(1));
    expect(simulator.act('NO_RETRAIN').reward).equal(-0.5);
    expect(simulator.act('NO_RETRAIN').reward).equal(-1);
    expect(simulator.act('FULL').reward).closeTo(-0.05 - 0.2, 1e-12);
  });

  it('spreads gradual drifts over their steps', () => {
    const simulator = new RetrainingSimulator({ ...sudden, gradual: 1, gradualSteps: 5 }, createRandom(1));
    const seen = [0, 1, 2].map(() => {
      const { severity } = simulator.observe().estimate;
      simulator.act('NO_RETRAIN');
      return Number(severity.toFixed(6));
    });
    expect(seen).deep.equal([0.1, 0.3, 0.6]); // one more of them at each step
  });

  it('has the drifts come at the same times, whatever is decided', () => {
    const world = { ...WEEKLY_WORLD, noise: 0, chance: 0, reward: 'improvement' as const };
    const jumps = (action: Action) => {
      const simulator = new RetrainingSimulator({ ...world, sizes: [0.01, 0.01] }, createRandom(5));
      let before = 0;
      return Array.from({ length: 60 }, () => {
        const jump = simulator.observe().estimate.severity - before;
        before = simulator.act(action).excess;
        return Number(jump.toFixed(9));
      });
    };
    expect(jumps('FULL')).deep.equal(jumps('NO_RETRAIN'));
    expect(jumps('FULL').filter((jump) => jump > 0).length).within(5, 60);
  });

  it('is confident of drifts of the size that its posterior is of', () => {
    const small = { ...sudden, sizes: [0.15, 0.15] as const, power: 30, baseRate: 0.02 };
    const confidence = (world: RetrainingWorld) =>
      new RetrainingSimulator(world, createRandom(1)).observe().estimate.confidence;
    expect(confidence({ ...small, size: 0.1 })).above(0.9);
    expect(confidence(small)).below(0.001);
    expect(() => confidence({ ...small, size: 0 })).throw(RangeError, 'invalid world.size');
  });

  it('has a confidence whose Bayes factor is 1 on average where there is no drift', () => {
    const simulator = new RetrainingSimulator({ ...quiet, power: 2, baseRate: 0.2 }, createRandom(3));
    let sum = 0;
    for (let i = 0; i < 20_000; i++) {
      const { confidence } = simulator.observe().estimate;
      sum += confidence / (1 - confidence) / 0.25;
    }
    expect(sum / 20_000).within(0.96, 1.04); // standard error √(e − 1) / √20,000 = 0.009
  });
});

describe('simulatePolicy', () => {
  it('counts what a policy did and what it paid', () => {
    const run = simulatePolicy(
      fixed('FULL'),
      { ...sudden, reward: 'lasting' },
      { random: createRandom(1), episodes: 2, steps: 3 },
    );
    expect(run).include({ policy: 'FULL', retrainings: 1, reviews: 0, cost: 2 });
    expect(run.reward).closeTo(-run.excess - 0.2, 1e-12);
    expect([...run.rewards]).deep.equal([run.reward, run.reward]);
  });

  it('gives the same numbers for the same seed', () => {
    const run = (seed: number) =>
      simulatePolicy(rulePolicy(), WEEKLY_WORLD, { random: createRandom(seed), episodes: 5 });
    expect(run(1)).deep.equal(run(1));
    expect(run(1).reward).not.equal(run(2).reward);
  });

  it('refuses worlds and sizes that are none', () => {
    const run = (world: object, options = {}) =>
      simulatePolicy(rulePolicy(), { ...WEEKLY_WORLD, ...world }, { random: createRandom(1), ...options });
    const wrong: [object, string][] = [
      [{ arrivals: 2 }, 'world.arrivals'],
      [{ gradual: NaN }, 'world.gradual'],
      [{ sizes: [0.5, 0.4] }, 'world.sizes[1]'],
      [{ noise: -1 }, 'world.noise'],
      [{ baseRate: 0 }, 'world.baseRate'],
      [{ daysPerStep: 0 }, 'world.daysPerStep'],
      [{ costWeight: -1 }, 'world.costWeight'],
      [{ reward: 'money' }, 'world.reward'],
      [{ cures: { ...WEEKLY_WORLD.cures, FULL: { removes: 2, cost: 1 } } }, 'world.cures.FULL.removes'],
    ];
    for (const [world, name] of wrong) expect(() => run(world)).throw(RangeError, `invalid ${name}`);
    expect(() => run({}, { episodes: 0 })).throw(RangeError, 'invalid episodes');
    expect(() => run({}, { steps: 1.5 })).throw(RangeError, 'invalid steps');
  });
});

describe('comparePolicies', () => {
  it('finds the rule better than its straw men by total cost, in pairs', () => {
    const world = { ...WEEKLY_WORLD, reward: 'lasting' as const };
    const policies = [rulePolicy(), fixed('NO_RETRAIN'), fixed('FULL')];
    const [rule, never, always] = comparePolicies(policies, world, { random: createRandom(4), episodes: 30 });
    expect(rule.difference).equal(null);
    expect(never.difference!.high).below(0);
    expect(always.difference!.high).below(0);
    expect(never.difference!.estimate).closeTo(never.reward.estimate - rule.reward.estimate, 1e-12);
  });

  it('finds no difference between a policy and itself', () => {
    const same = comparePolicies([rulePolicy(), rulePolicy()], WEEKLY_WORLD, { random: createRandom(4), episodes: 3 });
    expect(same[1].difference).include({ estimate: 0, low: 0, high: 0 });
  });
});
