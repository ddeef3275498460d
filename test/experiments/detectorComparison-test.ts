import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { imageShift } from '../../src/experiments/batches/imageShift';
import { predictedClasses, SHIFT_KINDS, SIZES } from '../../src/experiments/batches/shiftKinds';
import { detectorComparison, type DetectorComparison } from '../../src/experiments/detectorComparison';
import { detectorComparisonClaims } from '../../src/experiments/detectorComparisonClaims';
import { powerFigure } from '../../src/experiments/detectorComparisonFigures';
import { writeDetectorComparison } from '../../src/experiments/detectorComparisonFiles';
import type { StreamComparison } from '../../src/experiments/streamComparison';
import { meanColorEmbedder } from '../../src/embedding/meanColorEmbedder';
import { createRandom } from '../../src/random';
import type { Matrix } from '../../src/matrix';
import { mean, standardDeviation } from '../../src/stats/moments';

describe('the kinds of shift', () => {
  /** Many samples of one kind below each other, column by column. */
  function columnsOf(name: string): Float64Array[] {
    const random = createRandom(2);
    const kind = SHIFT_KINDS.find((one) => one.name === name)!;
    const samples = Array.from({ length: 200 }, () => kind.draws(random).sample);
    return Array.from(
      { length: 10 },
      (_, j) =>
      Float64Array.from(samples.flatMap(({ values, columns }: Matrix) => Array.from(values.filter((_, i) => i % columns === j)))), // prettier-ignore
    );
  }
  const correlation = (a: Float64Array, b: Float64Array) => {
    const [ma, mb] = [mean(a), mean(b)];
    return mean(a.map((x, i) => (x - ma) * (b[i] - mb))) / (standardDeviation(a) * standardDeviation(b));
  };
  // 12,000 rows: a standard error of 0.009; features 3 to 9 do not depend on the class
  const calm = columnsOf('no drift');

  it('have no drift where they say so', () => {
    for (const column of calm.slice(3)) {
      expect(mean(column)).closeTo(0, 0.04);
      expect(standardDeviation(column)).closeTo(1, 0.03);
    }
  });

  it('move the mean, or the spread, of every feature', () => {
    for (const column of columnsOf('mean').slice(3)) expect(mean(column)).closeTo(0.25, 0.04);
    for (const column of columnsOf('variance').slice(3)) expect(standardDeviation(column)).closeTo(1.4, 0.04);
  });

  it('make tails heavier at the same mean, of variance 1 in the limit', () => {
    const beyond = (column: Float64Array, limit: number) => mean(column.map((x) => Number(Math.abs(x) > limit)));
    for (const column of columnsOf('tail').slice(3)) {
      expect(mean(column)).closeTo(0, 0.05);
      // P(|t₃| > 3√3) = 0.0138, of the normal law 0.0027
      expect(beyond(column, 3)).closeTo(0.0138, 0.005);
    }
  });

  it('change correlation only, and leave every feature as it was', () => {
    const columns = columnsOf('correlation only');
    expect(correlation(columns[4], columns[5])).closeTo(0.8, 0.03);
    expect(correlation(calm[4], calm[5])).closeTo(0, 0.04);
    for (const column of columns.slice(3)) expect(standardDeviation(column)).closeTo(1, 0.03);
  });

  it('move one feature of many', () => {
    const columns = columnsOf('one of many features');
    columns.slice(3).forEach((column, i) => expect(mean(column)).closeTo(i === 6 ? 0.75 : 0, 0.04));
  });

  it('change the label prior, which predictions see', () => {
    const share = (name: string) => {
      const kind = SHIFT_KINDS.find((one) => one.name === name)!;
      const random = createRandom(4);
      return mean(Array.from({ length: 100 }, () => mean(predictedClasses(kind.draws(random).sample))));
    };
    expect(share('no drift')).closeTo(0.5, 0.03);
    expect(share('label prior')).above(0.7);
  });

  it('corrupt pictures, never the same one in both samples', async () => {
    const kind = await imageShift(meanColorEmbedder, createRandom(1), { pool: 160 });
    const { reference, sample } = kind.draws(createRandom(2));
    expect([reference.rows, sample.rows]).deep.equal([SIZES.reference, SIZES.sample]);
    const rows = ({ values, columns }: Matrix) =>
      Array.from({ length: values.length / columns }, (_, i) => values.slice(i * columns, (i + 1) * columns).join());
    const clean = new Set(rows(reference));
    expect(rows(sample).filter((row) => clean.has(row))).empty;
  });
});

describe('detectorComparison', () => {
  const options = { runs: 2, nullRuns: 4 };
  let comparison: DetectorComparison;
  before(async () => (comparison = await detectorComparison({ random: createRandom(1), ...options })));

  it('is the same for the same seed', async () => {
    expect(await detectorComparison({ random: createRandom(1), ...options })).deep.equal(comparison);
  });

  it('counts alarms of every contestant for every kind of shift', () => {
    expect(comparison.shifts).deep.equal(SHIFT_KINDS.map(({ name }) => name));
    const names = [...new Set(comparison.scores.map(({ contestant }) => contestant))];
    expect(comparison.scores).length(names.length * comparison.shifts.length);
    for (const { contestant, shift, rate } of comparison.scores) {
      expect(rate.runs).equal(shift === 'no drift' ? 4 : 2);
      if (contestant === 'always') expect(rate.estimate).equal(1);
      if (contestant === 'never') expect(rate.estimate).equal(0);
    }
  });

  it('is claimed, drawn and written', async () => {
    const ids = detectorComparisonClaims(comparison).map(({ id }) => id);
    expect(new Set(ids).size).equal(7);
    const power = await powerFigure(comparison);
    expect(power.alt).include('Who sees which drift');
    const folder = mkdtempSync(join(tmpdir(), 'driftlab-comparison-'));
    const streams = { alarms: [], models: [], timings: {} } as unknown as StreamComparison;
    try {
      await writeDetectorComparison({ batch: comparison, streams, figures: { power } }, folder);
      const scores = JSON.parse(readFileSync(join(folder, 'scores.json'), 'utf8')) as { batch: { scores: unknown } };
      expect(scores.batch.scores).deep.equal(JSON.parse(JSON.stringify(comparison.scores)));
      expect(readFileSync(join(folder, 'figures/power.svg'), 'utf8')).equal(power.svg);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
