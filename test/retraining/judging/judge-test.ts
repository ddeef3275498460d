import { expect } from 'chai';
import fc from 'fast-check';
import { createRandom } from '../../../src/random';
import { judge } from '../../../src/retraining/judging/judge';
import { judgingPlan, type JudgingPlan } from '../../../src/retraining/judging/judgingPlan';
import { priorPower } from '../../../src/retraining/judging/priorPower';
import { replayVerdict, verdictHash } from '../../../src/retraining/judging/replayVerdict';
import { shadowEvidence, type ShadowedSamples } from '../../../src/retraining/judging/shadowEvidence';
import { ShadowTrial } from '../../../src/retraining/judging/shadowTrial';
import type { Verdict } from '../../../src/retraining/judging/verdict';
import { contest } from './contest';

const V1_V2 = { champion: 'v1', challenger: 'v2' };

function judged(samples: ShadowedSamples, options: Partial<JudgingPlan> = {}): Verdict {
  return judge(shadowEvidence(samples, V1_V2), judgingPlan({ resamples: 0, ...options }));
}

describe('judge', () => {
  it('passes a challenger that is better and loses nothing', () => {
    for (const primary of ['mcnemar', 'bets', 'nonInferiority', 'marginBets'] as const) {
      const { outcome, because } = judged(contest(4000, 220, 100), { primary });
      expect(outcome, `${primary}: ${because.join('; ')}`).equal('PASS');
    }
  });

  it('is inconclusive about an equal one, and says how many further samples are needed', () => {
    const { outcome, further, prior } = judged(contest(1000, 40, 40));
    expect(outcome).equal('INCONCLUSIVE');
    expect(further).within(500, 2500);
    expect(prior.power).closeTo(0.489, 0.01);
    expect(prior.needs).within(1800, 1950);
    expect(judged(contest(20_000, 800, 800)).further, 'nothing to be seen').equal(null);
    const unlabelled = contest(4000, 220, 100);
    const labels = Array.from(unlabelled.labels, (label, i) => (i === 5 ? null : label));
    expect(judged({ ...unlabelled, labels }).further, 'no question of numbers').equal(null);
  });

  it('passes an equal one where that is what was asked', () => {
    expect(judged(contest(5000, 200, 200), { primary: 'nonInferiority' }).outcome).equal('PASS');
    expect(judged(contest(500, 20, 20), { primary: 'nonInferiority', floor: 1 }).outcome).equal('INCONCLUSIVE');
  });

  it('fails one that is worse', () => {
    for (const primary of ['mcnemar', 'bets', 'nonInferiority', 'marginBets'] as const)
      expect(judged(contest(3000, 60, 240), { primary }).outcome, primary).equal('FAIL');
  });

  it('fails one that is better overall and loses a class', () => {
    const samples = contest(6000, 300, 0);
    const labels = Array.from(samples.labels, (label, i) => (i % 15 === 14 ? 2 : label));
    const v1 = Array.from(samples.answers.v1, (answer, i) => (labels[i] === 2 ? 2 : answer));
    const v2 = Array.from(samples.answers.v2, (answer, i) => (labels[i] === 2 ? (i % 4 ? 2 : 0) : answer));
    const { outcome, because, critical } = judged({ labels, answers: { v1, v2 } });
    expect(outcome).equal('FAIL');
    expect(because[0]).match(/^recall of 2 against v1: -2\d\.\d points of 400 samples, a loss above 2\.0 points/);
    expect(critical.find(({ of }) => of === 2)!.outcome).equal('lost');
  });

  it('does not reject an equal model by a point rule alone, but by what its own samples show', () => {
    const samples = contest(2000, 130, 60);
    const groups = Array.from(samples.labels, (_, i) => (i % 40 === 0 ? 'small' : 'large'));
    const { outcome, critical, further } = judged({ ...samples, groups });
    expect(outcome).equal('INCONCLUSIVE');
    const small = critical.find(({ of }) => of === 'small')!;
    expect(small).include({ count: 50, outcome: 'open' });
    expect(further).closeTo((small.needs! - 50) * 40, 1);
    expect(judged({ ...samples, groups }, { critical: ['overall', 'recall'] }).outcome).equal('PASS');
  });

  it('takes decimals for what they are under the point rule', () => {
    const samples = (lost: number) => contest(1000, 0, lost);
    const plan = { rule: 'point', critical: ['overall'], primary: 'nonInferiority', margin: 0.02 } as const;
    expect(judged(samples(20), plan).critical[0].outcome).equal('kept');
    expect(judged(samples(21), plan).critical[0].outcome).equal('lost');
    expect(judged(samples(20), plan).outcome).equal('INCONCLUSIVE');
  });

  it('compares with every version approved before, so that small losses do not add up', () => {
    const n = 8000;
    const labels = Array.from({ length: n }, (_, i) => i % 2);
    const wrong = (share: number) => labels.map((label, i) => (i % 1000 < 1000 * share ? 1 - label : label));
    const samples = { labels, answers: { v1: wrong(0.1), v2: wrong(0.113), v3: wrong(0.126) } };
    const plan = judgingPlan({ primary: 'nonInferiority', resamples: 0 });
    const alone = judge(shadowEvidence(samples, { champion: 'v2', challenger: 'v3' }), plan);
    const all = judge(shadowEvidence(samples, { champion: 'v2', challenger: 'v3', approved: ['v1', 'v2'] }), plan);
    expect(alone.outcome).equal('PASS');
    expect(all.outcome).equal('FAIL');
    expect(all.because[0]).include('against v1');
  });

  it('uses scores where the plan says so', () => {
    const random = createRandom(3);
    const samples = contest(1000, 40, 30);
    const v1 = Array.from(samples.labels, () => random.normal());
    const v2 = v1.map((score) => score + 0.2 + random.normal());
    const plan = { primary: 'permutation', critical: ['overall'] } as const;
    expect(judged({ ...samples, scores: { v1, v2 } }, plan).outcome).equal('PASS');
    expect(judged(samples, plan)).include({ outcome: 'INCONCLUSIVE' });
    expect(judged(samples, plan).because[0]).include('needs scores');
  });

  it('spends less alpha on later trials', () => {
    const evidence = shadowEvidence(contest(3000, 100, 70), V1_V2);
    const plan = judgingPlan({ resamples: 0 });
    expect(judge(evidence, plan).outcome).equal('PASS');
    expect(judge(evidence, plan, { charge: { trial: 4, use: 1 } }).outcome).equal('INCONCLUSIVE');
    expect(judge(evidence, plan, { charge: { trial: 1, use: 4 } }).outcome).equal('INCONCLUSIVE');
  });

  it('has a bootstrap interval of the gain, which is no test', () => {
    const { gain } = judged(contest(2000, 120, 60), { resamples: 500 });
    expect(gain!.low).within(0.01, 0.025);
    expect(gain!.high).within(0.035, 0.05);
  });
});

