import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import type { JsonObject } from '../../../src/registry/canonicalJson';
import { createNoteKey } from '../../../src/registry/signedNote';
import { signApproval } from '../../../src/retraining/deployment/approval';
import { deployFirst, deploymentHash } from '../../../src/retraining/deployment/deployFirst';
import {
  contestantsOf,
  judgeVersion,
  recordedVerdicts,
  versionNumber,
} from '../../../src/retraining/deployment/judgeVersion';
import { promote } from '../../../src/retraining/deployment/promote';
import { rollBack } from '../../../src/retraining/deployment/rollBack';
import { judgingPlan } from '../../../src/retraining/judging/judgingPlan';
import { replayVerdict, verdictHash } from '../../../src/retraining/judging/replayVerdict';
import { contest } from '../judging/contest';
import { AUTOMATIC, line, MODEL, verdictOn2 } from './line';

describe('promote', () => {
  let scratch: Awaited<ReturnType<typeof line>>;
  beforeEach(async () => (scratch = await line()));
  afterEach(() => scratch.remove());

  it('makes a challenger champion by its verdict, and logs it', async () => {
    const { store } = scratch;
    const { position, verdict } = verdictOn2(store);
    expect(verdict.outcome).equal('PASS');
    expect(await promote(store, position)).deep.equal({ outcome: 'promoted', version: 2, previous: 1 });
    expect(store.models.current(MODEL)).equal(2);
    const [, logged] = store.decisions.list({ kind: 'promotion' });
    expect(logged.content).include({ version: 2, previous: 1, verdict: position, hash: verdictHash(verdict) });
  });

  it('keeps verdicts that give themselves again after the store was closed', () => {
    verdictOn2(scratch.store, 40, 40);
    scratch.store.close();
    const [{ verdict }] = recordedVerdicts(scratch.reopen(), MODEL);
    expect(verdict.outcome).equal('INCONCLUSIVE');
    expect(replayVerdict(verdict).same).equal(true);
  });

  it('refuses a verdict that is not PASS', async () => {
    for (const [won, lost, outcome] of [
      [40, 40, 'INCONCLUSIVE'],
      [40, 200, 'FAIL'],
    ] as const) {
      const { position } = verdictOn2(scratch.store, won, lost);
      const done = await promote(scratch.store, position);
      expect(done).include({ outcome: 'refused' });
      expect(done).property('because').include(`the verdict is ${outcome}`);
    }
    expect(scratch.store.models.current(MODEL)).equal(1);
  });

  it('refuses a record that was written by hand', async () => {
    const { store } = scratch;
    const { verdict } = verdictOn2(store, 40, 40);
    const forged = { model: MODEL, verdict: { ...verdict, outcome: 'PASS' } as unknown as JsonObject };
    const { position } = store.decisions.append({ kind: 'verdict', content: forged });
    expect(await promote(store, position))
      .property('because')
      .include('does not give its verdict again: outcome');
  });

  it('refuses a verdict twice: after a rollback it takes new evidence', async () => {
    const { store } = scratch;
    const { position } = verdictOn2(store);
    await promote(store, position);
    await rollBack(store, MODEL, { because: 'worse since Monday' });
    expect(await promote(store, position))
      .property('because')
      .include('has been used');
    expect(() => verdictOn2(store)).throw(RangeError, 'never promoted, got v2');
  });

  it('promotes only against the champion that the verdict knows', async () => {
    const { store } = scratch;
    const { position } = verdictOn2(store);
    const samples = contest(3000, 220, 100);
    const third = judgeVersion(
      store,
      MODEL,
      3,
      { ...samples, answers: { v1: samples.answers.v1, v3: samples.answers.v2 } },
      judgingPlan({ ...AUTOMATIC, primary: 'bets' }),
    );
    expect(await promote(store, third.position)).include({ outcome: 'promoted' });
    const late = await promote(store, position);
    expect(late.outcome).equal('refused');
    expect(late).property('because').include('not compared with v3');
    expect(store.models.current(MODEL)).equal(3);
  });

  it('lets one of two processes win', async () => {
    const { position } = verdictOn2(scratch.store);
    const done = await Promise.all([promote(scratch.store, position), promote(scratch.reopen(), position)]);
    expect(done.map(({ outcome }) => outcome).sort()).deep.equal(['promoted', 'refused']);
  });

  it('promotes nothing whose bytes have changed', async () => {
    const { store } = scratch;
    const { position } = verdictOn2(store);
    const { artifacts } = store.models.get(MODEL, 2);
    await writeFile(store.artifacts.path(artifacts['model.json']), 'other weights');
    const error = await promote(store, position).catch((reason: unknown) => reason);
    expect(error).include({ code: 'DRIFTLAB_INVALID_DATA' });
    expect(store.models.current(MODEL)).equal(1);
  });

  it('asks for the signature of one who may approve', async () => {
    const { store } = scratch;
    const { position, verdict } = verdictOn2(store, 220, 100, { resamples: 0 });
    const [chen, eve] = [createNoteKey('dr.chen'), createNoteKey('eve')];
    const approverKeys = [chen.verifierKey];
    const hash = verdictHash(verdict);
    const refused = async (approval: string | undefined, because: string) =>
      expect(await promote(store, position, { approval, approverKeys }))
        .property('because')
        .include(because);
    await refused(undefined, `approval is required: sign ${hash}`);
    await refused(signApproval(hash, 'eve', eve.privateKey), 'not signed by one who may approve');
    await refused(signApproval('0'.repeat(64), 'dr.chen', chen.privateKey), 'not signed by one who may approve');
    await refused('yes', 'not signed by one who may approve');
    const approval = signApproval(hash, 'dr.chen', chen.privateKey);
    expect(await promote(store, position, { approval, approverKeys })).include({ outcome: 'promoted' });
    expect(store.decisions.list({ kind: 'promotion' })[1].content).include({ approval });
  });

  it('names a position that has no verdict', async () => {
    const error = await promote(scratch.store, 0).catch((reason: unknown) => reason);
    expect(error).instanceOf(RangeError).property('message').include('expected that of a verdict');
  });
});

