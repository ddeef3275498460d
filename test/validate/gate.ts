import type { Random } from '../../src/random';
import { DeploymentWatch } from '../../src/retraining/deployment/deploymentWatch';
import { mixture } from '../../src/retraining/judging/betaMixture';
import { nonInferiority } from '../../src/retraining/judging/nonInferiority';
import type { PairCounts } from '../../src/retraining/judging/pairCounts';
import { pairedPower, type PairRates } from '../../src/retraining/judging/pairedPower';
import { mcnemar } from '../../src/stats/mcnemar';
import { twoProportions } from '../../src/stats/twoProportions';
import type { Cell, Promised, ValidationTable } from './cell';
import { creep } from './creep';
import { gateLevels } from './gateLevels';

const ALPHA = 0.05;

/** Levels and power of all that decides about a challenger. */
export const gate: ValidationTable = {
  name: 'gate',
  title: 'Promotion: how often does it err, how soon does it see?',
  text: `alpha 0.05, margin 0.02. A pair is a sample on which just one of the two models is right; "5.5 against 2.5 %" are the shares of samples won
and lost. 'promoted' is by the bets on pairs (\`betaMixture\`), looked at after each pair. Creep: each of 20 challengers loses 2.5 % and wins
1.5 % of the samples against its champion, and is judged on 3,000 fresh samples by non-inferiority.`,
  cells: [
    equalForever(),
    better('5.5 against 2.5 %', { won: 0.055, lost: 0.025 }),
    power(1000, { won: 0.05, lost: 0.04 }),
    power(7500, { won: 0.05, lost: 0.04 }),
    power(2000, { won: 0.03, lost: 0.015 }),
    atMargin(1000, 0.08),
    atMargin(300, 0.02),
    atMargin(100, 0.1),
    equalClass(100, 0.05),
    equalClass(100, 0.15),
    equalClass(1500, 0.08),
    ...gateLevels,
    ...creep,
    watchEqual(),
    watchRegression(),
  ],
};

function atMost(event: string, probability: number): Promised {
  return { event, kind: 'at most', probability };
}

function nothing(event: string): Promised {
  return { event, kind: 'nothing', probability: 0 };
}

const known = new Map<string, number>();

/** The exact p value; the same counts come again and again. */
function exactP(pairs: PairCounts): number {
  const key = `${pairs.count} ${pairs.won} ${pairs.lost}`;
  const pValue = known.get(key) ?? nonInferiority(pairs).pValue;
  known.set(key, pValue);
  return pValue;
}

/** How many of `count` samples are won and lost. */
function draw(count: number, { won, lost }: PairRates, random: Random): PairCounts {
  const counts = { count, won: 0, lost: 0 };
  for (let i = 0; i < count; i++) {
    const u = random.uniform();
    if (u < won) counts.won++;
    else if (u < won + lost) counts.lost++;
  }
  return counts;
}

function equalForever(): Cell {
  return {
    name: 'equal models, a look after each of 20,000 pairs',
    runs: 1000,
    promises: [atMost('promoted', ALPHA)],
    run: (random) => {
      let [won, lost] = [0, 0];
      while (won + lost < 20_000 && mixture(won, lost, 0.5) < 1 / ALPHA)
        if (random.uniform() < 0.5) won++;
        else lost++;
      return Promise.resolve({ hits: [won + lost < 20_000] });
    },
  };
}

function better(name: string, rates: PairRates): Cell {
  const within = [350, 500, 700, 1200, 1700];
  return {
    name: `better: ${name}`,
    runs: 1000,
    promises: within.map((count) => ({
      event: `promoted within ${count} samples`,
      kind: count === 700 || count === 1700 ? 'at least' : 'nothing',
      probability: count === 700 ? 0.5 : count === 1700 ? 0.9 : 0,
    })),
    run: (random) => {
      let [won, lost, count] = [0, 0, 0];
      while (mixture(won, lost, 0.5) < 1 / ALPHA && count < 1700) {
        count++;
        const u = random.uniform();
        if (u < rates.won) won++;
        else if (u < rates.won + rates.lost) lost++;
      }
      const seen = mixture(won, lost, 0.5) >= 1 / ALPHA;
      return Promise.resolve({ hits: within.map((most) => seen && count <= most) });
    },
  };
}

