import { expect } from 'chai';
import { Command } from 'commander';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addAudit } from '../../src/cli/audit';
import { addModels } from '../../src/cli/models';
import { addRuns } from '../../src/cli/runs';
import type { Store } from '../../src/registry/openStore';
import { scratchStore } from './scratchStore';

describe('the commands of the store', () => {
  let store: Store;
  let path = '';
  let remove: () => Promise<void>;
  let runs: string[] = [];
  beforeEach(async () => {
    ({ store, path, remove } = await scratchStore({ clock: () => Date.UTC(2026, 4, 3) }));
    runs = ['adult', 'bikes'].map((dataset) => store.experiments.start({ dataset, tags: { by: 'ann' } }).id);
    const { sha256 } = await store.artifacts.put('weights');
    for (let i = 0; i < 2; i++) store.models.register('m', { artifacts: { a: sha256 }, card: { f1: 0.5 + i / 4 } });
    store.models.promote('m', 1, { expected: null, because: 'the first' });
    store.models.promote('m', 2, { expected: 1, because: 'better' });
    store.decisions.append({ kind: 'verdict', content: 'PASS' });
  });
  afterEach(() => remove());

  const beside = (name: string) => join(path, '..', name);
  /** What a command prints, and its exit status. */
  async function drive(...args: string[]): Promise<{ out: string; status: number }> {
    const program = new Command('driftlab');
    for (const add of [addRuns, addModels, addAudit]) add(program);
    const { log, table, error } = console;
    const lines: string[] = [];
    console.log = console.error = (text: string) => void lines.push(text);
    console.table = (rows: unknown) => void lines.push(JSON.stringify(rows));
    try {
      await program.parseAsync([...args, '--store', path], { from: 'user' });
      return { out: lines.join('\n'), status: Number(process.exitCode ?? 0) };
    } finally {
      Object.assign(console, { log, table, error });
      process.exitCode = undefined;
    }
  }

  it('list, show and compare runs', async () => {
    const { out } = await drive(
      'runs',
      'list',
      '--dataset',
      'adult',
      '--tag',
      'by=ann',
      '--from',
      '2026-05-01',
      '--json',
    );
    expect((JSON.parse(out) as { id: string }[]).map(({ id }) => id)).deep.equal([runs[0]]);
    expect((await drive('runs', 'list')).out).include('"started":"2026-05-03 00:00:00"');
    expect((await drive('runs', 'list', '--to', '2026-05-01')).out).equal('no run fits');
    expect(JSON.parse((await drive('runs', 'show', runs[1])).out)).deep.include({ dataset: 'bikes' });
    expect((await drive('runs', 'compare', ...runs)).out)
      .include('"what":"dataset"')
      .and.not.include('"tag"');
    expect((await drive('runs', 'compare', '--all', ...runs)).out).include('"tag"');
  });

  it('show versions and who was champion, and roll back with a decision', async () => {
    expect((await drive('models', 'list')).out).include('"version":2,"aliases":"champion"');
    expect(JSON.parse((await drive('models', 'show', 'm', 'champion')).out)).deep.include({ card: { f1: 0.75 } });
    expect(JSON.parse((await drive('models', 'show', 'm', '1')).out)).deep.include({ version: 1, lineage: [] });
    expect((await drive('models', 'at', 'm', '2026-05-02')).out).equal('champion named no version of m at that time');
    expect(JSON.parse((await drive('models', 'at', 'm', '2026-05-04')).out)).deep.include({ version: 2 });
    const back = await drive('models', 'rollback', 'm', '--because', 'new cameras');
    expect(back).deep.equal({ out: 'champion of m is version 1 again, after 2', status: 0 });
    expect(store.models.current('m')).equal(1);
    expect(store.decisions.list({ kind: 'rollback' })[0].content).deep.include({ version: 1, because: 'new cameras' });
    expect(await drive('models', 'rollback', 'm', '--because', 'again')).deep.include({ status: 3 });
    expect((await drive('models', 'history', 'm')).out).include(
      '"action":"rollback","version":1,"because":"new cameras"',
    );
  });

  it('sign, export and verify the log', async () => {
    const [key, note, log] = [beside('key.pem'), beside('note.txt'), beside('log.jsonl')];
    const verifierKey = (await drive('audit', 'keygen', '--out', key)).out;
    expect(statSync(key).mode & 0o777).equal(0o600);
    expect(await drive('audit', 'keygen', '--out', key)).deep.include({ status: 3 });
    await drive('audit', 'checkpoint', '--private-key', key, '--out', note);
    const verify = (...more: string[]) => drive('audit', 'verify', '--key', verifierKey, ...more, note);
    const whole = await verify();
    expect(whole.status).equal(0);
    expect(whole.out).match(/^whole: 1 entries \(0 erased\), root [0-9a-f]{64}\n1 of them/);
    await drive('audit', 'export', '--out', log);
    expect(await verify('--log', log)).deep.include({ status: 0 });
    expect(readFileSync(log, 'utf8')).not.include('PASS');
    writeFileSync(log, readFileSync(log, 'utf8').replace('verdict', 'verdicu'));
    const changed = await verify('--log', log);
    expect(changed.out).match(/^changed entry: entry 0/);
    expect(changed.status).equal(2);
    expect((await drive('audit', 'check')).out).equal('whole: database, references, artifacts and log');
  });

  it('end with status 3 when something is missing or is no log', async () => {
    const wrong = async (says: RegExp, ...args: string[]) => {
      const { out, status } = await drive(...args);
      expect(out).match(says);
      expect(status).equal(3);
    };
    writeFileSync(beside('bad.jsonl'), '{"position":0}\n');
    writeFileSync(beside('note.txt'), 'a note');
    const key = (await drive('audit', 'keygen', '--out', beside('key.pem'))).out;
    await wrong(/invalid run/, 'runs', 'show', 'nobody');
    await wrong(/expected name=value, got ann/, 'runs', 'list', '--tag', 'ann');
    await wrong(/invalid version/, 'models', 'show', 'm', '7');
    await wrong(/cannot read .*none/, 'audit', 'verify', '--key', key, beside('none'));
    await wrong(
      /line 1: expected an entry/,
      'audit',
      'verify',
      '--key',
      key,
      '--log',
      beside('bad.jsonl'),
      beside('note.txt'),
    );
    await wrong(/invalid verifierKey/, 'audit', 'verify', '--key', 'k', beside('note.txt'));
    store.close();
    path = beside('other.db');
    await wrong(/cannot open the store .*no such file/, 'runs', 'list');
    expect(existsSync(path)).equal(false);
  });
});