describe('judgeVersion', () => {
  let scratch: Awaited<ReturnType<typeof line>>;
  beforeEach(async () => (scratch = await line()));
  afterEach(() => scratch.remove());

  it('spends alpha over the verdicts of a model, and charges samples that come again', () => {
    const charges = [contest(3000, 60, 50), contest(3000, 61, 50), contest(2000, 61, 50)].map(
      (samples) => judgeVersion(scratch.store, MODEL, 2, samples, judgingPlan(AUTOMATIC)).verdict.charge,
    );
    expect(charges).deep.equal([
      { trial: 1, use: 1 },
      { trial: 2, use: 2 },
      { trial: 3, use: 1 },
    ]);
  });

  it('goes on with a trial that allows looks after every sample', () => {
    const plan = judgingPlan({ ...AUTOMATIC, primary: 'bets' });
    const outcomes = [300, 1500, 3000].map((count) => {
      const { verdict } = judgeVersion(scratch.store, MODEL, 2, contest(count, 0.08 * count, 0.02 * count), plan);
      expect(verdict.charge.trial).equal(1);
      return verdict.outcome;
    });
    expect(outcomes).deep.equal(['INCONCLUSIVE', 'PASS', 'PASS']);
  });

  it('wants the answers of every version approved before', async () => {
    const { store } = scratch;
    await promote(store, verdictOn2(store).position);
    expect(contestantsOf(store, MODEL, 3)).deep.equal({ champion: 'v2', challenger: 'v3', approved: ['v1', 'v2'] });
    const { v1, v2 } = contest(3000, 220, 100).answers;
    const samples = { labels: contest(3000, 0, 0).labels, answers: { v2: v1, v3: v2 } };
    expect(() => judgeVersion(store, MODEL, 3, samples, judgingPlan(AUTOMATIC))).throw(
      RangeError,
      'expected one of v1',
    );
  });

  it('names a version that no name can be', () => {
    expect(() => versionNumber('3')).throw(RangeError, 'expected one such as v3');
  });
});

describe('deployFirst', () => {
  it('needs a signature, and a model without champion', async () => {
    const scratch = await line();
    const { store } = scratch;
    const { sha256 } = await store.artifacts.put('weights');
    store.models.register('other', { artifacts: { 'model.json': sha256 } });
    const { privateKey, verifierKey } = createNoteKey('dr.chen');
    const because = 'accuracy 0.9';
    expect(await deployFirst(store, 'other', 1, { because })).include({ outcome: 'refused' });
    const approval = signApproval(deploymentHash(store, 'other', 1), 'dr.chen', privateKey);
    const done = await deployFirst(store, 'other', 1, { because, approval, approverKeys: [verifierKey] });
    expect(done).include({ outcome: 'promoted', previous: null });
    expect(await deployFirst(store, MODEL, 2, { because, approvalRule: 'automatic' })).include({ outcome: 'conflict' });
    await scratch.remove();
  });
});