describe('judge, with faulty evidence,', () => {
  const good = contest(2400, 180, 70);
  const change = (list: ArrayLike<unknown>, ...changes: [number, unknown][]) => {
    const copy = Array.from(list) as number[];
    changes.forEach(([i, value]) => (copy[i] = value as number));
    return copy;
  };
  const v2 = (value: unknown) => ({ ...good, answers: { ...good.answers, v2: change(good.answers.v2, [3, value]) } });
  const faults: readonly (readonly [string, ShadowedSamples, Verdict['outcome'], string])[] = [
    ['samples below the floor', contest(999, 100, 20), 'INCONCLUSIVE', '999 labelled samples, and the floor is 1000'],
    [
      'one class',
      { labels: Array<number>(2400).fill(1), answers: good.answers },
      'INCONCLUSIVE',
      'are of one class, and it takes two',
    ],
    [
      'no labels at all',
      { labels: Array<null>(2400).fill(null), answers: good.answers },
      'INCONCLUSIVE',
      'labels are missing for 2400',
    ],
    [
      'labels missing for some',
      { ...good, labels: change(good.labels, [7, null], [9, NaN], [11, undefined]) },
      'INCONCLUSIVE',
      'labels are missing for 3 of 2400',
    ],
    ['NaN of the challenger', v2(NaN), 'FAIL', 'v2 gave no answer to 1 of 2400 samples'],
    ['null of the challenger', v2(null), 'FAIL', 'v2 gave no answer to 1 of 2400 samples'],
    ['another class of the challenger', v2(7), 'FAIL', 'v2 answers with classes that nothing else knows: 7'],
    ['a class of another kind', v2('1'), 'FAIL', 'v2 answers with classes that nothing else knows: "1"'],
    [
      'NaN of the champion',
      { ...good, answers: { ...good.answers, v1: change(good.answers.v1, [3, NaN]) } },
      'INCONCLUSIVE',
      'v1 gave no answer to 1 of 2400 samples',
    ],
  ];
  for (const [name, samples, outcome, because] of faults)
    it(`never passes: ${name}`, () => {
      for (const primary of ['mcnemar', 'marginBets'] as const) {
        const verdict = judged(samples, { primary });
        expect(verdict.because.join('\n')).include(because);
        if (outcome === 'FAIL') expect(verdict.outcome).equal('FAIL');
        expect(verdict.outcome).not.equal('PASS');
        expect(replayVerdict(JSON.parse(JSON.stringify(verdict)) as Verdict).same).equal(true);
      }
    });

  it('lets labels be missing where the plan says that the others speak for them', () => {
    const samples = { ...good, labels: change(good.labels, [7, null]) };
    expect(judged(samples, { missingLabels: 'omit' }).outcome).equal('PASS');
    expect(judged(samples, { missingLabels: 'omit' }).evidence.samples).include({ count: 2400, labelled: 2399 });
  });

  it('asks for samples of every class that the plan names', () => {
    const { outcome, because } = judged(good, { classes: [0, 1, 2] });
    expect(outcome).equal('INCONCLUSIVE');
    expect(because).deep.equal(['no labelled samples of the classes 2']);
  });

  it('refuses lists of other lengths, no samples, versions without answers, scores of some', () => {
    expect(() => shadowEvidence({ ...good, groups: [1] }, V1_V2)).throw(RangeError, 'invalid groups: expected 2400');
    expect(() => shadowEvidence({ labels: [], answers: { v1: [], v2: [] } }, V1_V2)).throw(
      RangeError,
      'invalid labels',
    );
    expect(() => shadowEvidence(good, { champion: 'v0', challenger: 'v2' })).throw(
      RangeError,
      'invalid answers: expected one of v0',
    );
    expect(() => new ShadowTrial({ champion: 'v1', challenger: 'v1' })).throw(RangeError, 'invalid challenger');
    const trial = new ShadowTrial(V1_V2);
    trial.add({ label: 1, answers: { v1: 1, v2: 1 } });
    expect(() => trial.add({ label: 1, answers: { v1: 1, v2: 1 }, scores: { v1: 0, v2: 1 } })).throw(
      RangeError,
      'invalid scores',
    );
  });

  it('refuses counts that contradict each other', () => {
    const evidence = shadowEvidence(good, V1_V2);
    const [first, ...others] = evidence.comparisons;
    const changed = (change: object) => ({ ...evidence, comparisons: [{ ...first, ...change }, ...others] });
    const judgeIt = (change: object) => () => judge(changed(change), judgingPlan());
    expect(judgeIt({ won: 3000 })).throw(RangeError, 'invalid won');
    expect(judgeIt({ count: 2399 })).throw(RangeError, 'expected 2400 labelled samples against v1, got 2399');
    expect(() => judge({ ...evidence, approved: ['v0'] }, judgingPlan())).throw(RangeError, 'against v0, got 0');
  });

  it('names an option that is wrong', () => {
    for (const [options, message] of [
      [{ primary: 'x' }, 'invalid primary: expected one of mcnemar'],
      [{ alpha: 0 }, 'invalid alpha'],
      [{ margin: 1 }, 'invalid margin'],
      [{ floor: 0 }, 'invalid floor'],
      [{ critical: ['f1'] }, 'invalid critical'],
      [{ expected: { gain: 0.1, discordance: 0.05 } }, 'invalid expected.discordance'],
      [{ approval: 'never' }, 'invalid approval'],
      [{ resamples: -1 }, 'invalid resamples'],
      [{ colour: 1 }, 'expected no option colour'],
    ] as const)
      expect(() => judgingPlan(options as unknown as Partial<JudgingPlan>)).throw(RangeError, message);
  });
});

