import { expect } from 'chai';
import { join } from 'node:path';
import { adapters } from './adapters';
import { runGolden, type GoldenResult } from './runGolden';

describe('the golden files', () => {
  let result: GoldenResult;
  before(async () => {
    result = await runGolden(join(__dirname, '../golden'), adapters);
  });

  it('agree with every operation that the library offers', () => {
    const failed = result.cases.filter(({ outcome, advisory }) => outcome === 'failed' && !advisory);
    expect(failed.map(({ family, case: name, problems }) => `${family} ${name}: ${problems[0]}`)).deep.equal([]);
    expect(result.errors).deep.equal([]);
  });

  it('pass at least one case of every adapter', () => {
    const passed = new Set(
      result.cases.filter(({ outcome }) => outcome === 'passed').map(({ family, op }) => `${family} ${op}`),
    );
    const all = Object.entries(adapters).flatMap(([family, ops]) => Object.keys(ops).map((op) => `${family} ${op}`));
    expect(all.filter((name) => !passed.has(name))).deep.equal([]);
  });
});
