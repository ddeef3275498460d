import { expect } from 'chai';
import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realLoopStreams, syntheticLoopStreams } from '../../../src/experiments/loop/loopStreams';
import { measureGains } from '../../../src/experiments/loop/measureGains';
import { nearStreams, policyClaims } from '../../../src/experiments/loop/policyClaims';
import { policyFigures } from '../../../src/experiments/loop/policyFigures';
import { policyJson, writePolicyStudy } from '../../../src/experiments/loop/policyFiles';
import type { PolicyRow } from '../../../src/experiments/loop/policyRows';
import { policyStudy, type PolicyStudy } from '../../../src/experiments/loop/policyStudy';
import { policyTable } from '../../../src/experiments/loop/policyTable';
import { tuningStream } from '../../../src/experiments/loop/tuningStream';
import { createRandom } from '../../../src/random';
import { openQTable } from '../../../src/retraining/deciding/qTableFiles';
import { skip } from '../../skip';

describe('the streams of the loop', () => {
  it('drift where they say, elsewhere in each run', () => {
    const [one, other] = [1, 2].map((seed) => syntheticLoopStreams(createRandom(seed)));
    expect(one.map(({ name, truth }) => [name, truth.length > 0])).deep.equal([
      ['sudden', true],
      ['gradual', true],
      ['incremental', false],
      ['recurring', true],
      ['none', false],
    ]);
    expect(one[0].truth).not.deep.equal(other[0].truth);
    expect(one[3].truth.map(({ to }) => to).slice(0, 3)).deep.equal([1, 0, 1]);
    expect(one.every(({ samples }) => samples.length === 10_000)).equal(true);
  });

  it('are four more with the data, two of the induced drifts known', async function () {
    const folder = process.env.DRIFTLAB_DATA;
    if (!folder) skip(this, 'no DRIFTLAB_DATA');
    const real = await realLoopStreams(folder);
    const streams = real.kind === 'streams' ? real.streams : [];
    expect(streams.map(({ name, samples, truth }) => [name, samples.length, truth.length])).deep.equal([
      ['Electricity', 45_312, 0],
      ['NOAA weather', 18_159, 0],
      ['Adult, induced', 18_000, 2],
      ['SpamAssassin', 6213, 0],
    ]);
    expect(streams[3].samples[0].features).lengthOf(100);
    const adult = streams[2].samples.filter(({ features }) => features.some((value) => !Number.isFinite(value)));
    expect(adult).deep.equal([]);
  });

  it('say why there are no real ones', async () => {
    expect(await realLoopStreams(undefined)).deep.include({ kind: 'none' });
  });
});

describe('measureGains', () => {
  it('finds that more is won where more has drifted, and nothing where nothing has', () => {
    const { gains, removes, ageing, horizon } = measureGains({ random: createRandom(3), streams: 16 });
    for (const name of ['FULL', 'PARTIAL'] as const) {
      const own = gains[name];
      expect(own[0]).deep.include({ severity: 0 });
      expect(own[0].gain).within(-0.02, 0);
      expect(own[own.length - 1].gain).above(0.1);
      expect(removes[name]).within(0.5, 1);
    }
    expect(ageing).within(0, 0.01);
    expect(horizon).within(2000, 50_000);
  });

  it('takes a quarter of its streams from a calm world', () => {
    const calm = Array.from({ length: 80 }, (_, seed) => tuningStream(createRandom(seed), 10)).filter(
      (one) => one.calm,
    );
    expect(calm.length).within(10, 32);
  });
});

describe('policyStudy', () => {
  let study: PolicyStudy;

  before(async function () {
    this.timeout(180_000);
    study = await policyStudy({ random: createRandom(1), runs: 1, prices: [25], tuning: 12, decisions: 100_000 });
  });

  const row = (stream: string, policy: string) =>
    study.rows.find((one) => one.stream === stream && one.policy === policy)!;

  it('counts errors and the cost of retrainings together, over the best fixed policy', () => {
    const always = row('sudden', 'always');
    expect(always.retrainings).deep.equal({ INCREMENTAL: 0, PARTIAL: 0, FULL: 94 });
    expect(always.total).equal(always.errors + 25 * 94);
    const fixed = study.rows.filter(({ stream, role }) => stream === 'sudden' && role === 'fixed');
    expect(Math.min(...fixed.map(({ relative }) => relative))).equal(1);
    expect(fixed.map(({ policy }) => policy)).deep.equal(['never', 'always', 'always incremental', 'every 500', 'every 2000']); // prettier-ignore
    expect(row('none', 'never').cost).equal(0);
  });

  it('has straw predictions beside the policies', () => {
    expect(row('none', 'no-change').kappaTemporal).equal(0);
    expect(row('none', 'majority class').accuracy).within(0.5, 0.75);
    expect(row('sudden', 'never').evaluation!.missed).equal(2);
    expect(row('recurring', 'always').forgetting).above(0);
    expect(study.withoutReal).include('DRIFTLAB_DATA');
  });

  it('prints its rows, and draws them', async () => {
    const table = policyTable(study.rows, { stream: 'recurring', price: 25 });
    expect(table.find(({ policy }) => policy === 'always')).include({ 'incremental / partial / full': '0 / 0 / 94' });
    expect(new Set(table.map((line) => Object.keys(line).join()))).lengthOf(1);
    const figures = await policyFigures(study);
    expect(Object.keys(figures)).deep.equal(['totals-25', 'gains', 'timeline', 'accuracy']);
    const folder = await mkdtemp(join(tmpdir(), 'driftlab-policies-'));
    try {
      await writePolicyStudy(study, figures, folder);
      expect(await openQTable(join(folder, 'q-table-25.json'))).deep.equal(study.prepared[0].learnt);
      expect(await readFile(join(folder, 'policies.json'), 'utf8')).equal(policyJson(study));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('makes claims that fail when the figures do', () => {
    const failing = (change: (one: PolicyRow) => Partial<PolicyRow>) =>
      policyClaims({ ...study, rows: study.rows.map((one) => ({ ...one, ...change(one) })) })
        .filter(({ holds }) => !holds)
        .map(({ id }) => id);
    const when = (policy: string, made: Partial<PolicyRow>) => (one: PolicyRow) => (one.policy === policy ? made : {});
    const fine = when('cost-aware', { relative: 1, total: 1 });
    expect(failing(fine)).deep.equal([]);
    expect(failing(when('cost-aware', { relative: 1.2, total: 1 }))).deep.equal(['near-best-25', 'calm-stream']);
    expect(failing(when('cost-aware', { relative: 1, total: 1e6 }))).deep.equal(['never-worst']);
    expect(failing((one) => ({ ...fine(one), ...when('Q-learning', { total: 0 })(one) }))).deep.equal(['learnt-beside-tuned']); // prettier-ignore
    expect(nearStreams(study, 25, 'always')).deep.equal({ near: 0, streams: 5 });
  });
});
