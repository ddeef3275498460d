import { expect } from 'chai';
import { createRandom } from '../../../src/random';
import { createNoteKey } from '../../../src/registry/signedNote';
import { signApproval } from '../../../src/retraining/deployment/approval';
import { STATE_EDGES } from '../../../src/retraining/deciding/qTable';
import { fullTraining } from '../../../src/retraining/learning/fullTraining';
import type { LearningStrategy } from '../../../src/retraining/learning/strategy';
import type { DriftMonitor } from '../../../src/retraining/pipeline/driftMonitor';
import type { PipelineConfig } from '../../../src/retraining/pipeline/pipelineConfig';
import { openPipeline } from '../../../src/retraining/pipeline/retrainingPipeline';
import { DAY, lab, learner, logisticFiles, send, world, type Lab, type Own } from './lab';

/** A monitor that sees what it is told to see. */
function sees(severity: number, confidence = 0.99): DriftMonitor {
  return () => ({ severity, confidence, drift: confidence > 0.5, because: ['a test says so'] });
}

describe('RetrainingPipeline', () => {
  let scratch: Lab;
  afterEach(() => scratch.remove());

  it('leaves a model alone in a world that stays', async () => {
    scratch = await lab();
    const { pipeline } = scratch;
    expect((await pipeline.executeFullRetrainingCycle()).outcome).equal('waiting');
    await send(pipeline, 300, { seed: 1 });
    const { outcome, decided, found } = await pipeline.executeFullRetrainingCycle();
    expect([outcome, decided?.drift, found?.explanation]).deep.equal(['noRetraining', false, null]);
    expect(pipeline.store.decisions.list({ kind: 'retraining-decision' })).length(1);
  });

  it('finds a turned concept, learns, judges in shadow, promotes, and rolls back when the old world recurs', async () => {
    scratch = await lab();
    const { pipeline } = scratch;
    await send(pipeline, 300, { seed: 2, turn: 60 });
    const { outcome, found, version } = await pipeline.executeFullRetrainingCycle();
    expect([outcome, version, found?.explanation?.moved?.cause]).deep.equal(['inShadow', 2, 'concept']);
    await send(pipeline, 150, { seed: 3, turn: 60 });
    expect(pipeline.getPipelineStatus()).deep.include({ phase: 'inShadow', champion: 1 });
    expect((await pipeline.executeFullRetrainingCycle()).because).equal('version 2 is being judged: 150 of 200 labelled samples'); // prettier-ignore
    await send(pipeline, 150, { seed: 4, turn: 60 });
    expect(pipeline.getPipelineStatus()).deep.include({ phase: 'monitoring', champion: 2, former: 1, reference: 200 });
    expect(pipeline.getPipelineStatus().lastVerdict).match(/^version 2, PASS: mcnemar: gain \d+/);
    await send(pipeline, 300, { seed: 5 });
    const { counts, ...status } = pipeline.getPipelineStatus();
    // compared with what it was compared with before, not with what the other was judged on
    expect(status).deep.include({ champion: 1, former: null, reference: 600, fault: null });
    expect(counts).include({ windows: 1, detections: 1, retrainings: 1, challengers: 1, promotions: 1, rollbacks: 1 });
    expect(pipeline.store.models.history('model').map(({ action }) => action)).deep.equal(['promotion', 'promotion', 'rollback']); // prettier-ignore
    expect((await pipeline.store.check()).problems).deep.equal([]);
  });

  it('dates the change, and learns from what came after it only', async () => {
    scratch = await lab({ driftDetectionWindow: 600 });
    const { pipeline } = scratch;
    await send(pipeline, 250, { seed: 2 });
    await send(pipeline, 350, { seed: 3, turn: 90 });
    const { decided, found } = await pipeline.executeFullRetrainingCycle();
    expect(found?.explanation?.change?.estimate).within(230, 270);
    expect(decided?.learnFrom).within(240, 290);
  });

  it('keeps the champion where no cure is better', async () => {
    scratch = await lab({}, { monitor: sees(0.9) });
    await send(scratch.pipeline, 300, { seed: 1 });
    const { outcome, because } = await scratch.pipeline.executeFullRetrainingCycle();
    expect(outcome).equal('noChallenger');
    expect(because).include('no cure is better than the champion');
    expect(scratch.pipeline.store.decisions.list({ kind: 'no-challenger' })).length(1);
  });

  it('judges at once on held-out samples without shadow mode', async () => {
    const plan = { approval: 'automatic', critical: ['overall'], floor: 50, resamples: 0 } as const;
    scratch = await lab({ enableShadowMode: false, validationSplit: 0.4 }, { plan });
    const { pipeline } = scratch;
    await send(pipeline, 300, { seed: 2, turn: 90 });
    const { outcome, because } = await pipeline.executeFullRetrainingCycle();
    expect(outcome, because).equal('promoted');
    const [{ content }] = pipeline.store.decisions.list({ kind: 'verdict' });
    const { evidence } = (content as unknown as { verdict: { evidence: { samples: { count: number } } } }).verdict;
    const learntFrom = 300 - pipeline.getPipelineStatus().lastDecision!.learnFrom;
    expect(evidence.samples.count).equal(Math.ceil(0.4 * learntFrom));
  });

  it('does not try in shadow what is worse on the held-out samples', async () => {
    // learns well in each of five folds, and then the contrary
    let learnt = 0;
    const fickle: LearningStrategy<Own> = {
      name: 'fickle',
      learn: (model, data, options) => {
        const { inputs, labels = [] } = data.samples!;
        const asked = learnt++ < 5 ? labels : Array.from(labels, (label) => 1 - label);
        return fullTraining(learner).learn(model, { samples: { inputs, labels: asked } }, options);
      },
    };
    scratch = await lab({}, { monitor: sees(0.9), strategies: { INCREMENTAL: [], PARTIAL: [], FULL: [fickle] } });
    await send(scratch.pipeline, 300, { seed: 2, turn: 90 });
    const { outcome, because } = await scratch.pipeline.executeFullRetrainingCycle();
    expect(outcome).equal('noChallenger');
    expect(because).match(/^not tried in shadow: right on \d+ of \d+ held-out samples, the champion on \d+$/);
  });

  it('tries a challenger unscreened where everybody was judged on before', async () => {
    scratch = await lab();
    const { pipeline, clock } = scratch;
    await send(pipeline, 300, { seed: 2, turn: 60 });
    await pipeline.executeFullRetrainingCycle();
    await send(pipeline, 300, { seed: 3, turn: 60 });
    expect(pipeline.getPipelineStatus().champion).equal(2);
    clock.now += 10 * DAY;
    // the same fifty persons
    await send(pipeline, 400, { seed: 4, turn: 120 });
    const { outcome, version } = await pipeline.executeFullRetrainingCycle();
    expect([outcome, version]).deep.equal(['inShadow', 3]);
  });

  it('rejects a challenger that is not shown to be better', async () => {
    scratch = await lab({}, { monitor: sees(0.9), trialSamples: 20, plan: { approval: 'automatic', critical: ['overall'], floor: 200 } }); // prettier-ignore
    const { pipeline } = scratch;
    await send(pipeline, 300, { seed: 2, turn: 60 });
    expect((await pipeline.executeFullRetrainingCycle()).outcome).equal('inShadow');
    await send(pipeline, 20, { seed: 3, turn: 60 });
    const { champion, lastVerdict, counts } = pipeline.getPipelineStatus();
    expect([champion, counts.rejections]).deep.equal([1, 1]);
    expect(lastVerdict).match(/^version 2, INCONCLUSIVE: 20 labelled samples, and the floor is 200/);
  });

  it('decides a trial without labels when its time is up', async () => {
    scratch = await lab({}, { trialSamples: 20 });
    const { pipeline } = scratch;
    await send(pipeline, 300, { seed: 2, turn: 60 });
    await pipeline.executeFullRetrainingCycle();
    await send(pipeline, 200, { seed: 3, turn: 60, labelled: false });
    expect(pipeline.getPipelineStatus()).deep.include({
      phase: 'monitoring',
      lastVerdict: 'no labelled samples to judge version 2 on',
    });
  });

  it('waits for a signature where the plan asks for one', async () => {
    const { privateKey, verifierKey } = createNoteKey('dr.chen');
    const plan = { critical: ['overall'], floor: 200, resamples: 0 } as const;
    scratch = await lab({}, { plan, approverKeys: [verifierKey] });
    const { pipeline } = scratch;
    await send(pipeline, 300, { seed: 2, turn: 60 });
    await pipeline.executeFullRetrainingCycle();
    await send(pipeline, 200, { seed: 3, turn: 60 });
    const { phase, trial } = pipeline.getPipelineStatus();
    expect(phase).equal('awaitingApproval');
    const other = createNoteKey('mallory');
    await pipeline.approve(signApproval(trial!.awaiting!.hash, 'mallory', other.privateKey));
    expect(pipeline.getPipelineStatus().champion).equal(1);
    const reopened = await scratch.reopen();
    expect(reopened.getPipelineStatus().trial).deep.equal(trial);
    await reopened.approve(signApproval(trial!.awaiting!.hash, 'dr.chen', privateKey));
    expect(reopened.getPipelineStatus()).deep.include({ phase: 'monitoring', champion: 2 });
  });

  it('has bets looked at while they run, and stops early', async () => {
    const plan = { primary: 'bets', approval: 'automatic', critical: ['overall'], floor: 100, resamples: 0 } as const;
    scratch = await lab({}, { plan, trialSamples: 2000 });
    const { pipeline } = scratch;
    await send(pipeline, 300, { seed: 2, turn: 90 });
    await pipeline.executeFullRetrainingCycle();
    await send(pipeline, 400, { seed: 3, turn: 90 });
    const { champion, reference, counts } = pipeline.getPipelineStatus();
    expect([champion, counts.promotions]).deep.equal([2, 1]);
    expect(reference)
      .below(400)
      .and.satisfy((rows: number) => rows % 50 === 0);
    expect(pipeline.store.decisions.list({ kind: 'verdict' })).length(1);
  });

  it('calls for a human, and lets the fallback serve, where nothing was deployed before', async () => {
    const watch = { floor: 0.75 };
    scratch = await lab({}, { watch });
    const { store } = scratch.pipeline;
    store.models.register('model', { artifacts: store.models.get('model', 1).artifacts });
    const pipeline = await scratch.reopen({}, { watch, fallback: 2 });
    await send(pipeline, 600, { seed: 2, turn: 180 });
    const { champion, counts } = pipeline.getPipelineStatus();
    expect([champion, counts.humanCalls, counts.rollbacks]).deep.equal([2, 1, 0]);
    expect(pipeline.store.decisions.list({ kind: 'call-for-human' })).length(1);
    const again = await scratch.reopen({}, { watch, fallback: 2 });
    expect(again.getPipelineStatus()).deep.include({ champion: 2, counts });
  });

  it('follows what somebody else deploys', async () => {
    scratch = await lab();
    const { pipeline } = scratch;
    const { artifacts } = pipeline.store.models.get('model', 1);
    pipeline.store.models.register('model', { artifacts });
    pipeline.store.models.promote('model', 2, { expected: 1, because: 'by hand' });
    await send(pipeline, 300, { seed: 1 });
    await pipeline.executeFullRetrainingCycle();
    expect(pipeline.getPipelineStatus()).deep.include({ champion: 2, former: 1 });
  });

  it('learns from a reference that is too small to show outliers', async () => {
    scratch = await lab({}, { monitor: sees(0.9) });
    const { pipeline } = scratch;
    await pipeline.setReferenceData(world(150, createRandom(7)));
    await send(pipeline, 300, { seed: 2, turn: 60 });
    const { outcome, version } = await pipeline.executeFullRetrainingCycle();
    expect(outcome).equal('inShadow');
    const { notes } = pipeline.store.models.get('model', version!).card as { readonly notes: readonly string[] };
    expect(notes[0]).equal('outliers: not looked for, no past inputs given');
  });

  it('takes predictions while it trains, and has one cycle at a time', async () => {
    const acknowledged: string[] = [];
    const slow: typeof learner = {
      ...learner,
      train: async (...args) => {
        const { outcome } = await scratch.pipeline.monitorPrediction({ id: `while ${acknowledged.length}`, features: [1, 2, 3], prediction: 1, time: 0 }); // prettier-ignore
        acknowledged.push(outcome);
        return learner.train(...args);
      },
    };
    scratch = await lab({}, { learner: slow, commit: { milliseconds: 1 } });
    await send(scratch.pipeline, 300, { seed: 2, turn: 60 });
    const running = scratch.pipeline.executeFullRetrainingCycle();
    expect(scratch.pipeline.executeFullRetrainingCycle()).equal(running);
    expect((await running).outcome).equal('inShadow');
    expect(new Set(acknowledged)).deep.equal(new Set(['kept']));
    expect(scratch.pipeline.getPipelineStatus().counts.samples).equal(300 + acknowledged.length);
  });

  it('tries again what the store refused, and says so until then', async () => {
    scratch = await lab();
    const { pipeline } = scratch;
    await send(pipeline, 300, { seed: 2, turn: 60 });
    await pipeline.executeFullRetrainingCycle();
    const [last] = (await send(pipeline, 200, { seed: 3, turn: 60, labelled: false })).splice(-1);
    const { inputs, labels } = world(200, createRandom(3), { turn: 60 });
    for (let i = 0; i < inputs.rows - 1; i++) void pipeline.labelArrived({ id: `3/${i}`, label: labels[i] });
    await pipeline.flush();
    const { models } = pipeline.store;
    models.current = () => {
      throw new Error('database is locked');
    };
    expect((await pipeline.labelArrived({ id: last.id, label: labels[199] })).outcome).equal('labelled');
    expect(pipeline.getPipelineStatus()).deep.include({
      champion: 1,
      phase: 'inShadow',
      fault: 'Error: database is locked',
    });
    delete (models as { current?: unknown }).current;
    await pipeline.labelArrived({ id: 'nobody', label: 0 });
    expect(pipeline.getPipelineStatus()).deep.include({ champion: 2, phase: 'monitoring', fault: null });
  });

  it('tells a model that fails from samples that are lost', async () => {
    scratch = await lab();
    const { pipeline } = scratch;
    await send(pipeline, 300, { seed: 2, turn: 60 });
    await pipeline.executeFullRetrainingCycle();
    const failing = { ...learner, predict: () => Promise.reject(new Error('out of memory')) };
    const again = await scratch.reopen({}, { learner: failing });
    await send(again, 200, { seed: 3, turn: 60 });
    expect(again.getPipelineStatus().counts.samples).equal(500);
    expect(again.getPipelineStatus().lastVerdict).match(/^version 2, FAIL: v2 gave no answer to 200 of 200 samples/);
  });
});

