import { expect } from 'chai';
import { sea } from '../../src/data/streams/sea';
import type { LabeledSample } from '../../src/data/streams/streamSource';
import { strawMen } from '../../src/detectors/strawMen';
import { Stopwatch } from '../../src/experiments/stopwatch';
import { streamComparison, type StreamComparison } from '../../src/experiments/streamComparison';
import { streamComparisonClaims } from '../../src/experiments/streamComparisonClaims';
import { streamComparisonFigures } from '../../src/experiments/streamComparisonFigures';
import { alarmStudy } from '../../src/experiments/streams/alarmStudy';
import { gaussianNaiveBayes } from '../../src/experiments/streams/gaussianNaiveBayes';
import { realStreams, syntheticStreams, type ModelStream } from '../../src/experiments/streams/modelStreams';
import { prequentialRun } from '../../src/experiments/streams/prequentialRun';
import { prequentialStudy } from '../../src/experiments/streams/prequentialStudy';
import { strawManFindings } from '../../src/experiments/streams/strawManFindings';
import { createRandom } from '../../src/random';

const sample = (label: number, ...features: number[]): LabeledSample => ({
  features: Float64Array.from(features),
  label,
});

function seaSamples(count: number): LabeledSample[] {
  const samples: LabeledSample[] = [];
  for (const one of sea({ noise: 0 })(createRandom(3))) if (samples.push(one) === count) break;
  return samples;
}

describe('gaussianNaiveBayes', () => {
  it('predicts class 0 before it has learned anything, and after it forgot', () => {
    const learner = gaussianNaiveBayes({ classes: 3, features: 1 });
    expect(learner.predict(Float64Array.of(1))).equal(0);
    learner.learn(Float64Array.of(1), 2);
    expect(learner.predict(Float64Array.of(-5))).equal(2);
    learner.reset();
    expect(learner.predict(Float64Array.of(1))).equal(0);
  });

  it('has the boundary that means, variances and frequencies say', () => {
    const random = createRandom(1);
    const learner = gaussianNaiveBayes({ classes: 2, features: 1 });
    // N(0, 1) three times as often as N(3, 1): log 3 + x²/2 difference crosses at 1.5 + ln(3)/3
    for (let i = 0; i < 40_000; i++) learner.learn(Float64Array.of(random.normal() + (i % 4 === 0 ? 3 : 0)), i % 4 === 0 ? 1 : 0); // prettier-ignore
    const boundary = 1.5 + Math.log(3) / 3;
    expect(learner.predict(Float64Array.of(boundary - 0.05))).equal(0);
    expect(learner.predict(Float64Array.of(boundary + 0.05))).equal(1);
  });

  it('learns SEA, and takes constant features', () => {
    const learner = gaussianNaiveBayes({ classes: 2, features: 4 });
    const samples = seaSamples(3000).map(({ features, label }) => sample(label, ...features, 7));
    const { errors } = prequentialRun(samples, learner, strawMen.never());
    expect(errors.slice(1000).reduce((sum, one) => sum + one, 0) / 2000).below(0.1);
  });
});

describe('prequentialRun', () => {
  it('tests before it trains, and forgets at alarms', () => {
    const samples = [1, 1, 0, 1].map((label) => sample(label, 0));
    const { predictions, errors, alarms } = prequentialRun(
      samples,
      gaussianNaiveBayes({ classes: 2, features: 1 }),
      strawMen.always(),
    );
    // what has forgotten all but the last sample repeats its label
    expect([...predictions]).deep.equal([0, 1, 1, 0]);
    expect([...errors]).deep.equal([1, 0, 1, 1]);
    expect(alarms).deep.equal([0, 1, 2, 3]);
  });
});

