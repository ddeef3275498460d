import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NOT_COVERED, type Adapters } from './adapter';
import { compare } from './compare';
import { resolveInput } from './generated';
import { isGood, report } from './report';
import { runGolden } from './runGolden';

const GOLDEN = join(__dirname, '../golden');
const exact = { abs: 0, rel: 0 };

/** Adapters of an invented family. */
const adapters: Adapters = {
  sums: {
    add: ({ x }: { x: number[] }) =>
      Promise.resolve({ sum: x.reduce((sum, value) => sum + value, 0), terms: x.length }),
    refuse: () => {
      throw new RangeError('invalid x: expected a number, got none');
    },
    slip: () => (undefined as unknown as { x: number }).x,
    partly: ({ offered }: { offered: boolean }) => (offered ? { sum: 1 } : NOT_COVERED),
  },
};

const add = (sum: unknown, more: object = {}) => ({
  case: 'add/1_2',
  op: 'add',
  input: { x: [1, 2] },
  expected: { sum },
  tolerance: { abs: 1e-9, rel: 0 },
  ...more,
});

describe('the golden harness', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'golden-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (content: unknown, name = 'sums.json') =>
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  const family = (...cases: unknown[]) => ({ schema: 1, family: 'sums', cases });
  const outcomes = async (...cases: unknown[]) => {
    write(family(...cases));
    const result = await runGolden(folder, adapters);
    expect(result.errors).deep.equal([]);
    return result.cases.map(({ outcome, problems }) => [outcome, ...problems]);
  };

  it('passes a right number and fails one that is off, naming its place', async () => {
    expect(await outcomes(add(3), add(3.1))).deep.equal([['passed'], ['failed', 'sum: expected 3.1, got 3']]);
  });

  it('leaves out unknown families, unknown operations, and variants an adapter turns down', async () => {
    const partly = (offered: boolean) => add(1, { op: 'partly', input: { offered } });
    expect(await outcomes(add(3, { op: 'toString' }), partly(true), partly(false))).deep.equal([
      ['not covered'],
      ['passed'],
      ['not covered'],
    ]);
    write({ ...family(add(3)), family: 'differences' });
    expect((await runGolden(folder, adapters)).cases[0].outcome).equal('not covered');
  });

  it('compares the keys that an adapter covers, and names the others', async () => {
    write(family(add(3, { expected: { sum: 3, mean: 1.5 } })));
    const without = { sums: { add: () => ({ sum: 3, mean: NOT_COVERED }) } };
    const result = await runGolden(folder, without);
    expect(result.cases[0]).deep.include({ outcome: 'passed', omitted: ['mean'] });
    expect(report(result)).include('in part: sums add without mean\n');
  });

  it('takes an error for right only where one is expected, and only if it is the library that refuses', async () => {
    const throwing = (op: string, expected: unknown) => add(0, { op, expected });
    expect(
      await outcomes(
        throwing('refuse', { throws: true, message: 'ValueError' }),
        throwing('refuse', { sum: 3 }),
        throwing('slip', { throws: true }),
        throwing('add', { throws: true }),
      ),
    ).deep.equal([
      ['passed'],
      ['failed', 'threw RangeError: invalid x: expected a number, got none'],
      ['failed', "threw TypeError: Cannot read properties of undefined (reading 'x')"],
      ['failed', 'expected an error, got {"sum":3,"terms":2}'],
    ]);
  });

  it('counts failures of advisory cases apart, and they do not fail the run', async () => {
    write(family(add(3), add(4, { advisory: true }), add(3, { op: 'unknown' })));
    const advisory = await runGolden(folder, adapters);
    expect(isGood(advisory)).equal(true);
    expect(report(advisory))
      .match(/sums +add +1 +0 +1 +0\n/)
      .match(/sums +unknown +0 +0 +0 +1\n/);
    write(family(add(4)));
    const failed = await runGolden(folder, adapters);
    expect(isGood(failed)).equal(false);
    expect(report(failed)).include('failed: sums add/1_2\n    sum: expected 4, got 3\n');
  });

  it('tells readably what is wrong with a file, and still runs the others', async () => {
    const wrong: [content: unknown, message: string][] = [
      ['{"schema": 1,', 'bad.json: '],
      ['null', 'bad.json: expected schema 1, got undefined'],
      [{ schema: 2 }, 'bad.json: expected schema 1, got 2'],
      [{ schema: 1, family: 'sums' }, 'bad.json: expected a list of cases'],
      [family(null), 'bad.json: case 0: expected a name in "case"'],
      [family(add(3, { input: [] })), 'bad.json: case add/1_2: expected an object in "input"'],
      [family(add(undefined, { expected: undefined })), 'bad.json: case add/1_2: expected something in "expected"'],
      [
        family(add(3, { tolerance: { abs: 1 } })),
        'bad.json: case add/1_2: expected numbers abs and rel in every tolerance',
      ],
    ];
    write(family(add(3)));
    for (const [content, message] of wrong) {
      write(content, 'bad.json');
      const result = await runGolden(folder, adapters);
      expect(result.errors).lengthOf(1);
      expect(result.errors[0]).include(message);
      expect(result.cases.map(({ outcome }) => outcome)).deep.equal(['passed']);
      expect(isGood(result)).equal(false);
    }
  });

  it('refuses a folder that is not there or has no golden files, and a family that is in none', async () => {
    const refusal = (path: string) => runGolden(path, adapters).catch((error: Error) => error.message);
    expect(await refusal(folder)).equal(`no golden files (*.json) in ${folder}`);
    expect(await refusal(join(folder, 'nowhere'))).match(/no such file or directory.*nowhere/);
    write(family(add(3)));
    const { cases, errors } = await runGolden(folder, adapters, ['sum']);
    expect(cases).deep.equal([]);
    expect(errors).deep.equal([`no family sum in ${folder}; it has sums`]);
  });

  it('exits with 1 when a number of a covered case is off, and with 0 when it is right', async () => {
    const all = readFileSync(join(GOLDEN, 'metrics.json'), 'utf8');
    const file = JSON.parse(all) as { cases: { op: string; expected: { tpr: number[] } }[] };
    file.cases = file.cases.filter(({ op }) => op === 'roc_curve').slice(0, 1);
    const [right, wrong] = ['right', 'wrong'].map((name) => join(folder, name));
    for (const path of [right, wrong]) {
      mkdirSync(path);
      writeFileSync(join(path, 'metrics.json'), JSON.stringify(file));
      file.cases[0].expected.tpr[20] += 1e-6;
    }
    const [passed, failed] = await Promise.all([right, wrong].map(runCommand));
    expect(passed.code).equal(0);
    expect(failed.code).equal(1);
    expect(failed.output).match(/failed: metrics roc_curve\/scores80\n {4}tpr\[20\]: expected 0\.\d+, got 0\.\d+\n/);
  });
});

