import { expect } from 'chai';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Store } from '../../src/registry/openStore';
import { scratchStore } from './scratchStore';

describe('experiments', () => {
  let store: Store;
  let reopen: () => Store;
  let remove: () => Promise<void>;
  beforeEach(async () => ({ store, reopen, remove } = await scratchStore()));
  afterEach(() => remove());

  it('give a run back as it was written, from another connection too', () => {
    const run = store.experiments.start({
      ...{ experiment: 'trees', dataset: 'adult', parameters: { depth: 3, names: ['a', null] }, tags: { by: 'ann' } },
    });
    store.experiments.log(run.id, { loss: 0.5 });
    store.experiments.log(run.id, { loss: 0.25, accuracy: 0.9 });
    const ended = store.experiments.end(run.id, 'failed');
    expect(ended).deep.include({ experiment: 'trees', dataset: 'adult', status: 'failed', started: 1000 });
    expect(ended.parameters).deep.equal({ depth: 3, names: ['a', null] });
    expect(ended.tags).deep.equal({ by: 'ann' });
    expect(ended.metrics).deep.equal({ accuracy: 0.9, loss: 0.25 });
    expect(reopen().experiments.get(run.id)).deep.equal(ended);
    expect(store.experiments.metric(run.id, 'loss').map(({ step, value }) => [step, value])).deep.equal([
      ...[
        [0, 0.5],
        [1, 0.25],
      ],
    ]);
  });

  it('give the metric of the last step, whatever came last', () => {
    const { id } = store.experiments.start();
    store.experiments.log(id, { loss: 1 }, 7);
    store.experiments.log(id, { loss: 2 }, 3);
    store.experiments.log(id, { loss: 3 }, 7);
    expect(store.experiments.get(id).metrics).deep.equal({ loss: 3 });
    expect(store.experiments.metric(id, 'loss')).lengthOf(2);
  });

  it('are found by data set, tag, status, time, artifact, and all of them at once', async () => {
    const { experiments } = store;
    const start = (dataset: string, season: string) => experiments.start({ dataset, tags: { season } });
    const [a, b, c] = [start('bikes', 'winter'), start('bikes', 'summer'), start('adult', 'winter')];
    experiments.end(b.id);
    const { sha256 } = await experiments.attachBytes(c.id, 'note.txt', 'hello');
    const ids = (query: Parameters<typeof experiments.list>[0]) => experiments.list(query).map(({ id }) => id);
    expect(ids({})).deep.equal([c.id, b.id, a.id]);
    expect(ids({ dataset: 'bikes' })).deep.equal([b.id, a.id]);
    expect(ids({ tags: { season: 'winter' } })).deep.equal([c.id, a.id]);
    expect(ids({ tags: { season: 'winter' }, dataset: 'bikes' })).deep.equal([a.id]);
    expect(ids({ status: 'finished' })).deep.equal([b.id]);
    expect(ids({ from: b.started })).deep.equal([c.id, b.id]);
    expect(ids({ to: b.started, limit: 1 })).deep.equal([b.id]);
    expect(ids({ artifact: sha256 })).deep.equal([c.id]);
    expect(ids({ experiment: 'other' })).deep.equal([]);
  });

  it('keep a profile as JSON and find it by kind and data set', async () => {
    const { id } = store.experiments.start({ dataset: 'adult' });
    const profile = { rows: 3, columns: { age: { mean: 41.5 } } };
    await store.experiments.attachJson(id, 'profile.json', profile, 'profile');
    await store.experiments.attachBytes(id, 'notes.txt', 'hello');
    const [found, ...others] = store.experiments.findArtifacts({ kind: 'profile', dataset: 'adult' });
    expect(others).deep.equal([]);
    expect(await store.artifacts.readJson(found.sha256)).deep.equal(profile);
    expect(store.experiments.findArtifacts({ dataset: 'bikes' })).deep.equal([]);
  });

  it('compare any two', async () => {
    const { experiments } = store;
    const a = experiments.start({ parameters: { depth: 3, seed: 1 } }).id;
    const b = experiments.start({ parameters: { seed: 1 }, tags: { by: 'bob' } }).id;
    experiments.log(a, { accuracy: 0.75 });
    experiments.log(b, { accuracy: 0.5 });
    for (const run of [a, b]) await experiments.attachBytes(run, 'model', 'same bytes');
    const { rows } = experiments.compare(a, b);
    expect(rows.filter(({ equal }) => !equal)).deep.equal([
      { what: 'parameter', name: 'depth', a: 3, b: undefined, equal: false },
      { what: 'tag', name: 'by', a: undefined, b: 'bob', equal: false },
      { what: 'metric', name: 'accuracy', a: 0.75, b: 0.5, equal: false, change: -0.25 },
    ]);
    expect(rows.find(({ what }) => what === 'artifact')).include({ name: 'model', equal: true });
  });

  it('keep equal bytes once, and see bytes that changed', async () => {
    const first = await store.artifacts.put('hello');
    const again = await store.artifacts.put(Buffer.from('hello'));
    expect(again.sha256).equal('2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824');
    expect([first.size, store.artifacts.files()]).deep.equal([5, [again.sha256]]);
    const path = await store.artifacts.open(first.sha256);
    expect(readFileSync(path, 'utf8')).equal('hello');
    writeFileSync(path, 'hellu');
    const error: Error = await store.artifacts.read(first.sha256).then(
      () => new Error('was read'),
      (reason: Error) => reason,
    );
    expect(error).include({ code: 'DRIFTLAB_INVALID_DATA' });
    expect(error.message).match(/other bytes/);
    await store.artifacts.put('hello');
    expect((await store.artifacts.read(first.sha256)).toString()).equal('hello');
  });

  it('name no artifact whose file a killed retention took', async () => {
    const { id } = store.experiments.start();
    const { sha256 } = await store.artifacts.put('hello');
    rmSync(store.artifacts.path(sha256));
    expect(() => store.experiments.attach(id, 'a', sha256)).throw(RangeError, /Put them again/);
    await store.artifacts.put('hello');
    store.experiments.attach(id, 'a', sha256);
    expect((await store.artifacts.read(sha256)).toString()).equal('hello');
  });

  describe('refuse', () => {
    const wrong: Record<
      string,
      [(store: Store, run: string) => unknown, typeof RangeError | typeof TypeError, RegExp]
    > = {
      'a metric that is not finite': [
        ({ experiments }, run) => experiments.log(run, { loss: NaN }),
        ...([RangeError, /invalid metric loss: .* got NaN/] as const),
      ],
      'a step that is none': [
        ({ experiments }, run) => experiments.log(run, { loss: 1 }, -1),
        RangeError,
        /invalid step/,
      ],
      'an unknown run': [({ experiments }) => experiments.get('nobody'), RangeError, /invalid run: .*"nobody"/],
      'parameters that JSON does not hold': [
        ({ experiments }) => experiments.start({ parameters: { a: [1, Infinity] } }),
        ...([RangeError, /parameters\.a\[1\]/] as const),
      ],
      'typed arrays': [
        ({ experiments }) => experiments.start({ parameters: { a: new Float64Array(2) as never } }),
        ...([TypeError, /parameters\.a: .*Float64Array/] as const),
      ],
      'a name with a line break': [
        ({ experiments }) => experiments.start({ dataset: 'a\nb' }),
        ...([RangeError, /invalid dataset/] as const),
      ],
      'an empty tag': [({ experiments }, run) => experiments.tag(run, { a: '' }), RangeError, /invalid tag a/],
      'an artifact that is not there': [
        ({ experiments }, run) => experiments.attach(run, 'model', 'f'.repeat(64)),
        ...([RangeError, /invalid artifact/] as const),
      ],
      'an end that is none': [
        ({ experiments }, run) => experiments.end(run, 'ready' as never),
        ...([RangeError, /one of finished, failed, stopped/] as const),
      ],
      'a second end': [
        ({ experiments }, run) => (experiments.end(run), experiments.end(run)),
        ...([RangeError, /which has finished/] as const),
      ],
    };
    for (const [what, [act, kind, says]] of Object.entries(wrong))
      it(what, () => {
        const { id } = store.experiments.start();
        const before = store.experiments.list().length;
        expect(() => act(store, id)).throw(kind, says);
        expect(store.experiments.list()).lengthOf(before);
      });
  });
});