describe('PipelineConfig', () => {
  let scratch: Lab;
  const open = async (...args: Parameters<typeof lab>) => (scratch = await lab(...args)).pipeline;
  afterEach(() => scratch.remove());

  it('driftDetectionWindow: so many samples make a window', async () => {
    const pipeline = await open({ driftDetectionWindow: 70, minSamplesForRetrain: 50 });
    await send(pipeline, 69, { seed: 1 });
    expect(pipeline.getPipelineStatus().waitingFor).equal('69 samples since the last window, 70 make the next one');
    await send(pipeline, 1, { seed: 2 });
    const { found } = await pipeline.executeFullRetrainingCycle();
    expect(found?.assessment.evidence?.sample).equal(70);
  });

  it('minSamplesForRetrain: fewer labels withhold a retraining, and ask for a review', async () => {
    const pipeline = await open({ minSamplesForRetrain: 301 }, { monitor: sees(0.9) });
    await send(pipeline, 300, { seed: 1 });
    const { outcome, because, decided } = await pipeline.executeFullRetrainingCycle();
    expect([outcome, decided?.review]).deep.equal(['noRetraining', true]);
    expect(because).include('FULL withheld: 300 labelled samples, at least 301 are asked for');
  });

  it('maxRetrainingFrequencyDays: the next retraining waits so long', async () => {
    const pipeline = await open({ maxRetrainingFrequencyDays: 2 }, { monitor: sees(0.9) });
    const outcomes: string[] = [];
    for (const [seed, day] of [100, 101.9, 102].entries()) {
      scratch.clock.now = day * DAY;
      await send(pipeline, 300, { seed });
      outcomes.push((await pipeline.executeFullRetrainingCycle()).decided!.action);
    }
    expect(outcomes).deep.equal(['FULL', 'NO_RETRAIN', 'FULL']);
  });

  it('enableRlPolicy: a Q-table decides, trained in simulation or given', async () => {
    const pipeline = await open({ enableRlPolicy: true }, { monitor: sees(0.9) });
    await send(pipeline, 300, { seed: 1 });
    const { found } = await pipeline.executeFullRetrainingCycle();
    expect(found?.decision.policy).equal('q-learning');
    const values = Array.from({ length: 75 }, () => [0, 0, 0.2, 0.1]).flat();
    const training = { decisions: 1, discount: 0.9, exploration: 0, reward: 'improvement', costWeight: 0.1 };
    const visits = values.map(() => 1000);
    const qTable = { format: 'driftlab q-table', version: 1, edges: STATE_EDGES, values, visits, training } as const;
    const again = await scratch.reopen({ maxRetrainingFrequencyDays: 0 }, { qTable });
    await send(again, 300, { seed: 2 });
    const { decided } = await again.executeFullRetrainingCycle();
    expect([decided?.action, decided?.because[0]]).deep.equal(['PARTIAL', 'PARTIAL has the highest learnt value, 0.2']);
  });

  it('refuses options that are wrong or unknown, by name', async () => {
    await open();
    const registryPath = `${scratch.folder}/other.db`;
    const wrong: [Partial<Record<keyof PipelineConfig | 'window', unknown>>, string][] = [
      [{ registryPath: '' }, 'invalid registryPath: expected a path, got ""'],
      [{ driftDetectionWindow: 10 }, 'invalid driftDetectionWindow: expected an integer in [50, '],
      [{ minSamplesForRetrain: 0 }, 'invalid minSamplesForRetrain: expected an integer in [20, '],
      [{ maxRetrainingFrequencyDays: -1 }, 'invalid maxRetrainingFrequencyDays: expected a number in [0, '],
      [{ validationSplit: 1 }, 'invalid validationSplit: expected a number in ['],
      [{ enableRlPolicy: 'yes' }, 'invalid enableRlPolicy: expected true or false, got "yes"'],
      [{ enableShadowMode: 1 }, 'invalid enableShadowMode: expected true or false, got 1'],
      [{ window: 100 }, 'invalid config: expected no option window, got one'],
    ];
    const parts = { clock: () => 0, random: createRandom(1), learner, files: logisticFiles };
    for (const [part, message] of wrong) {
      const error = await openPipeline({ registryPath, ...part } as PipelineConfig, parts).catch((e: unknown) => e);
      expect((error as Error).message).include(message);
    }
    const none = await openPipeline({ registryPath }, parts).catch((e: unknown) => e);
    expect((none as Error).message).equal('invalid champion: expected a model, since none is deployed, got none');
  });
});

describe('exportMetrics', () => {
  it('gives rates by name, null where there is nothing to divide by, and as Prometheus text', async () => {
    const scratch = await lab({}, { model: 'a "b"' });
    const { pipeline } = scratch;
    const before = pipeline.exportMetrics().metrics;
    expect(before).include({ drift_detection_rate: null, rollback_rate: null, label_rate: null, model_accuracy: null });
    await send(pipeline, 300, { seed: 2, turn: 60 });
    await pipeline.executeFullRetrainingCycle();
    const { metrics, text } = pipeline.exportMetrics();
    expect(metrics).include({ drift_detection_rate: 1, retraining_frequency: 1 / 30, rollback_rate: null, buffer_utilization: 0.1, label_rate: 1 }); // prettier-ignore
    expect(metrics.model_accuracy).within(0.5, 0.8);
    expect(text).include('# TYPE driftlab_samples_total counter\ndriftlab_samples_total{model="a \\"b\\""} 300\n');
    expect(text).include('# TYPE driftlab_rollback_rate gauge\ndriftlab_rollback_rate{model="a \\"b\\""} NaN\n');
    expect(text.trimEnd().split('\n')).length(2 * Object.keys(metrics).length);
    await scratch.remove();
  });
});
