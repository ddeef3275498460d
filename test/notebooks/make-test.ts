import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './jupyter';

describe('make', () => {
  let folder = '';
  before(() => (folder = mkdtempSync(join(tmpdir(), 'driftlab-make-'))));
  after(() => rmSync(folder, { recursive: true }));

  const make = (args: readonly string[], path = process.env.PATH) => {
    const { stdout, stderr, status } = spawnSync('make', ['-C', ROOT, '--no-print-directory', ...args], {
      env: { ...process.env, PATH: path, MAKEFLAGS: '' },
      encoding: 'utf8',
    });
    return { printed: stdout + stderr, status };
  };
  /** A PATH on which `name` is this shell script. */
  const pathWith = (name: string, script: string): string => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
    return `${folder}:${process.env.PATH}`;
  };

  it('lists its targets, each with a line that says what it does', () => {
    const { printed } = make(['help']);
    const wanted = 'help setup build test reproduce lab lint golden bench validate models data clean';
    for (const target of wanted.split(' ')) expect(printed).match(new RegExp(`^  make ${target} +\\S.*$`, 'm'));
  });

  it('says that node is too old, or python, or python3 missing', () => {
    const old = make(['check-node'], pathWith('node', '[ "$1" = --version ] && echo v18.1.0; exit 1'));
    expect(old.status).not.equal(0);
    expect(old.printed).include('Node.js v18.1.0 is too old: 20.19 or newer is needed');
    expect(make(['check-python', 'PYTHON=nonesuch']).printed).include(
      'nonesuch is missing: install Python 3.10 or newer',
    );
    const python = make(
      ['check-python', 'PYTHON=oldpython'],
      pathWith('oldpython', 'echo "Python 3.9 is too old" >&2; exit 1'),
    );
    expect(python.printed).include('Python 3.9 is too old');
    expect(python.status).not.equal(0);
  });

  it('pins every Python package', () => {
    const lines = readFileSync(join(ROOT, 'notebooks/requirements.txt'), 'utf8')
      .split('\n')
      .filter((line) => line && !line.startsWith('#'));
    expect(lines.length).greaterThan(80);
    for (const line of lines) expect(line).match(/^[\w.-]+==[\w.]+(; python_version (<|>=) '3\.\d+')?$/);
  });

  it('counts what mocha reports, and a failed step around it as a failure', () => {
    const report = join(folder, 'report.json');
    const count = (...args: string[]) =>
      spawnSync(process.execPath, [join(ROOT, 'test/count.cjs'), report, ...args], { encoding: 'utf8' }).stdout;
    writeFileSync(report, JSON.stringify({ stats: { passes: 7, failures: 0, pending: 0 } }));
    expect(count()).equal('7 passed, 0 failed\n');
    expect(count('2')).equal('7 passed, 2 failed\n');
    writeFileSync(report, JSON.stringify({ stats: { passes: 7, failures: 3, pending: 2 } }));
    expect(count('1')).equal('7 passed, 3 failed, 2 skipped\n');
    rmSync(report);
    expect(count()).equal('0 passed, 1 failed\n');
  });
});
