import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DriftlabError } from '../../../src/errors';
import { createRandom } from '../../../src/random';
import { ACTIONS } from '../../../src/retraining/deciding/decision';
import { comparePolicies } from '../../../src/retraining/deciding/comparePolicies';
import { qPolicy } from '../../../src/retraining/deciding/qPolicy';
import { stateCount, stateOf, STATE_EDGES, type QTable } from '../../../src/retraining/deciding/qTable';
import { openQTable, parseQTable, saveQTable } from '../../../src/retraining/deciding/qTableFiles';
import { WEEKLY_WORLD, type RetrainingWorld } from '../../../src/retraining/deciding/retrainingWorld';
import { rulePolicy } from '../../../src/retraining/deciding/rulePolicy';
import { trainQTable } from '../../../src/retraining/deciding/trainQTable';
import { tuneRule } from '../../../src/retraining/deciding/tuneRule';
import { estimate, FRESH } from './past';

/** The excess error is 1 at every decision, so every value is known. */
const certain: RetrainingWorld = { ...WEEKLY_WORLD, arrivals: 1, sizes: [1, 1], gradual: 0, noise: 0, chance: 0 };
const worth = { NO_RETRAIN: 0, INCREMENTAL: 0.3 - 0.04, PARTIAL: 0.7 - 0.1, FULL: 0.95 - 0.2 };
const lasting: RetrainingWorld = { ...WEEKLY_WORLD, reward: 'lasting' };

const visited = ({ values, visits }: QTable, least: number) =>
  values.flatMap((value, i) => (visits[i] >= least ? [{ value, action: ACTIONS[i % ACTIONS.length] }] : []));

describe('states', () => {
  it('are 5 × 3 × 5, each with a number of its own', () => {
    expect(stateCount(STATE_EDGES)).equal(75);
    const numbers = new Set<number>();
    for (const severity of [0, 0.15, 0.3, 0.5, 0.7])
      for (const confidence of [0.5, 0.7, 0.71])
        for (const days of [7, 7.1, 28, 56, 57])
          numbers.add(stateOf(estimate(severity, confidence), { day: days, retrainings: [{ day: 0, action: 'FULL', cost: 1 }] }, STATE_EDGES)); // prettier-ignore
    expect([...numbers]).deep.equal(Array.from({ length: 75 }, (_, i) => i));
  });

  it('put a model that was never retrained with those of long ago', () => {
    const long = { day: 100, retrainings: [{ day: 0, action: 'FULL' as const, cost: 1 }] };
    expect(stateOf(estimate(0.4, 0.6), FRESH, STATE_EDGES)).equal(stateOf(estimate(0.4, 0.6), long, STATE_EDGES));
  });
});

describe('trainQTable', () => {
  it('learns the reward itself without a discount', () => {
    const table = trainQTable(certain, { random: createRandom(1), decisions: 5000, discount: 0 });
    const known = visited(table, 1);
    expect(new Set(known.map(({ action }) => action)).size).equal(4);
    for (const { value, action } of known) expect(value).closeTo(worth[action], 1e-12);
  });

  it('learns what later rewards are worth', () => {
    const table = trainQTable(certain, { random: createRandom(1), decisions: 60_000, discount: 0.5 });
    const best = worth.FULL / (1 - 0.5);
    const known = visited(table, 500);
    expect(new Set(known.map(({ action }) => action)).size).equal(4);
    for (const { value, action } of known) expect(value).closeTo(worth[action] + 0.5 * best, 0.02);
  });

  it('learns to do nothing where retraining is dear, and to retrain where it is free', () => {
    const action = (costWeight: number) =>
      qPolicy(trainQTable({ ...certain, costWeight }, { random: createRandom(2), decisions: 10_000 }), {
        leastVisits: 1,
      }).decide(estimate(1, 0.99), { day: 7, retrainings: [{ day: 0, action: 'FULL', cost: 2 }] }).action;
    expect([action(10), action(0)]).deep.equal(['NO_RETRAIN', 'FULL']);
  });

  it('takes exactly the decisions it may, and the same seed gives the same table', () => {
    const train = (seed: number) =>
      trainQTable(WEEKLY_WORLD, { random: createRandom(seed), decisions: 1003, steps: 50 });
    expect(train(1).visits.reduce((sum, count) => sum + count, 0)).equal(1003);
    expect(train(1)).deep.equal(train(1));
    expect(train(1).values).not.deep.equal(train(2).values);
  });

  it('refuses options outside their ranges', () => {
    const train = (options: object) => () => trainQTable(WEEKLY_WORLD, { random: createRandom(1), ...options });
    expect(train({ decisions: 0 })).throw(RangeError, 'invalid decisions');
    expect(train({ discount: 1 })).throw(RangeError, 'invalid discount');
    expect(train({ exploration: NaN })).throw(RangeError, 'invalid exploration');
    expect(train({ edges: { ...STATE_EDGES, days: [7, 7] } })).throw(RangeError, 'invalid edges.days[1]');
  });
});