describe('prequentialStudy', () => {
  it('counts alarms after changes that nobody annotated apart, up to the next annotated one', () => {
    const samples = Array.from({ length: 3000 }, (_, i) => sample(i % 2, i % 2));
    const stream: ModelStream = {
      ...{ name: 's', kind: 'real', classes: 2, samples },
      truth: [{ kind: 'sudden', start: 1100, end: 1100 }],
      unannotated: [{ kind: 'sudden', start: 900, end: 900 }],
    };
    const scores = prequentialStudy(stream, createRandom(1));
    const always = scores.find(({ contestant }) => contestant === 'always')!;
    expect(always.unannotatedAlarms).equal(200);
    expect(always.evaluation).include({ alarms: 2800, detected: 1, falseAlarms: 2799 });
    expect(scores.find(({ contestant }) => contestant === 'no-change')!.evaluation).equal(null);
  });
});

describe('realStreams', () => {
  it('says why there are none', async () => {
    expect(await realStreams(undefined)).deep.equal({
      kind: 'none',
      because: 'no folder of data sets was given (DRIFTLAB_DATA)',
    });
  });
});

describe('strawManFindings', () => {
  it('says who wins, a tie going to the straw man', () => {
    const score = (contestant: string, role: string, accuracy: number) => ({ stream: 's', contestant, role, accuracy });
    const models = [
      score('Ddm', 'detector', 0.8),
      score('Eddm', 'detector', 0.85),
      score('every 10', 'straw man', 0.85),
      score('majority class', 'naive prediction', 0.6),
    ];
    const of = (list: typeof models) =>
      strawManFindings({ streams: [{ name: 's' }], models: list } as unknown as StreamComparison)[0];
    expect(of(models)).include({ strawManWins: true });
    expect(of(models).sentence).equal(
      'A straw man wins on s: forgetting every 10 samples (85.0 %) before Eddm (85.0 %).',
    );
    const [ddm, eddm, , majority] = models;
    expect(of([ddm, eddm, majority]).sentence).equal(
      'A detector wins on s: Eddm (85.0 %) before majority class (60.0 %).',
    );
  });
});

describe('Stopwatch', () => {
  it('adds up by name, and does nothing without a clock', () => {
    let now = 0;
    const watch = new Stopwatch(() => now);
    for (const ms of [2, 4]) {
      const stop = watch.start('a');
      now += ms;
      stop();
    }
    expect(watch.each(3)).deep.equal({ a: 2 });
    const none = new Stopwatch();
    none.start('a')();
    expect(none.each(1)).deep.equal({});
  });
});

describe('streamComparison', () => {
  let comparison: StreamComparison;
  before(async () => (comparison = await streamComparison({ random: createRandom(1), runs: 3 })));

  it('is the same for the same seed', () => {
    const watch = new Stopwatch();
    const again = alarmStudy({ random: createRandom(1).fork('alarms'), runs: 3, watch });
    expect(again).deep.equal(comparison.alarms);
    const [first] = syntheticStreams(createRandom(1).fork('streams'));
    expect(first).deep.equal(comparison.streams[0]);
    const scores = prequentialStudy(first, createRandom(1).fork('models'));
    expect(scores).deep.equal(comparison.models.filter(({ stream }) => stream === first.name));
  });

  it('scores every contestant on every stream, with finite numbers or null', () => {
    expect(new Set(comparison.alarms.map(({ stream }) => stream)).size).equal(11);
    for (const { evaluation } of comparison.alarms)
      expect(Object.values(evaluation).some((value) => Number.isNaN(value) || value === Infinity)).equal(false);
    for (const { accuracy } of comparison.models) expect(accuracy).within(0, 1);
    expect(comparison.models).length(5 * 16);
  });

  it('says that there are no real streams, and claims nothing about them', () => {
    expect(comparison.withoutReal).include('DRIFTLAB_DATA');
    const ids = streamComparisonClaims(comparison).map(({ id }) => id);
    expect(ids).include('always-alarm').and.not.include('electricity-no-change');
    expect(new Set(ids).size).equal(ids.length);
  });

  it('is drawn also without real streams', async () => {
    const figures = await streamComparisonFigures(comparison);
    expect(Object.keys(figures)).deep.equal(['delay', 'recall', 'shifts', 'timeline', 'accuracy']);
    expect(figures.timeline.alt).include('SEA');
  });
});
