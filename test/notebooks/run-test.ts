import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENVIRONMENT, FIXTURES, ROOT, venvProgram } from './jupyter';

interface Output {
  readonly output_type: string;
  readonly data?: Record<string, unknown>;
  readonly text?: string | string[];
}

interface Notebook {
  readonly cells: readonly {
    cell_type: string;
    source: string | string[];
    execution_count?: number;
    outputs?: Output[];
  }[];
}

describe('notebooks/run.py', function () {
  this.timeout(240_000);
  let folder = '';
  const file = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8');
  const run = (out: string, ...names: string[]) =>
    spawnSync(
      join(ROOT, '.venv/bin/python'),
      [
        join(ROOT, 'notebooks/run.py'),
        '--out',
        join(folder, out),
        ...names.map((name) => join(FIXTURES, `${name}.ipynb`)),
      ],
      { cwd: folder, env: ENVIRONMENT, encoding: 'utf8' },
    );

  before(function () {
    venvProgram(this, 'python');
    folder = mkdtempSync(join(tmpdir(), 'driftlab-run-'));
  });
  after(() => {
    if (folder) rmSync(folder, { recursive: true });
  });

  describe('with a notebook that works', () => {
    let outputs: Output[][] = [];
    before(() => {
      for (const out of ['first', 'second']) {
        const { status, stderr } = run(out, 'figures');
        expect(status, stderr).equal(0);
        expect(stderr).match(/cell 6\/6.*\n\n1 of 1 claims hold\. 1 of 1 notebooks ran to the end\./);
      }
      outputs = (JSON.parse(file('first/figures.ipynb')) as Notebook).cells.map((cell) => cell.outputs ?? []);
    });

    it('leaves the same bytes when run again, the timings apart', () => {
      for (const name of ['figures.ipynb', 'figures.html', 'figures/comparison.svg', 'claims.json', 'claims.html'])
        expect(file('first', name) === file('second', name), name).equal(true);
      expect(JSON.parse(file('first/timings.json')))
        .nested.property('figures.cells')
        .length(6);
    });

    it('shows each figure as one output in several forms', () => {
      expect(outputs[2].map(({ data }) => Object.keys(data!).sort())).deep.equal([
        ['image/png', 'image/svg+xml', 'text/plain'],
      ]);
      const forms = ['application/vnd.plotly.v1+json', 'image/png', 'image/svg+xml', 'text/plain'];
      expect(outputs[3].map(({ data }) => Object.keys(data!).sort())).deep.equal([forms]);
    });

    it('keeps the last state of a progress bar and nothing else of it', () => {
      expect(outputs[4]).length(1);
      expect(outputs[4][0].data!['text/plain']).deep.equal(['counting: 50 of 50']);
    });

    it('shows a table as HTML and as text', () => {
      expect(outputs[5]).length(1);
      const { 'text/plain': text, 'text/html': html } = outputs[5][0].data!;
      expect([text].flat().join('')).equal('run    AUROC  holds\nclean  0.93   yes\na < b  –      no');
      expect([html].flat().join('')).include('>a &#60; b</td>');
    });

    it('names no folder of this machine', () => {
      expect([outputs[6][0].text].flat().join('')).equal('out/figures test/notebooks/fixtures\n');
      for (const name of ['figures.ipynb', 'figures.html', 'claims.html'])
        expect(file('first', name)).not.include(ROOT).not.include(folder);
    });

    it('writes a page with the drawings that asks nothing of a network', () => {
      const page = file('first/figures.html');
      expect(page.match(/<svg[^>]*role="img"/g)).length(2);
      expect(page).not.match(/<script[^>]*src=|import\(|from ["']https?:|<link[^>]*href="https?:/);
    });

    it('gathers the claims', () => {
      expect(JSON.parse(file('first/claims.json'))).deep.equal([
        { id: 'sum', claim: 'One and one is two', expected: '2', measured: '2', holds: true },
      ]);
      expect(file('first/claims.html')).include('<td>One and one is two</td>');
    });
  });

  describe('with notebooks that fail', () => {
    let printed = '';
    before(() => {
      const { status, stderr } = run(
        'bad',
        'throws',
        'type_error',
        'late_rejection',
        'late_timer',
        'dies',
        'broken_claim',
      );
      expect(status).equal(1);
      printed = stderr;
    });

    it('shows the cell and its error', () => {
      expect(printed).include(
        "throws failed in this cell:\n\n    const boom = (): never => {\n      throw new RangeError('invalid",
      );
      expect(printed).include(
        'RangeError: invalid severity: expected a number in [0, 1], got 7\n        at boom (the cell)',
      );
    });

    it('points at the place of a type error', () => {
      const place = "    const count: number = 'three';\n          ^\n    line 1, column 7: ";
      expect(printed).include(`${place}Type 'string' is not assignable to type 'number'.`);
    });

    it('counts errors that no cell awaited', () => {
      expect(printed).include(
        "late_rejection failed in this cell:\n\n    void Promise.reject(new Error('nobody awaits this'));",
      );
      expect(printed).match(/late_timer failed in this cell:[^]*Error: after the last cell/);
    });

    it('notices a kernel that dies', () => {
      expect(printed).match(/dies failed in this cell:\n\n {4}process\.exit\(3\);\n\n {4}the kernel died/);
    });

    it('lists the claims that do not hold', () => {
      expect(printed).include('does not hold: pi\n    Pi is three\n    expected 3\n    measured 3.14\n');
      expect(printed).include('0 of 1 claims hold. 1 of 6 notebooks ran to the end.');
      expect(file('bad/claims.html')).include('does not hold');
    });

    it('writes what there is, with the error and without the cells behind it', () => {
      const { cells } = JSON.parse(file('bad/throws.ipynb')) as Notebook;
      expect(cells.map(({ outputs }) => outputs!.map(({ output_type }) => output_type))).deep.equal([['error'], []]);
      expect(cells[0].execution_count).equal(1);
      expect(file('bad/throws.html')).include('invalid severity');
    });
  });
});