describe('qPolicy', () => {
  const edges = { severity: [0.5], confidence: [], days: [] };
  const training = { decisions: 1, discount: 0.9, exploration: 0.3, reward: 'improvement', costWeight: 0.1 };
  const table = (values: number[], visits = values.map(() => 100)): QTable => ({
    ...{ format: 'driftlab q-table', version: 1, edges, values, visits, training },
  });

  it('takes the highest value, the weaker of equals, and shows all of them', () => {
    const policy = qPolicy(table([0.2, 0.2, 0.1, 0, 0, 0.1, 0.2, 0.9]));
    expect(policy.decide(estimate(0.4, 0.9), FRESH).action).equal('NO_RETRAIN');
    const { action, because, numbers } = policy.decide(estimate(0.6, 0.9), FRESH);
    expect(action).equal('FULL');
    expect(because).deep.equal([
      'FULL has the highest learnt value, 0.9',
      'severity 0.6, confidence 0.9, never retrained: buckets 2, 1, 1',
      'NO_RETRAIN: 0 after 100 visits',
      'INCREMENTAL: 0.1 after 100 visits',
      'PARTIAL: 0.2 after 100 visits',
      'FULL: 0.9 after 100 visits',
    ]);
    expect(numbers).include({ severity: 0.6, 'value FULL': 0.9 });
  });

  it('asks for a review where it would be silent about a severe drift', () => {
    const policy = qPolicy(table([0, 0, 0, 0, 1, 0, 0, 0]));
    expect(policy.decide(estimate(0.6, 0.9), FRESH)).include({ action: 'NO_RETRAIN', review: true });
    expect(policy.decide(estimate(0.4, 0.9), FRESH)).include({ action: 'NO_RETRAIN', review: false });
  });

  it('lets the rule decide where it has seen too little, and says so', () => {
    const policy = qPolicy(table([1, 0, 0, 0, 1, 0, 0, 0], [100, 100, 100, 29, 100, 100, 100, 30]));
    const { action, policy: name, because } = policy.decide(estimate(0.4, 0.9), FRESH);
    expect([action, name]).deep.equal(['PARTIAL', 'q-learning']);
    expect(because.slice(0, 2)).deep.equal([
      'an action was tried 29 times in this state, 30 are needed: rule decides',
      'severity 0.4 ≥ 0.3 and confidence 0.9 > 0.6: PARTIAL',
    ]);
    expect(policy.decide(estimate(0.6, 0.9), FRESH).action).equal('NO_RETRAIN');
  });
});

