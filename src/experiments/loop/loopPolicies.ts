import type { Random } from '../../random';
import { costAwarePolicy } from '../../retraining/deciding/costAwarePolicy';
import type { Policy } from '../../retraining/deciding/decision';
import { limitedPolicy } from '../../retraining/deciding/limitedPolicy';
import { qPolicy } from '../../retraining/deciding/qPolicy';
import type { QTable } from '../../retraining/deciding/qTable';
import type { RetrainingWorld } from '../../retraining/deciding/retrainingWorld';
import { rulePolicy, type RuleTable } from '../../retraining/deciding/rulePolicy';
import { strawPolicies } from '../../retraining/deciding/strawPolicies';
import { trainQTable } from '../../retraining/deciding/trainQTable';
import { tuneRule } from '../../retraining/deciding/tuneRule';
import { adwinMonitor } from './adwinMonitor';
import { errorMonitor } from './errorMonitor';
import type { LoopMonitor } from './loopMonitor';
import type { MeasuredGains } from './measureGains';
import { LEAST } from './retrainLinear';
import { BLOCK, type LoopCosts } from './prequentialLoop';

/** Who takes part in a comparison of policies. */
export interface LoopContestant {
  readonly name: string;
  /** 'fixed' looks at the clock only. */
  readonly role: 'fixed' | 'reactive' | 'ours';
  readonly policy: Policy;
  readonly monitor: () => LoopMonitor;
}

/** What was learnt in simulation for one price of a retraining. */
export interface PreparedPolicies {
  /** Cost of a full retraining in wrong predictions. */
  readonly price: number;
  readonly measured: MeasuredGains;
  readonly table: RuleTable;
  readonly learnt: QTable;
}

/** Cost of each retraining, as a share of that of a full one. */
const SHARES: LoopCosts = { INCREMENTAL: 0.2, PARTIAL: 0.5, FULL: 1 };

/** What retrainings cost where a full one costs `price`. */
export function loopCosts(price: number): LoopCosts {
  return { INCREMENTAL: price * SHARES.INCREMENTAL, PARTIAL: price * SHARES.PARTIAL, FULL: price * SHARES.FULL };
}

/** The simulated world with what was measured: one step is a block, the reward the errors and the price of its retraining. */
export function loopWorld(price: number, { horizon, removes, noise }: MeasuredGains): RetrainingWorld {
  const cure = (name: keyof LoopCosts) => ({ removes: removes[name], cost: SHARES[name] });
  return {
    daysPerStep: 1,
    ...{ arrivals: BLOCK / horizon, sizes: [0.05, 0.45], gradual: 0.5, gradualSteps: 10 },
    // a block of 100 errors at a rate of 0.15 has a standard error of 1/28
    ...{ noise, power: 28, size: 0.1, baseRate: 0.02 },
    cures: { INCREMENTAL: cure('INCREMENTAL'), PARTIAL: cure('PARTIAL'), FULL: cure('FULL') },
    ...{ chance: 0.01, reward: 'lasting', costWeight: price / BLOCK },
  };
}

/** Options of {@link preparePolicies}. */
export interface PrepareOptions {
  readonly random: Random;
  readonly measured: MeasuredGains;
  /** Simulated decisions that the rule is tuned with, and the table learnt with; default 200,000 each. */
  readonly decisions?: number;
}

/**
 * Tunes the thresholds of the rule and learns a table by Q-learning, in the same simulated world with as many decisions each.
 * @example
 * const prepared = preparePolicies(25, { random, measured: measureGains({ random }) });
 */
export function preparePolicies(
  price: number,
  { random, measured, decisions = 200_000 }: PrepareOptions,
): PreparedPolicies {
  const world = loopWorld(price, measured);
  const { table } = tuneRule(world, { random: random.fork('rule'), decisions });
  const learnt = trainQTable(world, { random: random.fork('table'), decisions });
  return { price, measured, table, learnt };
}

/** Days between the retrainings of the periodic policies. */
const PERIODS = [5, 20];

/** Waits until there are samples of the new concept to train on. */
const patient = (policy: Policy): Policy => limitedPolicy(policy, { cooldownDays: 0, leastSamples: LEAST });

const fixed = (name: string, policy: Policy): LoopContestant => ({
  name,
  role: 'fixed',
  policy,
  monitor: errorMonitor,
});

/**
 * Those who decide the same at every price: the clock, ADWIN's alarms and the rule as it is.
 * @example
 * priceless().map(({ name }) => name); // ['never', 'always', …
 */
export function priceless(): readonly LoopContestant[] {
  return [
    fixed('never', strawPolicies.never()),
    fixed('always', strawPolicies.always()),
    fixed('always incremental', strawPolicies.always('INCREMENTAL')),
    ...PERIODS.map((days) => fixed(`every ${days * BLOCK}`, strawPolicies.periodic(days))),
    { name: 'ADWIN', role: 'reactive', policy: patient(strawPolicies.alarmed()), monitor: adwinMonitor },
    { name: 'rule', role: 'reactive', policy: patient(rulePolicy()), monitor: errorMonitor },
  ];
}

/**
 * Those that know the price.
 * @example
 * priced(prepared).map(({ name }) => name); // ['rule, tuned', 'Q-learning', …
 */
export function priced({ price, measured, table, learnt }: PreparedPolicies): readonly LoopContestant[] {
  const costs = loopCosts(price);
  const offer = (name: keyof LoopCosts) => ({ cost: costs[name], gains: measured.gains[name] });
  const offers = { INCREMENTAL: offer('INCREMENTAL'), PARTIAL: offer('PARTIAL'), FULL: offer('FULL') };
  const curves = { offers, errorCost: 1, horizon: measured.horizon };
  const own = { predictionsPerDay: BLOCK, ageing: measured.ageing };
  const learned = qPolicy(learnt, { otherwise: rulePolicy({ table }) });
  return [
    { name: 'rule, tuned', role: 'reactive', policy: patient(rulePolicy({ table })), monitor: errorMonitor },
    { name: 'Q-learning', role: 'reactive', policy: patient(learned), monitor: errorMonitor },
    { name: 'cost-aware, curves alone', role: 'ours', policy: patient(costAwarePolicy(curves)), monitor: errorMonitor },
    { name: 'cost-aware', role: 'ours', policy: patient(costAwarePolicy({ ...curves, own })), monitor: errorMonitor },
  ];
}
