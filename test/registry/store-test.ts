import { expect } from 'chai';
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { migrations } from '../../src/registry/migrations';
import { openStore, type Store } from '../../src/registry/openStore';
import { loadLibsql } from '../../src/registry/packages';
import { createNoteKey } from '../../src/registry/signedNote';
import { verifyLog } from '../../src/registry/verifyLog';
import { bundled } from './bundled';
import { scratchStore } from './scratchStore';

const because = 'a test';
const clock = () => 1e12;

describe('the store', () => {
  let store: Store;
  let path = '';
  let remove: () => Promise<void>;
  let reopen: Awaited<ReturnType<typeof scratchStore>>['reopen'];
  beforeEach(async () => ({ store, path, reopen, remove } = await scratchStore()));
  afterEach(() => remove());
  const beside = (name: string) => join(path, '..', name);

  it('is SQLite in WAL mode that writes through', () => {
    const Sqlite = loadLibsql();
    const other = new Sqlite(path);
    expect(other.pragma('journal_mode', { simple: true })).include({ journal_mode: 'wal' });
    other.close();
    expect(existsSync(`${path}-wal`)).equal(true);
  });

  it('brings every older schema up to date and keeps what is in it', () => {
    const Sqlite = loadLibsql();
    for (let version = 1; version < migrations.length; version++) {
      const old = new Sqlite(beside(`old ${version}.db`));
      old.exec(migrations.slice(0, version).join(''));
      old.exec(`PRAGMA application_id = ${0x64726674}; PRAGMA user_version = ${version}`);
      old.exec(`INSERT INTO runs VALUES ('r1', 'default', NULL, 'finished', 5, 6, '{"depth":3}')`);
      old.close();
      const opened = openStore(beside(`old ${version}.db`), { clock });
      expect(opened.experiments.get('r1')).deep.include({ started: 5, parameters: { depth: 3 } });
      expect(opened.decisions.append({ kind: 'verdict', content: 1 }).position).equal(0);
      opened.close();
    }
  });

  it('is opened and written by several processes at once, from the first moment on', async () => {
    const script = bundled(join(__dirname, '../validate/storeWriter.ts'), beside('.'));
    const write = (name: string) =>
      promisify(execFile)(process.execPath, [script, beside('shared.db'), beside(name), name, '3']);
    await Promise.all(['a', 'b', 'c'].map(write));
    const shared = openStore(beside('shared.db'), { clock });
    expect([shared.decisions.size(), shared.models.list('m').length]).deep.equal([18, 9]);
    expect(await shared.check()).deep.equal({ ok: true, problems: [] });
    shared.close();
  });

  it('says that another process is writing rather than wait for ever', () => {
    const other = reopen({ busyMs: 20 });
    store.transaction(() => {
      store.experiments.start();
      expect(() => other.experiments.start()).throw(/another process has been writing for more than 0.02 s/);
      expect(other.experiments.list()).deep.equal([]);
    });
    expect(other.experiments.list()).lengthOf(1);
  });

  it('reads one moment in a snapshot', () => {
    const other = reopen();
    store.snapshot(() => {
      expect(store.experiments.list()).lengthOf(0);
      other.experiments.start();
      expect(store.experiments.list()).lengthOf(0);
    });
    expect(store.experiments.list()).lengthOf(1);
  });

  it('finds changed bytes, a missing file and a changed entry', async () => {
    const { id } = store.experiments.start();
    const [a, b] = [
      await store.experiments.attachBytes(id, 'a', 'first'),
      await store.experiments.attachBytes(id, 'b', 'second'),
    ];
    store.decisions.append({ kind: 'verdict', content: { p: 0.5 } });
    expect(await store.check()).deep.equal({ ok: true, problems: [] });
    writeFileSync(store.artifacts.path(a.sha256), 'First');
    rmSync(store.artifacts.path(b.sha256));
    const raw = new (loadLibsql())(path);
    raw.exec(`DROP TRIGGER decisions_no_update; UPDATE decisions SET entry = replace(entry, 'verdict', 'verdicu')`);
    raw.close();
    const { ok, problems } = await store.check();
    expect([ok, problems.length]).deep.equal([false, 3]);
    for (const says of [/log: entry 0 is not the one that was hashed/, /other bytes/, /no such file/])
      expect(problems.filter((line) => says.test(line))).lengthOf(1);
  });

  it('deletes old runs and what only they named, and says so in the log', async () => {
    let time = 1e12;
    const { experiments, models, artifacts, decisions, ...kept } = reopen({ clock: () => time });
    const run = async (bytes: string, tags = {}) => {
      const { id } = experiments.start({ tags });
      const { sha256 } = await experiments.attachBytes(id, 'file', bytes);
      experiments.log(id, { loss: 1 });
      experiments.end(id);
      return { id, sha256 };
    };
    const [old, named, tagged] = [await run('old'), await run('named'), await run('tagged', { keep: 'for ever' })];
    const shared = await run('shared');
    const open = experiments.start().id;
    models.register('m', { artifacts: { a: named.sha256 }, run: named.id });
    const stray = artifacts.path('ab'.repeat(32));
    mkdirSync(join(stray, '..'), { recursive: true });
    writeFileSync(stray, 'of a killed process');
    utimesSync(stray, 1, 1);
    time += 10 * 86_400_000;
    const recent = await run('shared');
    const orphan = await artifacts.put('not named yet');
    const gone = kept.retain({ endedBefore: time, because: 'ten days are enough' });
    expect(gone).deep.equal({ runs: [old.id, shared.id], artifacts: [old.sha256], position: 0 });
    expect(new Set(experiments.list().map(({ id }) => id))).deep.equal(new Set([open, named.id, tagged.id, recent.id]));
    expect(existsSync(stray)).equal(false);
    expect(new Set(artifacts.files())).deep.equal(new Set([named.sha256, tagged.sha256, shared.sha256, orphan.sha256]));
    expect(decisions.list({ kind: 'retention' })[0]).deep.include({
      at: time,
      content: {
        ...{ because: 'ten days are enough', endedBefore: time, runs: gone.runs, artifacts: gone.artifacts },
      },
    });
    expect(await kept.check()).deep.equal({ ok: true, problems: [] });
  });

  it('exports everything, and contents of decisions only when asked to', async () => {
    const key = createNoteKey(store.decisions.origin());
    const { id } = store.experiments.start({ dataset: 'adult' });
    store.experiments.log(id, { loss: 0.5 }, 3);
    const { sha256 } = await store.experiments.attachBytes(id, 'file', 'hello');
    store.models.register('m', { artifacts: { a: sha256 }, run: id });
    store.models.promote('m', 1, { expected: null, because });
    store.decisions.append({ kind: 'verdict', content: 'secret' });
    store.decisions.checkpoint(key.privateKey);
    const read = (name: string) => readFileSync(join(beside('out'), name), 'utf8');
    const rows = (name: string) => read(name).trim().split('\n').map((line) => JSON.parse(line) as object); // prettier-ignore
    await store.export(beside('out'));
    expect(rows('runs.jsonl')).deep.equal([store.experiments.get(id)]);
    expect(rows('metrics.jsonl')[0]).include({ run: id, name: 'loss', step: 3, value: 0.5 });
    expect(rows('versions.jsonl')).deep.equal(store.models.list('m'));
    expect(rows('aliases.jsonl')).deep.equal(store.models.history('m'));
    expect(read(`artifacts/${sha256}`)).equal('hello');
    expect(read('decisions.jsonl')).not.include('secret');
    await store.export(beside('out'), { contents: true });
    expect(read('decisions.jsonl')).include('secret');
    const checkpoints = readdirSync(join(beside('out'), 'checkpoints')).map((name) => read(`checkpoints/${name}`));
    const report = verifyLog(rows('decisions.jsonl') as never, { checkpoints, verifierKey: key.verifierKey });
    expect(report).include({ ok: true, vouched: 1 });
  });

  it('says what is wrong with a file that is no store', () => {
    const open =
      (name: string, create = true) =>
      () =>
        openStore(beside(name), { clock, create });
    writeFileSync(beside('text.db'), 'hello '.repeat(200));
    expect(open('text.db')).throw(/is damaged: file is not a database/);
    const other = new (loadLibsql())(beside('other.db'));
    other.exec('CREATE TABLE things (a)');
    other.close();
    expect(open('other.db')).throw(/not a store of driftlab/);
    store.close();
    const newer = new (loadLibsql())(path);
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    expect(open('store.db')).throw(/newer driftlab \(schema 99\)/);
    expect(open('none.db', false)).throw(/cannot open the store .*none\.db: no such file/);
    expect(existsSync(beside('none.db'))).equal(false);
    expect(open('.')).throw(/cannot open the store/);
    expect(() => store.experiments.list()).throw(/has been closed/);
  });

  it('sees a file that was cut off', async () => {
    for (let i = 0; i < 50; i++) store.experiments.start({ parameters: { text: 'x'.repeat(500) } });
    const raw = new (loadLibsql())(path);
    raw.pragma('wal_checkpoint(TRUNCATE)');
    raw.close();
    store.close();
    truncateSync(path, 81_920);
    const opened = (() => {
      try {
        return openStore(path, { clock });
      } catch (error) {
        return error as Error;
      }
    })();
    const report = opened instanceof Error ? { ok: false } : await opened.check();
    expect(report.ok).equal(false);
    if (!(opened instanceof Error)) opened.close();
  });
});