describe('saved tables', () => {
  const learnt = trainQTable(WEEKLY_WORLD, { random: createRandom(1), decisions: 20_000 });
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'q-table-'))));
  after(() => rmSync(folder, { recursive: true }));

  it('come back to the last bit, and decide alike', async () => {
    const path = join(folder, 'deep', 'table.json');
    await saveQTable(path, learnt);
    const restored = await openQTable(path);
    expect(restored).deep.equal(learnt);
    const random = createRandom(7);
    for (let i = 0; i < 200; i++) {
      const drift = estimate(random.uniform(), random.uniform());
      const past = { day: 60, retrainings: [{ day: 60 * random.uniform(), action: 'FULL' as const, cost: 1 }] };
      expect(qPolicy(restored).decide(drift, past)).deep.equal(qPolicy(learnt).decide(drift, past));
    }
  });

  it('are refused with their name when they are damaged or missing', async () => {
    const wrong: [string, string][] = [
      ['{', 'cannot read'],
      ['null', 'expected format'],
      ['{"format":"driftlab q-table","version":2}', 'expected format'],
      [JSON.stringify({ ...learnt, edges: undefined }), 'invalid edges.severity'],
      [JSON.stringify({ ...learnt, values: learnt.values.slice(1) }), 'invalid values.length'],
      [JSON.stringify({ ...learnt, values: learnt.values.map(() => NaN) }), 'invalid values[0]'],
      [JSON.stringify({ ...learnt, visits: learnt.visits.map(() => -1) }), 'invalid visits[0]'],
      [JSON.stringify({ ...learnt, visits: 'none' }), 'invalid visits'],
    ];
    for (const [text, message] of wrong)
      expect(() => parseQTable(text))
        .throw(DriftlabError, message)
        .include({ code: 'DRIFTLAB_INVALID_MODEL' });
    const path = join(folder, 'damaged.json');
    writeFileSync(path, JSON.stringify(learnt).slice(0, -10));
    expect(await openQTable(path).catch((error: Error) => error.message)).include(path);
    const missing = await openQTable(join(folder, 'none.json')).catch((error: DriftlabError) => error);
    expect(missing).include({ code: 'DRIFTLAB_IO' });
  });
});

describe('tuneRule', () => {
  it('is better than the rule in new worlds, and stays within its decisions', () => {
    const tuned = tuneRule(lasting, { random: createRandom(2), decisions: 40_000, candidates: 20 });
    expect(tuned.decisions).within(36_000, 40_000);
    const { FULL, PARTIAL, INCREMENTAL } = tuned.table;
    expect([FULL.severity, PARTIAL.severity, INCREMENTAL.severity]).deep.equal(
      [FULL.severity, PARTIAL.severity, INCREMENTAL.severity].sort((a, b) => b - a),
    );
    const [plain, chosen] = comparePolicies([rulePolicy(), rulePolicy({ table: tuned.table })], lasting, {
      random: createRandom(3),
    });
    expect(chosen.difference!.low).above(0);
    expect(plain.excess).above(chosen.excess);
  });

  it('keeps the rule as it is when nothing else is tried', () => {
    const { table } = tuneRule(lasting, { random: createRandom(2), decisions: 1000, candidates: 1 });
    expect(rulePolicy({ table }).decide(estimate(0.5, 0.71), FRESH)).deep.equal(
      rulePolicy().decide(estimate(0.5, 0.71), FRESH),
    );
  });

  it('refuses fewer decisions than an episode for each candidate', () => {
    expect(() => tuneRule(lasting, { random: createRandom(2), decisions: 103, candidates: 1 })).throw(
      RangeError,
      'invalid decisions',
    );
  });
});

describe('a learnt policy', () => {
  const standings = (world: RetrainingWorld) => {
    const learnt = qPolicy(trainQTable(world, { random: createRandom(1), decisions: 100_000 }));
    const tuned = rulePolicy({ table: tuneRule(world, { random: createRandom(2), decisions: 100_000 }).table });
    return comparePolicies([tuned, rulePolicy(), learnt], world, { random: createRandom(3), episodes: 100 });
  };

  it('loses to the tuned rule where an improvement is paid once, which pays for waiting', () => {
    const [tuned, , learnt] = standings(WEEKLY_WORLD);
    expect(learnt.difference!.high).below(0);
    expect(learnt.excess).below(tuned.excess);
  });

  it('does better than the rule as it is where the error that stays is paid', () => {
    const [, rule, learnt] = standings(lasting);
    expect(learnt.difference!.low).above(rule.difference!.high);
  });
});
