import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readAbout, replaceFolder, writeFileAtomic } from '../../src/data/files';
import { DriftlabError } from '../../src/errors';
import { failureOf } from './helpers';

describe('files', () => {
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'driftlab-files-'))));
  afterEach(() => rm(folder, { recursive: true }));

  /** Runs TypeScript that never ends in a process of its own, and kills it (-9) when it has said "ready". */
  async function killWhenReady(body: string): Promise<number> {
    const code = `
      const { replaceFolder, writeFileAtomic } = require('${resolve('src/data/files')}');
      const { writeFile } = require('node:fs/promises');
      setInterval(() => 0, 1000);
      ${body}`;
    const child = spawn(process.execPath, ['-r', 'ts-node/register/transpile-only', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((done) => child.stdout.once('data', done));
    child.kill('SIGKILL');
    await new Promise((done) => child.once('exit', done));
    return child.pid!;
  }

  it('writes a file into folders that did not exist and replaces it', async () => {
    const path = join(folder, 'a', 'b', 'summary.json');
    await writeFileAtomic(path, 'one');
    await writeFileAtomic(path, new Uint8Array([50]));
    expect(await readFile(path, 'utf8')).to.equal('2');
    expect(await readdir(join(folder, 'a', 'b'))).to.deep.equal(['summary.json']);
  });

  it('puts a folder in place with its description, and replaces what it made before', async () => {
    const path = join(folder, 'set');
    await replaceFolder(path, (inside) => writeFile(join(inside, 'old.txt'), ''), { seed: 1 });
    await replaceFolder(path, (inside) => writeFile(join(inside, 'new.txt'), ''), { seed: 2 });
    expect((await readdir(path)).sort()).to.deep.equal(['driftlab.json', 'new.txt']);
    expect(await readAbout(path)).to.deep.equal({ seed: 2 });
    expect(await readdir(folder)).to.deep.equal(['set']);
  });

  it('leaves the earlier folder alone when filling fails, and passes the error on', async () => {
    const path = join(folder, 'set');
    await replaceFolder(path, (inside) => writeFile(join(inside, 'kept.txt'), ''));
    const error = await failureOf(replaceFolder(path, () => Promise.reject(new Error('out of wool'))));
    expect(error.message).to.equal('out of wool');
    expect((await readdir(path)).sort()).to.deep.equal(['driftlab.json', 'kept.txt']);
    expect(await readdir(folder)).to.deep.equal(['set']);
  });

  it('never replaces a folder that somebody else filled', async () => {
    await writeFile(join(folder, 'thesis.tex'), '');
    const error = await failureOf(replaceFolder(folder, () => Promise.resolve()));
    expect(error).to.be.instanceOf(DriftlabError).with.property('code', 'DRIFTLAB_IO');
    expect(error.message).to.match(/cannot replace .*: it has content that driftlab did not make\. Choose another/);
    expect(await readdir(folder)).to.deep.equal(['thesis.tex']);
  });

  it('lets two writers of one folder both finish, and keeps one of them whole', async () => {
    const path = join(folder, 'set');
    const write = (name: string) =>
      replaceFolder(path, (inside) => Promise.all([1, 2, 3].map((i) => writeFile(join(inside, `${name}${i}`), ''))));
    await Promise.all(['a', 'b', 'c', 'd'].map(write));
    const names = (await readdir(path)).filter((name) => name !== 'driftlab.json');
    expect(names).to.have.length(3);
    expect(new Set(names.map((name) => name[0]))).to.have.property('size', 1);
    expect(await readdir(folder)).to.deep.equal(['set']);
  });

  it('takes nothing of a run killed in the middle for whole, and the next run removes what it left', async () => {
    const path = join(folder, 'set');
    await killWhenReady(`replaceFolder('${path}', async (inside) => {
      await writeFile(inside + '/000.png', 'half');
      console.log('ready');
      await new Promise(() => 0);
    })`);
    const [left, ...others] = await readdir(folder);
    expect(others).to.deep.equal([]);
    expect(left).to.match(/^\.set\..*\.tmp$/);
    await replaceFolder(path, (inside) => writeFile(join(inside, 'whole.png'), ''));
    expect(await readdir(folder)).to.deep.equal(['set']);
    expect((await readdir(path)).sort()).to.deep.equal(['driftlab.json', 'whole.png']);
  });

  it('keeps the temporaries of writers that live, and of other machines for a day', async () => {
    const living = `.a.json.${process.ppid}@${hostname()}.0-0.tmp`;
    const elsewhere = '.a.json.1@elsewhere.0-0.tmp';
    const silent = '.a.json.2@elsewhere.0-0.tmp';
    for (const name of [living, elsewhere, silent]) await writeFile(join(folder, name), '');
    await mkdir(join(folder, '.a.json.b'));
    await utimes(join(folder, silent), 1, 1);
    await writeFileAtomic(join(folder, 'a.json'), '{}');
    expect((await readdir(folder)).sort()).to.deep.equal([living, elsewhere, '.a.json.b', 'a.json'].sort());
  });

  it('says what cannot be written and why', async () => {
    await writeFile(join(folder, 'file'), '');
    const path = join(folder, 'file', 'inside');
    for (const attempt of [writeFileAtomic(path, ''), replaceFolder(path, () => Promise.resolve())]) {
      const error = await failureOf(attempt);
      expect(error).to.be.instanceOf(DriftlabError).with.property('code', 'DRIFTLAB_IO');
      expect(error.message).to.equal(`cannot write ${path}: a part of the path is a file, not a folder`);
    }
    const error = await failureOf(writeFileAtomic(folder, ''));
    expect(error.message).to.equal(`cannot write ${folder}: it is a folder, not a file`);
  });
});
