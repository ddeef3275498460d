import { expect } from 'chai';
import { alwaysDrift, neverDrift, randomDrift } from '../../src/detectors/batchStrawMen';
import { chiSquareDrift } from '../../src/detectors/chiSquareDrift';
import { drawFrom } from '../../src/detectors/draws';
import { falseAlarmRate } from '../../src/detectors/falseAlarmRate';
import { ksDrift } from '../../src/detectors/ksDrift';
import { describeNullCard, nullCard } from '../../src/detectors/nullCard';
import { power } from '../../src/detectors/power';
import type { TableData } from '../../src/detectors/table';
import { textDrift } from '../../src/detectors/textDrift';
import { matrix, type Matrix } from '../../src/matrix';
import { createRandom, type Random } from '../../src/random';
import { mean } from '../../src/stats/moments';

const normals = (count: number, random: Random) => Float64Array.from({ length: count }, () => random.normal());
const calm = (random: Random) => ({
  reference: { x: normals(40, random) } as TableData,
  sample: { x: normals(30, random) } as TableData,
});
const means = { score: (a: Float64Array, b: Float64Array) => Math.abs(mean(a) - mean(b)), threshold: 0.5 };

describe('falseAlarmRate and power', () => {
  it('know what straw men do', async () => {
    const options = { random: createRandom(1), runs: 200 };
    expect((await falseAlarmRate(alwaysDrift, calm, options)).estimate).to.equal(1);
    expect((await falseAlarmRate(neverDrift, calm, options)).estimate).to.equal(0);
    const random = await falseAlarmRate((_, { random }) => randomDrift({ random, alpha: 0.2 }), calm, options);
    expect(random.low).to.be.below(0.2);
    expect(random.high).to.be.above(0.2);
    expect(random.alarms / random.runs).to.equal(random.estimate);
  });

  it('measure a detector without drift and with one', async () => {
    const options = { random: createRandom(2), runs: 150 };
    expect((await falseAlarmRate(ksDrift, calm, options)).estimate).to.be.below(0.1);
    const shift = (sample: TableData) => ({ x: (sample as { x: Float64Array }).x.map((value) => value + 2) });
    expect((await power(ksDrift, calm, shift, options)).estimate).to.be.above(0.98);
  });

  it('take draws from given data, of whole groups, and stretches of a series', () => {
    const rows = matrix(
      Float64Array.from({ length: 12 }, (_, i) => i),
      12,
      1,
    );
    const groups = ['a', 'a', 'a', 'b', 'b', 'c', 'd', 'd', 'd', 'd', 'e', 'e'];
    const random = createRandom(3);
    for (let run = 0; run < 20; run++) {
      const { reference, sample, referenceDependence } = drawFrom(rows, { reference: 2, sample: 1, groups })(random);
      const labels = [reference, sample].map(({ values }) => new Set(Array.from(values, (value) => groups[value])));
      expect([labels[0].size, labels[1].size, [...labels[0]].some((label) => labels[1].has(label))]).to.deep.equal([
        2,
        1,
        false,
      ]);
      expect(referenceDependence!.groups).to.have.length(reference.rows);
      const stretch = drawFrom(rows, { reference: 4, sample: 3, blocks: 2 })(random);
      const values = [...stretch.reference.values, ...stretch.sample.values];
      expect(values).to.deep.equal(values.map((_, i) => values[0] + i));
    }
  });

  it('refuse a score that is NaN', async () => {
    const rule = { score: () => NaN, threshold: 1 };
    const message = await falseAlarmRate(rule, calm, { random: createRandom(1) }).catch(
      (error: Error) => error.message,
    );
    expect(message).to.equal('invalid score: expected a number, got NaN');
  });
});