describe('ShadowTrial', () => {
  it('gives at every moment what the batch up to there gives', () => {
    const samples = contest(300, 30, 10, createRandom(2));
    const trial = new ShadowTrial(V1_V2);
    Array.from(samples.labels).forEach((label, i) => {
      trial.add({ label, answers: { v1: samples.answers.v1[i], v2: samples.answers.v2[i] } });
      if (i % 99 !== 0) return;
      const part = <T>(list: ArrayLike<T>) => Array.from(list).slice(0, i + 1);
      const { v1, v2 } = samples.answers;
      const batch = shadowEvidence({ labels: part(samples.labels), answers: { v1: part(v1), v2: part(v2) } }, V1_V2);
      expect(trial.evidence()).deep.equal(batch);
    });
  });
});

describe('replayVerdict', () => {
  it('gives every verdict again from its JSON, to the last bit', () => {
    const primaries = fc.constantFrom('mcnemar', 'bets', 'nonInferiority', 'marginBets', 'permutation');
    fc.assert(
      fc.property(
        primaries,
        fc.nat(60),
        fc.nat(60),
        fc.integer({ min: 120, max: 200 }),
        fc.nat(5),
        (primary, won, lost, count, seed) => {
          const samples = contest(count, won, lost);
          const random = createRandom(seed);
          const scores = {
            v1: Array.from(samples.labels, () => random.normal()),
            v2: Array.from(samples.labels, () => random.normal()),
          };
          const plan = judgingPlan({ primary: primary as 'bets', floor: 100, resamples: 20 });
          const verdict = judge(shadowEvidence({ ...samples, scores }, V1_V2), plan, {
            seed,
            charge: { trial: 2, use: 1 },
          });
          const record = JSON.parse(JSON.stringify(verdict)) as Verdict;
          expect(replayVerdict(record)).deep.include({ same: true, differs: [] });
          expect(verdictHash(record)).equal(verdictHash(verdict));
        },
      ),
      { numRuns: 8 },
    );
  });

  it('finds a record whose outcome, p value or reason was changed', () => {
    const verdict = judged(contest(2000, 40, 40));
    expect(replayVerdict({ ...verdict, outcome: 'PASS' }).differs).deep.equal(['outcome']);
    expect(replayVerdict({ ...verdict, primary: { ...verdict.primary!, pValue: 0.01 } }).differs).deep.equal([
      'primary',
    ]);
    expect(() => replayVerdict({ ...verdict, version: 2 as 1 })).throw(RangeError, 'version 1');
  });
});

describe('priorPower', () => {
  it('says before the test that 1000 samples do not see a point', () => {
    const plan = judgingPlan({ expected: { gain: 0.01, discordance: 0.09 } });
    const { power, needs } = priorPower(plan, 1000);
    expect(power).closeTo(0.155, 0.001);
    expect(needs).within(7000, 7500);
    expect(priorPower({ ...plan, primary: 'bets' }, 1000).power).equal(null);
    expect(priorPower({ ...plan, primary: 'permutation' }, 1000)).include({ power: null, needs: null });
  });
});