describe('comparing with golden values', () => {
  const differs = (got: unknown, expected: unknown, tolerance = exact) =>
    compare(got, expected, tolerance).map(({ path }) => path);

  it('allows abs + rel·|expected| and no more', () => {
    const tolerance = { abs: 0.125, rel: 0.5 };
    expect(differs([3.125, 0.875, -3.125], [2, 2, -2], tolerance)).deep.equal([]);
    expect(differs([3.126, 0.874], [2, 2], tolerance)).deep.equal(['[0]', '[1]']);
  });

  it('uses the tolerance of a key for that key and all below it', () => {
    const loose = { abs: 1, rel: 0 };
    expect(compare({ a: [1.5], b: 1.5 }, { a: [1], b: 1 }, exact, { a: loose })).deep.equal([
      { path: 'b', expected: 1, got: 1.5 },
    ]);
  });

  it('matches words for NaN and infinities with these numbers only', () => {
    expect(differs([NaN, Infinity, -Infinity, 'NaN'], ['NaN', 'Infinity', '-Infinity', 'NaN'])).deep.equal([]);
    const loose = { abs: 1, rel: 1 };
    expect(differs([0, 1e300, Infinity, NaN, Infinity], ['NaN', 'Infinity', '-Infinity', 0, 5], loose)).lengthOf(5);
  });

  it('wants equal words, booleans, nulls, lengths and keys, and ignores keys that were not asked for', () => {
    expect(differs({ a: 'x', b: true, c: null, more: 1 }, { a: 'x', b: true, c: null })).deep.equal([]);
    expect(differs({ a: 'y', b: 1 }, { a: 'x', b: true, c: null })).deep.equal(['a', 'b', 'c']);
    expect(differs({ m: [[1], [2, 3]] }, { m: [[1], [2]] })).deep.equal(['m[1].length']);
    expect(differs([1, '2', null], [1, 2, 0])).deep.equal(['[1]', '[2]']);
    expect(differs(7, { a: 1 })).deep.equal(['']);
  });

  it('reads typed arrays as lists', () => {
    expect(differs({ a: Float32Array.of(1, 0.5) }, { a: [1, 0.5] })).deep.equal([]);
  });
});

describe('generated golden inputs', () => {
  it('agree with their checks in every file', () => {
    for (const name of readdirSync(GOLDEN).filter((file) => file.endsWith('.json')))
      for (const { input } of (JSON.parse(readFileSync(join(GOLDEN, name), 'utf8')) as { cases: { input: unknown }[] })
        .cases)
        expect(() => resolveInput(input), name).not.throw();
  });

  const spec = (check: object) => ({
    $gen: { seed: 1, segments: [{ n: 4, dist: 'uniform', lo: 0, hi: 1 }], length: 4, shape: [2, 2], check },
  });
  const rows = (check: object) => ({ $perms: { seed: 1, n: 3, count: 2, check } });

  it('are refused when they differ from their checks or ask for an unknown distribution', () => {
    const first = [0.6270739405881613, 0.002735721180215478];
    const right = { first, last: 0.9810509674716741, sum: 2.138307669200003 };
    expect(resolveInput(spec(right))).deep.equal([first, [0.5274470399599522, 0.9810509674716741]]);
    for (const change of [{ first: [0.5] }, { last: 0.5 }, { sum: 2.138307679200003 }])
      expect(() => resolveInput(spec({ ...right, ...change }))).throws('differ from their check');
    expect(() => resolveInput(rows({ first: [0, 0], last: [0] }))).throws('differ from their check');
    const unknown = { $gen: { seed: 1, segments: [{ n: 1, dist: 'cauchy' }], check: right } };
    expect(() => resolveInput(unknown)).throws('"cauchy"');
  });

  it('turn words into numbers, but not in a list of labels', () => {
    expect(resolveInput({ x: [1, 'NaN', '-Infinity'], y: ['NaN', 'b'], mode: 'exact' })).deep.equal({
      x: [1, NaN, -Infinity],
      y: ['NaN', 'b'],
      mode: 'exact',
    });
  });
});

/** Runs the command over a folder and gives its exit code and what it printed. */
function runCommand(folder: string): Promise<{ code: number; output: string }> {
  const args = ['-r', 'ts-node/register/transpile-only', join(__dirname, 'run.ts')];
  const options = { cwd: join(__dirname, '../..'), env: { ...process.env, GOLDEN_DIR: folder } };
  return new Promise((resolve) =>
    execFile(process.execPath, args, options, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
    ),
  );
}
