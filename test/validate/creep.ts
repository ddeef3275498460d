import type { Random } from '../../src/random';
import { judge } from '../../src/retraining/judging/judge';
import { judgingPlan } from '../../src/retraining/judging/judgingPlan';
import { ShadowTrial } from '../../src/retraining/judging/shadowTrial';
import type { Cell } from './cell';

const CHALLENGERS = 20;
const SAMPLES = 3000;
const START = 0.9;
const LOST = 0.025;
const WON = 0.015;

const plan = judgingPlan({ primary: 'nonInferiority', critical: ['overall'], resamples: 0 });

/** Twenty challengers, each worse than its champion by a point. */
export const creep: readonly Cell[] = [againstApproved(), againstLast()];

function againstApproved(): Cell {
  return {
    name: 'creep: 20 challengers of −1 point, against every version approved before',
    runs: 150,
    promises: [
      { event: 'final loss reaches the margin', kind: 'at most', probability: 0.05 },
      { event: 'one was promoted', kind: 'nothing', probability: 0 },
    ],
    run: (random) => {
      const promoted = promotions(random, true);
      return Promise.resolve({ hits: [promoted * (LOST - WON) >= 0.02, promoted > 0] });
    },
  };
}

function againstLast(): Cell {
  const losses = [5, 10, 15];
  return {
    name: 'creep: the same against the last champion, each at alpha 0.05',
    runs: 40,
    promises: losses.map((points) => ({
      event: `final loss of ${points} points or more`,
      kind: 'nothing',
      probability: 0,
    })),
    run: (random) => {
      const promoted = promotions(random, false);
      return Promise.resolve({ hits: losses.map((points) => promoted >= points) });
    },
  };
}

/** How many of the challengers are promoted, one after the other. */
function promotions(random: Random, againstAll: boolean): number {
  let approved = 1;
  for (let trial = 1; trial <= CHALLENGERS; trial++) {
    const shadow = new ShadowTrial({
      champion: name(approved - 1),
      challenger: name(approved),
      approved: againstAll ? Array.from({ length: approved }, (_, i) => name(i)) : [],
    });
    for (let i = 0; i < SAMPLES; i++) {
      const label = random.integer(2);
      shadow.add({ label, answers: answers(label, approved, random) });
    }
    const charge = { trial: againstAll ? trial : 1, use: 1 };
    // without spending, alpha is that of a first trial undone: 0.05
    const own = againstAll ? plan : { ...plan, alpha: (plan.alpha * Math.PI ** 2) / 6 };
    if (judge(shadow.evidence(), own, { charge }).outcome === 'PASS') approved++;
  }
  return approved - 1;
}

/** What each version of the line says: a child differs from its parent on a few samples. */
function answers(label: number, youngest: number, random: Random): Record<string, number> {
  const all: Record<string, number> = {};
  let right = random.uniform() < START;
  let accuracy = START;
  for (let version = 0; version <= youngest; version++) {
    if (version > 0) {
      right = random.uniform() < (right ? LOST / accuracy : WON / (1 - accuracy)) ? !right : right;
      accuracy += WON - LOST;
    }
    all[name(version)] = right ? label : 1 - label;
  }
  return all;
}

function name(version: number): string {
  return `v${version}`;
}
