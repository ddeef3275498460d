import { checkInteger } from '../../errors';
import type { Random } from '../../random';
import { RULE, rulePolicy, type RuleTable } from './rulePolicy';
import type { RetrainingWorld } from './retrainingWorld';
import { simulatePolicy } from './simulatePolicy';

/** Options of `tuneRule`. */
export interface TuneRuleOptions {
  readonly random: Random;
  /** Simulated decisions in all, default 200,000: what `trainQTable` takes. */
  readonly decisions?: number;
  /** Tables that are tried, the rule as it is among them; default 240. */
  readonly candidates?: number;
  /** Decisions of an episode, default 104. */
  readonly steps?: number;
}

/** A table that did best in simulation. */
export interface TunedRule {
  readonly table: RuleTable;
  /** Mean reward of a decision in the last round: the best of many, so too high for new worlds. */
  readonly reward: number;
  /** That were simulated. */
  readonly decisions: number;
}

const ROUNDS = 4;

/**
 * The rule with the thresholds of the highest mean reward: random search (Bergstra & Bengio 2012) with successive
 * halving (Jamieson & Talwalkar 2016). Sorted uniform severities and confidences, and the rule as it is, meet in the
 * same worlds; in each of four rounds, with a quarter of the decisions and new worlds, the better half stays. The fair
 * opponent of a learnt policy: as much simulation.
 * @throws {TypeError | RangeError} if the decisions are fewer than an episode for each candidate in the first round.
 * @example
 * const { table } = tuneRule(WEEKLY_WORLD, { random: createRandom(1) });
 * rulePolicy({ table });
 */
export function tuneRule(
  world: RetrainingWorld,
  { random, decisions = 200_000, candidates = 240, steps = 104 }: TuneRuleOptions,
): TunedRule {
  checkInteger('candidates', candidates, 1);
  checkInteger('decisions', decisions, ROUNDS * candidates * checkInteger('steps', steps, 1));
  const search = random.fork('tables');
  const tables = [RULE, ...Array.from({ length: candidates - 1 }, () => randomTable(search))];
  let field = tables.map((table) => ({ table, reward: 0 }));
  let spent = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const episodes = Math.floor(decisions / ROUNDS / field.length / steps);
    const worlds = { random: random.fork(`round ${round}`), episodes, steps };
    spent += episodes * field.length * steps;
    field = field
      .map(({ table }) => ({ table, reward: simulatePolicy(rulePolicy({ table }), world, worlds).reward }))
      .sort((a, b) => b.reward - a.reward)
      .slice(0, Math.ceil(field.length / 2));
  }
  return { ...field[0], decisions: spent };
}

function randomTable(random: Random): RuleTable {
  const sorted = () => Array.from({ length: 3 }, () => random.uniform()).sort((a, b) => b - a);
  const [severity, confidence] = [sorted(), sorted()];
  const at = (i: number) => ({ severity: severity[i], confidence: confidence[i] });
  return { FULL: at(0), PARTIAL: at(1), INCREMENTAL: at(2) };
}
