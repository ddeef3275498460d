import type { Random } from '../../src/random';
import { judge } from '../../src/retraining/judging/judge';
import { judgingPlan, type JudgingPlan } from '../../src/retraining/judging/judgingPlan';
import { ShadowTrial } from '../../src/retraining/judging/shadowTrial';
import type { Cell, Promised } from './cell';

/** How often the old and the new model are right alone, in each of two groups. */
interface Truth {
  readonly large: readonly [won: number, lost: number];
  readonly small: readonly [won: number, lost: number];
}

const EQUAL: Truth = { large: [0.04, 0.04], small: [0.04, 0.04] };
const BETTER: Truth = { large: [0.06, 0.025], small: [0.06, 0.025] };
/** Better on the whole, worse by just the margin in the smaller group. */
const UNFAIR: Truth = { large: [0.09, 0.02], small: [0.03, 0.05] };

/** The whole gate: 3,000 samples of two classes and two groups, the smaller one a third. */
export const gateLevels: readonly Cell[] = (['mcnemar', 'bets'] as const).flatMap((primary) => [
  cell(`gate by ${primary}: equal models`, primary, EQUAL, [{ event: 'PASS', kind: 'at most', probability: 0.05 }]),
  cell(`gate by ${primary}: a group loses the margin`, primary, UNFAIR, [
    { event: 'PASS', kind: 'at most', probability: 0.05 },
  ]),
  cell(`gate by ${primary}: better by 3.5 points everywhere`, primary, BETTER, [
    { event: 'PASS', kind: 'nothing', probability: 0 },
  ]),
]);

function cell(name: string, primary: JudgingPlan['primary'], truth: Truth, promises: readonly Promised[]): Cell {
  const plan = judgingPlan({ primary, resamples: 0 });
  return {
    ...{ name, runs: 400 },
    promises: [...promises, { event: 'FAIL', kind: 'nothing', probability: 0 }],
    run: (random) => {
      const { outcome } = judge(trial(truth, random).evidence(), plan);
      return Promise.resolve({ hits: [outcome === 'PASS', outcome === 'FAIL'] });
    },
  };
}

function trial(truth: Truth, random: Random): ShadowTrial {
  const shadow = new ShadowTrial({ champion: 'old', challenger: 'new' });
  for (let i = 0; i < 3000; i++) {
    const group = i % 3 === 0 ? 'small' : 'large';
    const label = random.integer(2);
    const [won, lost] = truth[group];
    const u = random.uniform();
    const [a, b] = u < won ? [false, true] : u < won + lost ? [true, false] : [u < 0.97, u < 0.97];
    shadow.add({ label, group, answers: { old: a ? label : 1 - label, new: b ? label : 1 - label } });
  }
  return shadow;
}