function power(count: number, rates: PairRates): Cell {
  const gain = 100 * (rates.won - rates.lost);
  return {
    name: `better by ${gain.toFixed(1)} points, ${count} samples`,
    runs: 4000,
    promises: [
      { event: "McNemar's test sees it", kind: 'equal', probability: pairedPower(count, rates) },
      nothing('a test that forgets the pairs sees it'),
    ],
    run: (random) => {
      const { won, lost } = draw(count, rates, random);
      const right = Math.round(0.8 * count);
      const unpaired = twoProportions([Math.min(count, right + won), count], [Math.min(count, right + lost), count]);
      const seen =
        won > lost &&
        mcnemar([
          [0, lost],
          [won, 0],
        ]).pValue <= ALPHA;
      return Promise.resolve({ hits: [seen, won > lost && unpaired.pValue <= ALPHA] });
    },
  };
}

function atMargin(count: number, lost: number): Cell {
  return {
    name: `a loss of the margin, ${100 * lost} % lost, ${count} samples`,
    runs: 4000,
    promises: [
      atMost('taken for not worse (exact)', ALPHA),
      nothing('taken for not worse (score)'),
      nothing('passes the point rule'),
    ],
    run: (random) => {
      const pairs = draw(count, { won: lost - 0.02, lost }, random);
      const [exact, score] = [exactP(pairs), nonInferiority(pairs, { method: 'score' }).pValue].map((p) => p <= ALPHA);
      return Promise.resolve({ hits: [exact, score, pairs.lost - pairs.won <= 0.02 * count] });
    },
  };
}

function equalClass(count: number, each: number): Cell {
  return {
    name: `an equal model, a class of ${count}, ${100 * each} % differ`,
    runs: 4000,
    promises: [
      nothing('rejected by the point rule'),
      atMost('its loss is shown', ALPHA),
      nothing('taken for not worse'),
    ],
    run: (random) => {
      const pairs = draw(count, { won: each / 2, lost: each / 2 }, random);
      const pValue = exactP(pairs);
      return Promise.resolve({ hits: [pairs.lost - pairs.won > 0.02 * count, 1 - pValue <= ALPHA, pValue <= ALPHA] });
    },
  };
}

/** The first sample of `count` at which a watch acts, or 0. */
function watched(watch: DeploymentWatch, count: number, { won, lost }: PairRates, random: Random): number {
  for (let i = 1; i <= count; i++) {
    const u = random.uniform();
    const [deployed, former] = u < won ? [1, 0] : u < won + lost ? [0, 1] : [1, 1];
    if (watch.add({ label: 1, deployed, former }).action === 'rollback') return i;
  }
  return 0;
}

function watchEqual(): Cell {
  return {
    name: 'watch of a version as good as the former one, 20,000 samples, 8 % of them pairs',
    runs: 200,
    promises: [atMost('rolled back', 0.01)],
    run: (random) =>
      Promise.resolve({ hits: [watched(new DeploymentWatch(), 20_000, { won: 0.04, lost: 0.04 }, random) > 0] }),
  };
}

function watchRegression(): Cell {
  const within = [500, 1000, 2000];
  return {
    name: 'watch: 5,000 good samples, then worse by 4 points (2 against 6 %)',
    runs: 400,
    promises: [nothing('rolled back before'), ...within.map((count) => nothing(`rolled back within ${count} samples`))],
    run: (random) => {
      const watch = new DeploymentWatch();
      const before = watched(watch, 5000, { won: 0.05, lost: 0.03 }, random) > 0;
      const at = watched(watch, 2000, { won: 0.02, lost: 0.06 }, random);
      return Promise.resolve({ hits: [before, ...within.map((count) => at > 0 && at <= count)] });
    },
  };
}
