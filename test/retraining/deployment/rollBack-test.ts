import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { actOnWatch } from '../../../src/retraining/deployment/actOnWatch';
import type { WatchStatus } from '../../../src/retraining/deployment/deploymentWatch';
import { cardText, modelCard } from '../../../src/retraining/deployment/modelCard';
import { promote } from '../../../src/retraining/deployment/promote';
import { rollBack } from '../../../src/retraining/deployment/rollBack';
import { line, MODEL, verdictOn2 } from './line';

const status = (action: WatchStatus['action']): WatchStatus => ({
  ...{ action, because: 'seen', eValue: 120, samples: 500, unlabelled: 20 },
  fails: { deployed: action === 'fallback', former: action === 'fallback' },
});

describe('rollBack', () => {
  let scratch: Awaited<ReturnType<typeof line>>;
  beforeEach(async () => {
    scratch = await line();
    await promote(scratch.store, verdictOn2(scratch.store).position);
  });
  afterEach(() => scratch.remove());

  it('restores what was deployed before, and only if something was', async () => {
    const { store } = scratch;
    expect(await rollBack(store, MODEL, { because: 'worse' })).deep.equal({
      outcome: 'restored',
      version: 1,
      previous: 2,
    });
    expect(await rollBack(store, MODEL, { because: 'worse' })).include({ outcome: 'nothing to restore', current: 1 });
    expect(store.models.current(MODEL)).equal(1);
    expect(store.decisions.list({ kind: 'rollback' }).map(({ content }) => content)).deep.equal([
      { model: MODEL, because: 'worse', evidence: null, version: 1, previous: 2 },
    ]);
  });

  it('does nothing when another version is champion by now', async () => {
    expect(await rollBack(scratch.store, MODEL, { because: 'worse', expected: 1 })).include({ outcome: 'conflict' });
    expect(scratch.store.models.current(MODEL)).equal(2);
  });

  it('keeps the champion when the bytes of the former one have changed', async () => {
    const { store } = scratch;
    await writeFile(store.artifacts.path(store.models.get(MODEL, 1).artifacts['model.json']), 'other');
    const error = await rollBack(store, MODEL, { because: 'worse' }).catch((reason: unknown) => reason);
    expect(error).include({ code: 'DRIFTLAB_INVALID_DATA' });
    expect(store.models.current(MODEL)).equal(2);
    expect(store.decisions.list({ kind: 'rollback' })).deep.equal([]);
  });

  it('follows a watch: keep, roll back, fall back and call a human', async () => {
    const { store } = scratch;
    const act = (action: WatchStatus['action'], options: { deployed: number; fallback?: number }) =>
      actOnWatch(store, MODEL, status(action), options);
    expect(await act('keep', { deployed: 2 })).include({ action: 'kept' });
    expect(await act('rollback', { deployed: 3 })).include({ action: 'kept' });
    expect(await act('rollback', { deployed: 2 })).include({ action: 'rolled back', version: 1 });
    expect(await act('rollback', { deployed: 1 })).include({ action: 'called a human', human: true });
    expect(await act('fallback', { deployed: 2 })).include({ action: 'kept' });
    expect(await act('fallback', { deployed: 1, fallback: 3 })).include({
      action: 'fell back',
      version: 3,
      human: true,
    });
    expect(await act('fallback', { deployed: 3 })).include({ action: 'fell back', version: null, human: true });
    expect(store.models.current(MODEL)).equal(null);
    expect(store.decisions.list({ kind: 'call-for-human' })).length(3);
  });

  it('shows all of it on the cards', async () => {
    const { store } = scratch;
    await rollBack(store, MODEL, { because: 'worse since Monday' });
    const [first, second, third] = [1, 2, 3].map((version) => modelCard(store, MODEL, version));
    expect([first, second, third].map((card) => card.status)).deep.equal([
      'champion',
      'former champion',
      'never deployed',
    ]);
    expect(third.lineage).deep.equal([
      { model: MODEL, version: 2 },
      { model: MODEL, version: 1 },
    ]);
    expect(second.verdicts[0]).include({ outcome: 'PASS', champion: 'v1', samples: 3000, won: 220, lost: 100 });
    expect(second.deployments.map(({ endedBecause }) => endedBecause)).deep.equal(['worse since Monday']);
    expect(first.deployments.map(({ until }) => until)).deep.equal([second.deployments[0].from, null]);
    expect(first.deployments.map(({ because }) => because)).deep.equal(['the first one', 'worse since Monday']);
    const text = cardText(second);
    for (const part of [
      '# reviews v2',
      'made from: reviews v1',
      '## use\n\ntests',
      'PASS against v1, 220 won and 100 lost of 3000 samples',
    ])
      expect(text).include(part);
  });
});
