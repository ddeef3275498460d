import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readCheckpoint } from '../../src/registry/checkpoint';
import { Database } from '../../src/registry/database';
import type { OpenedDecision } from '../../src/registry/decisionLog';
import { leafHash, verifyConsistency, verifyInclusion } from '../../src/registry/merkleTree';
import type { Store } from '../../src/registry/openStore';
import { createNoteKey, openNote, signNote } from '../../src/registry/signedNote';
import { verifyLog } from '../../src/registry/verifyLog';
import { skip } from '../skip';
import { scratchStore } from './scratchStore';

const SCRIPT = join(__dirname, '../../src/registry/verify_log.py');
const python = spawnSync('python3', ['--version']).status === 0;

describe('the decision log', () => {
  let store: Store;
  let path = '';
  let remove: () => Promise<void>;
  let reopen: Awaited<ReturnType<typeof scratchStore>>['reopen'];
  const key = createNoteKey('lab.example/drift');
  beforeEach(async () => {
    ({ store, path, reopen, remove } = await scratchStore());
    store.decisions.nameOrigin('lab.example/drift');
  });
  afterEach(() => remove());

  const decide = (count: number, from = 0) => {
    for (let i = from; i < from + count; i++)
      store.decisions.append({ kind: 'verdict', content: { number: i, patient: `patient ${i}` }, subjects: [`p${i}`] });
  };

  it('gives decisions back by position, kind and time', () => {
    const { decisions } = store;
    const first = decisions.append({ kind: 'verdict', content: { outcome: 'PASS', p: 0.003 } });
    const second = decisions.append({ kind: 'promotion', content: [1, 2] });
    expect(first).deep.include({ position: 0, kind: 'verdict', content: { outcome: 'PASS', p: 0.003 } });
    expect(decisions.get(1)).deep.equal(second);
    expect(decisions.list({ kind: 'promotion' })).deep.equal([second]);
    expect(decisions.list({ to: first.at })).deep.equal([first]);
    expect(decisions.list({ from: second.at })).deep.equal([second]);
    expect(decisions.size()).equal(2);
  });

  it('has a commitment of its own for equal contents', () => {
    const { decisions } = store;
    const [a, b] = [1, 2].map(() => decisions.append({ kind: 'verdict', content: 'the same' }).commitment);
    expect(a).match(/^[0-9a-f]{64}$/);
    expect(a).not.equal(b);
  });

  it('proves an entry and the growth of the log to someone who has only the checkpoints', () => {
    const { decisions } = store;
    decide(5);
    const before = readCheckpoint(openNote(decisions.checkpoint(key.privateKey), key.verifierKey)!)!;
    decide(6, 5);
    const after = readCheckpoint(openNote(decisions.checkpoint(key.privateKey), key.verifierKey)!)!;
    expect([before.size, after.size, after.origin]).deep.equal([5, 11, 'lab.example/drift']);
    const { entry } = decisions.entries()[3];
    const inclusion = { index: 3, size: 11, root: after.root, proof: decisions.inclusionProof(3) };
    expect(verifyInclusion(leafHash(entry), inclusion)).equal(true);
    const { size, root } = before;
    const proof = decisions.consistencyProof(5);
    expect(verifyConsistency({ size, root, laterSize: 11, laterRoot: after.root, proof })).equal(true);
    expect(decisions.checkpoints()).lengthOf(2);
  });

  it('erases what is about a person, bytes too, and stays whole', () => {
    const { decisions } = store;
    decide(4);
    const checkpoint = decisions.checkpoint(key.privateKey);
    const salt = decisions.entries()[2].salt!;
    const onDisk = (bytes: string) => ['', '-wal'].some((end) => readFileSync(`${path}${end}`).includes(bytes));
    expect([onDisk('patient 2'), onDisk(salt)]).deep.equal([true, true]);
    expect(decisions.erase({ subject: 'p2' }, { because: 'asked for it' })).deep.equal([2]);
    expect([onDisk('patient 2'), onDisk(salt), onDisk('patient 1')]).deep.equal([false, false, true]);
    expect(decisions.get(2).content).equal(undefined);
    expect(decisions.list({ kind: 'erasure' })[0].content).deep.equal({ because: 'asked for it', positions: [2] });
    const report = verifyLog(decisions.entries(), { checkpoints: [checkpoint], verifierKey: key.verifierKey });
    expect(report).deep.include({ ok: true, size: 5, vouched: 4, erased: 1 });
    expect(decisions.erase({ subject: 'p2' }, { because: 'again' })).deep.equal([]);
  });

  it('erases together with what else is written, or not at all', () => {
    const { decisions } = store;
    decide(2);
    const erase = (fail: boolean) =>
      store.transaction(() => {
        decisions.erase({ position: 1 }, { because: 'a test' });
        if (fail) throw new Error('the last moment');
      });
    expect(() => erase(true)).throw('the last moment');
    expect(decisions.get(1).content).deep.include({ number: 1 });
    erase(false);
    expect([decisions.get(1).content, decisions.size()]).deep.equal([undefined, 3]);
    expect(['', '-wal'].some((end) => readFileSync(`${path}${end}`).includes('patient 1'))).equal(false);
  });

  it('says so when a reader of an older state keeps the bytes on the disk', () => {
    const { decisions } = reopen({ busyMs: 20 });
    decide(1);
    store.snapshot(() => {
      expect(store.decisions.size()).equal(1);
      expect(() => decisions.erase({ position: 0 }, { because: 'a test' })).throw(/bytes are still in the file/);
    });
    expect(decisions.erase({ subject: 'p0' }, { because: 'again' })).deep.equal([]);
    expect(['', '-wal'].some((end) => readFileSync(`${path}${end}`).includes('patient 0'))).equal(false);
  });

  it('cannot be changed through the database by mistake, nor can versions and their history', async () => {
    decide(1);
    store.decisions.checkpoint(key.privateKey);
    const { sha256 } = await store.artifacts.put('weights');
    const parent = store.models.register('m', { artifacts: { a: sha256 } });
    store.models.register('m', { artifacts: { a: sha256 }, parents: [parent] });
    store.models.promote('m', 1, { expected: null, because: 'a test' });
    store.close();
    const database = new Database(path, 1000);
    const columns = {
      decisions: 'entry',
      checkpoints: 'size',
      versions: 'dataset',
      version_parents: 'version',
      version_artifacts: 'version',
      alias_changes: 'version',
    };
    for (const [table, column] of Object.entries(columns))
      for (const sql of [`UPDATE ${table} SET ${column} = 9`, `DELETE FROM ${table}`])
        expect(() => database.run(sql), sql).throw(/never change/);
    database.close();
  });

  it('refuses kinds with names in them, unknown positions and a second origin', () => {
    const { decisions } = store;
    expect(() => decisions.append({ kind: 'Patient Miller', content: 1 })).throw(RangeError, /invalid kind/);
    expect(() => decisions.append({ kind: 'verdict', content: NaN })).throw(RangeError, /invalid content/);
    expect(() => decisions.get(0)).throw(RangeError, /invalid position/);
    expect(() => decisions.nameOrigin('elsewhere')).throw(RangeError, /lab\.example/);
    expect(decisions.size()).equal(0);
  });

  describe('shows to an examiner', () => {
    interface Copy {
      readonly entries: OpenedDecision[];
      readonly checkpoints: string[];
    }
    let whole: Copy;
    beforeEach(() => {
      decide(6);
      const first = store.decisions.checkpoint(key.privateKey);
      decide(5, 6);
      whole = { entries: store.decisions.entries(), checkpoints: [first, store.decisions.checkpoint(key.privateKey)] };
    });
    /** The same entries with true hashes, but entry `from` and all after it tell another story. */
    const retold = ({ entries }: Copy, from: number) =>
      entries.map((one) => {
        const entry = one.position < from ? one.entry : one.entry.replace('verdict', 'no-verdict');
        return { position: one.position, entry, leaf: Buffer.from(leafHash(entry)).toString('hex') };
      });
    const changed = (copy: Copy, i: number, change: (one: OpenedDecision) => Partial<OpenedDecision>): Copy => ({
      ...copy,
      entries: copy.entries.map((one, k) => (k === i ? { ...one, ...change(one) } : one)),
    });
    const other = createNoteKey('lab.example/drift');

    const cases: Record<string, [tamper: (copy: Copy) => Copy, kind: string[]]> = {
      'a whole log': [(copy) => copy, []],
      'a copy without contents': [
        (copy) => ({ ...copy, entries: copy.entries.map(({ position, entry, leaf }) => ({ position, entry, leaf })) }),
        [],
      ],
      'a flipped byte of an entry': [
        (copy) => changed(copy, 4, ({ entry }) => ({ entry: entry.replace('verdict', 'verdicu') })),
        ['changed entry'],
      ],
      'a flipped byte of a content': [
        (copy) => changed(copy, 4, ({ content }) => ({ content: content!.replace('patient', 'Patient') })),
        ['changed content'],
      ],
      'a flipped byte of a salt': [
        (copy) => changed(copy, 4, ({ salt }) => ({ salt: salt!.replace(/^./, (c) => (c === '0' ? '1' : '0')) })),
        ['changed content'],
      ],
      'a missing tail': [(copy) => ({ ...copy, entries: copy.entries.slice(0, 8) }), ['missing tail']],
      'a missing entry': [
        (copy) => ({ ...copy, entries: copy.entries.filter((_, i) => i !== 3) }),
        ['gap', 'missing tail', 'rewritten'],
      ],
      'a fork': [(copy) => ({ ...copy, entries: retold(copy, 8) }), ['fork']],
      'a log that was rewritten whole, with every key': [
        (copy) => ({ ...copy, entries: retold(copy, 0) }),
        ['rewritten'],
      ],
      'a checkpoint that another key signed': [
        ({ entries }) => ({ entries, checkpoints: [rewrittenCheckpoint(other.privateKey)] }),
        ['not signed'],
      ],
      'two checkpoints that contradict each other': [
        ({ entries, checkpoints }) => ({ entries, checkpoints: [...checkpoints, rewrittenCheckpoint(key.privateKey)] }),
        ['fork'],
      ],
      'a checkpoint in which a byte was flipped': [
        ({ entries, checkpoints: [note] }) => ({ entries, checkpoints: [note.replace('\n6\n', '\n5\n')] }),
        ['not signed'],
      ],
      'a content that is gone although no entry says so': [
        (copy) => changed(copy, 4, () => ({ salt: null, content: null })),
        ['unlogged erasure'],
      ],
    };
    /** What the operator of a second log of 11 entries would sign. */
    function rewrittenCheckpoint(privateKey: string): string {
      const text = `lab.example/drift\n11\n${Buffer.alloc(32, 1).toString('base64')}\n`;
      return signNote(text, 'lab.example/drift', privateKey);
    }

    for (const [what, [tamper, kinds]] of Object.entries(cases)) {
      it(what, () => {
        const { entries, checkpoints } = tamper(whole);
        const { ok, problems } = verifyLog(entries, { checkpoints, verifierKey: key.verifierKey });
        expect([...new Set(problems.map(({ kind }) => kind))].sort()).deep.equal(kinds);
        expect(ok).equal(kinds.length === 0);
      });
    }

    it('all of this, with the independent script that shares nothing with ours', function () {
      if (!python) skip(this, 'python3 is not installed');
      const known = Object.entries(cases).filter(([, [, kinds]]) => !kinds.includes('unlogged erasure'));
      const calls = known.map(([, [tamper]], i) => {
        const { entries, checkpoints } = tamper(whole);
        const files = [join(path, `../${i}.jsonl`), ...checkpoints.map((_, k) => join(path, `../${i}.${k}.txt`))];
        const texts = [entries.map((one) => `${JSON.stringify(one)}\n`).join(''), ...checkpoints];
        files.forEach((file, k) => writeFileSync(file, texts[k]));
        return [files[0], key.verifierKey, ...files.slice(1)];
      });
      const all = `import json, sys; sys.path.insert(0, ${JSON.stringify(dirname(SCRIPT))}); import verify_log
print(json.dumps([verify_log.main(*call) for call in json.loads(sys.stdin.read())]))`;
      const input = JSON.stringify(calls);
      const { stdout, stderr } = spawnSync('python3', ['-B', '-c', all], { input, encoding: 'utf8' });
      expect(stderr).equal('');
      const status = JSON.parse(stdout.trim().split('\n').at(-1)!) as number[];
      expect(known.map(([what], i) => [what, status[i]])).deep.equal(
        known.map(([what, [, kinds]]) => [what, kinds.length === 0 ? 0 : 1]),
      );
      expect(stdout).include('whole: 11 entries, 11 of them vouched for by a checkpoint');
    });

    it('no more than what a checkpoint vouches for', () => {
      const [first] = whole.checkpoints;
      const entries = retold(whole, 8);
      const report = verifyLog(entries, { checkpoints: [first], verifierKey: key.verifierKey });
      expect(report).include({ ok: true, size: 11, vouched: 6 });
    });

    it('that bytes of strangers are no reason to stop', () => {
      const entries = ['{', 'null', '[]', '"x"', '{"commitment":7,"kind":"erasure"}'].map((entry, position) => ({
        ...{
          position,
          entry,
          leaf: Buffer.from(leafHash(entry)).toString('hex'),
          salt: 'zz',
          content: '{"positions":3}',
        },
      }));
      const report = verifyLog(entries, { checkpoints: ['', '\n\n', 'a\n1\nb\n'], verifierKey: key.verifierKey });
      expect(new Set(report.problems.map(({ kind }) => kind))).deep.equal(new Set(['changed content', 'not signed']));
    });
  });
});