describe('nullCard', () => {
  it('finds the level of a detector and of a threshold', async () => {
    const random = createRandom(4);
    const card = await nullCard(ksDrift, { x: normals(120, random) }, { reference: 60, sample: 40, random, runs: 800 });
    expect(card.low).to.be.below(0.05);
    expect(card.high).to.be.within(0.03, 0.15);
    expect(card.units).to.equal('rows');
    const fixed = await nullCard(means, normals(200, random), { reference: 50, sample: 30, random, runs: 4000 });
    // P(|N(0, 1/50 + 1/30)| > 0.5) = 0.030
    expect(fixed.low).to.be.below(0.03);
    expect(fixed.high).to.be.above(0.03);
    expect(fixed.effectiveRuns).to.be.below(fixed.runs);
  });

  it('draws whole groups, and tells what it costs to ignore them', async () => {
    const random = createRandom(5);
    const own = normals(60, random);
    const values = Float64Array.from({ length: 600 }, (_, i) => own[Math.floor(i / 10)] + random.normal());
    const groups = Array.from(values, (_, i) => Math.floor(i / 10));
    const options = { reference: 30, sample: 20, groups, random, runs: 400 };
    const rows: Matrix<Float64Array> = matrix(values, 600, 1);
    const told = await nullCard((data, o) => ksDrift(data, { ...o, permutations: 99 }), rows, options);
    const untold = await nullCard(
      (data) => ({ ...alwaysDrift(), compare: (sample: Matrix) => ksDrift(data).compare(sample) }),
      rows,
      options,
    );
    expect(told.rate).to.be.below(0.1);
    expect(untold.rate).to.be.above(0.2);
    expect([told.units, told.sizes]).to.deep.equal(['groups', { reference: 30, sample: 20 }]);
  });

  it('takes stretches of a series, and notices one that it was not told of', async () => {
    const random = createRandom(6);
    let value = 0;
    const series = Float64Array.from({ length: 3000 }, () => (value = 0.9 * value + random.normal()));
    const told = await nullCard(means, series, { reference: 40, sample: 20, blocks: 50, random });
    expect([told.units, told.runs, told.effectiveRuns]).to.deep.equal(['blocks', 50, 50]);
    expect(told.low).to.be.above(0.5);
    expect(told.notes[0]).to.equal('the series has only 50 stretches of this length');
    const untold = await nullCard(means, series, { reference: 40, sample: 20, random, runs: 400 });
    expect(untold.notes.join()).to.match(/rows in order are correlated \(0\.\d\d in column value\)/);
  });

  it('prints what it found', async () => {
    const random = createRandom(7);
    const rounded = normals(80, random).map((value) => Math.round(value));
    const text = describeNullCard(await nullCard(means, rounded, { reference: 20, sample: 20, random, runs: 400 }));
    expect(text).to.match(
      /^false alarms: [\d.]+ % of runs without drift \(95 % interval [\d.]+ % to [\d.]+ %\)\nsizes: 20 rows/,
    );
    expect(text).to.match(/\nties: (9\d(\.\d)?|100) % of the numbers occur more than once in their column/);
  });

  it('takes texts and categories, of which there are no ties to tell', async () => {
    const random = createRandom(8);
    const words = ['ant', 'bee', 'cat', 'dog'];
    const texts = Array.from({ length: 60 }, () => `${words[random.integer(4)]} ${words[random.integer(4)]}`);
    const options = { reference: 20, sample: 10, random, runs: 200 };
    const card = await nullCard((data, o) => textDrift(data, { ...o, permutations: 39 }), texts, options);
    expect(card.low).to.be.below(0.05);
    expect(card.ties).to.deep.equal({ tied: null, autocorrelation: null });
    expect(describeNullCard(card)).not.to.contain('ties');
    expect(await nullCard(chiSquareDrift, texts, { ...options, runs: 80 })).to.include({ units: 'rows' });
  });

  it('prints a share near 1 with its digits, and one stretch as one', async () => {
    const random = createRandom(9);
    const options = { reference: 30, sample: 30, random };
    const card = await nullCard(means, normals(60, random), { ...options, blocks: 2, level: 0.995 });
    expect(card.runs).to.equal(1);
    const text = describeNullCard({ ...card, rate: 0.0004, low: 0, high: 0.99996 });
    expect(text).to.match(/^false alarms: 0.04 % of runs without drift \(99.5 % interval 0 % to 99.996 %\)\n/);
    expect(text).to.contain('30 rows in the reference, 30 in the sample, neighbouring stretches of a series\n');
    expect(text).to.match(/note: the series has only 1 stretch of this length$/);
  });

  it('has an interval for the fewest runs, and sees a series through its gaps', async () => {
    const random = createRandom(10);
    const options = { reference: 5, sample: 5, random, runs: 80 };
    const walk = Array.from({ length: 300 }, (_, i) => (i % 7 ? Math.sin(i / 20) : NaN));
    const omitting = { score: () => random.uniform(), threshold: 0.5 };
    const { low, high, notes } = await nullCard(omitting, walk, options);
    expect([low > 0, high < 1]).to.deep.equal([true, true]);
    expect(notes.join()).to.match(/^rows in order are correlated/);
  });

  it('notes that the rate differs between data sets where it does, and only there', async () => {
    const random = createRandom(11);
    const options = { reference: 20, sample: 20, random, runs: 2000 };
    const exact = await nullCard(ksDrift, normals(100, random), options);
    expect(exact.notes).to.deep.equal([]);
    expect(exact.effectiveRuns).to.be.below(exact.runs);
    // one row in a hundred is far out: replicates have it never, once, or more often
    const tailed = normals(100, random).map((value, i) => (i === 50 ? 100 : value));
    expect((await nullCard(means, tailed, options)).notes).to.deep.equal([
      'the rate differs between data sets like these',
    ]);
  });

  it('names what is wrong', async () => {
    const random = createRandom(1);
    const data = normals(10, random);
    const wrong: [object, string][] = [
      [{ reference: 8, sample: 3 }, 'invalid data: expected at least 8 + 3 rows, got 10'],
      [{ reference: 0, sample: 3 }, 'invalid reference: expected an integer in [1, '],
      [{ reference: 3, sample: 3, groups: [1] }, 'invalid groups: expected 10 labels, one per row, got 1'],
      [{ reference: 3, sample: 3, runs: 5 }, 'invalid runs: expected an integer in [80, '],
      [{ reference: 3, sample: 3, groups: [...data.keys()], blocks: 2 }, 'expected either groups or blocks, got both'],
      [{ reference: 3, sample: 3, random: 1 }, 'invalid random: expected one that createRandom gives, got 1'],
      [{ reference: 3, sample: 3, level: 1 }, 'invalid level: expected a number in (0, 1), got 1'],
      [{ reference: 3, sample: 3, blocks: 0 }, 'invalid blocks: expected an integer in [1, '],
    ];
    for (const [options, message] of wrong) {
      const got = await nullCard(means, data, { random, ...options } as never).catch((error: Error) => error.message);
      expect(got).to.include(message);
    }
  });
});
