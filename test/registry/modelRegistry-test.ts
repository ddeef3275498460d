import { expect } from 'chai';
import fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import type { Store } from '../../src/registry/openStore';
import { scratchStore } from './scratchStore';

const because = 'a test';

describe('the model registry', () => {
  let store: Store;
  let remove: () => Promise<void>;
  let sha256 = '';
  beforeEach(async () => {
    ({ store, remove } = await scratchStore());
    sha256 = (await store.artifacts.put('weights')).sha256;
  });
  afterEach(() => remove());
  const register = (model = 'm') => store.models.register(model, { artifacts: { 'model.onnx': sha256 } }).version;

  it('numbers versions and keeps lineage, data, run and card', async () => {
    const { models } = store;
    const run = store.experiments.start().id;
    const [first, base] = [register(), register('base')];
    const parents = [
      { model: 'base', version: base },
      { model: 'm', version: first },
    ];
    const second = models.register('m', {
      artifacts: { a: sha256 },
      parents,
      dataset: 'adult',
      run,
      card: { f1: 0.9 },
    });
    expect(second).deep.include({ model: 'm', version: 2, parents, dataset: 'adult', run, card: { f1: 0.9 } });
    const third = models.register('m', { artifacts: { a: sha256 }, parents: [second] });
    expect(models.lineage('m', third.version).map(({ model, version }) => `${model} ${version}`)).deep.equal([
      ...['m 2', 'base 1', 'm 1'],
    ]);
    expect(models.names()).deep.equal(['base', 'm']);
    expect(models.list('m').map(({ version }) => version)).deep.equal([1, 2, 3]);
    expect((await models.files('m', 2)).a.toString()).equal('weights');
  });

  it('promotes only over the version that was judged against', () => {
    const { models } = store;
    for (let i = 0; i < 3; i++) register();
    const promote = (version: number, expected: number | null) => models.promote('m', version, { expected, because });
    expect(promote(1, null)).deep.equal({ outcome: 'promoted', version: 1, previous: null });
    expect(promote(2, 1)).deep.equal({ outcome: 'promoted', version: 2, previous: 1 });
    expect(promote(3, 1)).deep.include({ outcome: 'conflict', current: 2 });
    expect(models.get('m', 'champion').version).equal(2);
    expect(() => promote(2, 2)).throw(RangeError, /another one/);
    expect(() => promote(9, 2)).throw(RangeError, /invalid version/);
    expect(models.current('m')).equal(2);
  });

  it('rolls back to what was deployed before, and only if something was', () => {
    const { models } = store;
    for (let i = 0; i < 3; i++) register();
    const rollback = (expected?: number) => models.rollback('m', { expected, because }).outcome;
    expect(rollback()).equal('nothing to restore');
    models.promote('m', 1, { expected: null, because });
    expect(rollback()).equal('nothing to restore');
    expect(models.current('m')).equal(1);
    models.promote('m', 2, { expected: 1, because });
    expect(rollback(1)).equal('conflict');
    expect(models.rollback('m', { because })).deep.equal({ outcome: 'restored', version: 1, previous: 2 });
    expect(rollback()).equal('nothing to restore');
    models.promote('m', 3, { expected: 1, because });
    models.promote('m', 2, { expected: 3, because });
    expect([rollback(), models.current('m'), rollback(), models.current('m'), rollback()]).deep.equal([
      ...['restored', 3, 'restored', 1, 'nothing to restore'],
    ]);
    expect(models.history('m').map(({ action, version }) => `${action} ${version}`)).deep.equal([
      ...['promotion 1', 'promotion 2', 'rollback 1', 'promotion 3', 'promotion 2', 'rollback 3', 'rollback 1'],
    ]);
  });

  it('is a stack under any promotions, rollbacks and removals', () => {
    for (let i = 0; i < 4; i++) register();
    let alias = 0;
    const step = fc.oneof(fc.constant('back' as const), fc.constant('off' as const), fc.integer({ min: 1, max: 4 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const name = `alias ${alias++}`;
        let stack: number[] = [];
        for (const one of steps) {
          const top = stack.at(-1) ?? null;
          if (one === 'off') {
            store.models.remove('m', name, { because });
            stack = [];
          } else if (one === 'back') {
            const { outcome } = store.models.rollback('m', { because, alias: name });
            if (outcome === 'restored') stack.pop();
            else expect(stack).lengthOf.at.most(1);
          } else if (one !== top) {
            store.models.promote('m', one, { expected: top, because, alias: name });
            stack.push(one);
          }
          expect(store.models.current('m', name)).equal(stack.at(-1) ?? null);
        }
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  it('says who was champion at a time, also when the clock is set back', async () => {
    let time = 0;
    const other = await scratchStore({ clock: () => time });
    const { models, artifacts } = other.store;
    const files = { a: (await artifacts.put('x')).sha256 };
    for (let i = 0; i < 3; i++) models.register('m', { artifacts: files });
    const promoteAt = (at: number, version: number, expected: number | null) => {
      time = at;
      models.promote('m', version, { expected, because });
    };
    promoteAt(100, 1, null);
    promoteAt(200, 2, 1);
    promoteAt(150, 3, 2);
    expect([99, 100, 199, 200, 1e9].map((at) => models.at('m', at)?.version)).deep.equal([undefined, 1, 1, 3, 3]);
    await other.remove();
  });

  it('keeps aliases apart and takes them off', () => {
    const { models } = store;
    for (let i = 0; i < 2; i++) register();
    models.promote('m', 1, { expected: null, because });
    models.promote('m', 2, { expected: null, because, alias: 'shadow' });
    expect(models.aliases('m')).deep.equal({ champion: 1, shadow: 2 });
    models.remove('m', 'shadow', { because });
    expect(models.aliases('m')).deep.equal({ champion: 1 });
    expect(() => models.get('m', 'shadow')).throw(RangeError, /"shadow"/);
    expect(models.rollback('m', { because, alias: 'shadow' }).outcome).equal('nothing to restore');
  });

  it('writes a promotion, its decision and the end of a run together or not at all', () => {
    const { models, decisions, experiments } = store;
    register();
    const run = experiments.start().id;
    const write = (fail: boolean) =>
      store.transaction(() => {
        models.promote('m', 1, { expected: null, because });
        decisions.append({ kind: 'promotion', content: { version: 1 } });
        experiments.end(run);
        if (fail) throw new Error('the last moment');
      });
    expect(() => write(true)).throw('the last moment');
    expect([models.current('m'), decisions.size(), experiments.get(run).status]).deep.equal([null, 0, 'running']);
    write(false);
    expect([models.current('m'), decisions.size(), experiments.get(run).status]).deep.equal([1, 1, 'finished']);
  });

  it('undoes only the inner of two transactions when that one fails and the outer one goes on', () => {
    store.transaction(() => {
      register('outer');
      expect(() =>
        store.transaction(() => {
          register('inner');
          throw new Error('inner');
        }),
      ).throw('inner');
    });
    expect(store.models.names()).deep.equal(['outer']);
  });

  it('refuses a transaction that waits', () => {
    expect(() => store.transaction(() => (register(), Promise.resolve()))).throw(TypeError, /synchronous/);
    expect(store.models.names()).deep.equal([]);
  });

  it('refuses versions of nothing, unknown parents and unknown runs', () => {
    const add = (parts: object) => () => store.models.register('m', { artifacts: { a: sha256 }, ...parts });
    expect(add({ artifacts: {} })).throw(RangeError, /invalid artifacts/);
    expect(add({ artifacts: { a: 'f' } })).throw(RangeError, /invalid artifact/);
    expect(add({ parents: [{ model: 'm', version: 1 }] })).throw(RangeError, /invalid version/);
    expect(add({ run: 'nobody' })).throw(RangeError, /invalid run/);
    expect(() => store.models.promote('m', 1, { expected: null, because })).throw(RangeError, /invalid version/);
    expect(store.models.list('m')).deep.equal([]);
  });

  it('does not give out a file whose bytes changed', async () => {
    register();
    writeFileSync(store.artifacts.path(sha256), 'weighty');
    const error: unknown = await store.models.files('m', 1).catch((reason: unknown) => reason);
    expect(error).include({ code: 'DRIFTLAB_INVALID_DATA' });
  });
});
