import { expect } from 'chai';
import { classifierDrift } from '../../src/detectors/classifierDrift';
import type { BatchDetector } from '../../src/detectors/driftResult';
import { energyDrift } from '../../src/detectors/energyDrift';
import { mahalanobisDrift } from '../../src/detectors/mahalanobisDrift';
import type { MatrixDriftOptions } from '../../src/detectors/matrixDetector';
import { mmdDrift } from '../../src/detectors/mmdDrift';
import { pcaDrift } from '../../src/detectors/pcaDrift';
import { fromRows, matrix, type Matrix } from '../../src/matrix';
import { createRandom, type Random } from '../../src/random';
import { normals } from '../helpers/normals';

type Build = (reference: Matrix, options: MatrixDriftOptions) => BatchDetector<Matrix>;

const family: Readonly<Record<string, Build>> = {
  mmdDrift,
  'mmdDrift, median bandwidth': (reference, options) => mmdDrift(reference, { ...options, bandwidth: 'median' }),
  'mmdDrift, fine': (reference, options) => mmdDrift(reference, { ...options, bandwidth: 'fine' }),
  energyDrift,
  classifierDrift,
  pcaDrift,
  mahalanobisDrift,
};

for (const [title, build] of Object.entries(family))
  describe(title, () => {
    const options = (seed = 1): MatrixDriftOptions => ({ random: createRandom(seed), permutations: 99 });

    it('gives a record that survives JSON, the same for the same seed', async () => {
      const detector = build(normals(30, 4, 1), options());
      const result = await detector.compare(normals(20, 4, 2));
      expect(JSON.parse(JSON.stringify(result))).to.deep.equal(result);
      expect(await build(normals(30, 4, 1), options()).compare(normals(20, 4, 2))).to.deep.equal(result);
      expect(await detector.compare(normals(20, 4, 2))).to.deep.equal(result);
      expect(result.detector).to.equal(title.split(',')[0]);
      expect(result.sizes.sample).to.equal(20);
      expect(result.drift).to.equal(result.pValue <= 0.05);
      expect([...result.mostDrifted].sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 20 }, (_, i) => i));
    });

    it('sees a large change and names the rows that changed', async () => {
      const sample = normals(30, 4, 3);
      for (let i = 0; i < 15 * 4; i++) sample.values[i] = 6 + 3 * sample.values[i];
      const { drift, pValue, mostDrifted, effect } = await build(normals(80, 4, 4), options()).compare(sample);
      expect(drift, `p = ${pValue}`).to.equal(true);
      expect(mostDrifted.slice(0, 12).every((row) => row < 15)).to.equal(true);
      expect(effect!.value).to.be.greaterThan(effect!.name.startsWith('chance') ? 0.6 : 0.2);
      expect(effect!.value).to.be.within(effect!.interval!.low, effect!.interval!.high);
    });

    it('keeps the level for unequal sizes, ties and groups', async () => {
      const cells: Record<string, (random: Random) => Promise<number>> = {
        unequal: (random) => pValueOf(build, draw(24, 3, random), draw(9, 3, random), random),
        tied: (random) => pValueOf(build, draw(14, 2, random, true), draw(14, 2, random, true), random),
        groups: async (random) => {
          const [x, y] = [grouped(10, 0, random), grouped(8, 100, random)];
          const detector = build(x.rows, { random, permutations: 39, groups: x.groups });
          return (await detector.compare(y.rows, { groups: y.groups })).pValue;
        },
      };
      for (const [cell, run] of Object.entries(cells)) {
        let [alarms, low] = [0, 0];
        for (let seed = 0; seed < 100; seed++) {
          const pValue = await run(createRandom(seed).fork(cell));
          alarms += Number(pValue <= 0.05);
          low += Number(pValue <= 0.25);
        }
        // 99.9 % binomial bands around 5 and 25 of 100
        expect(alarms, cell).to.be.within(0, 14);
        expect(low, cell).to.be.within(cell === 'tied' ? 4 : 10, 40);
      }
    }).timeout(60_000);

    it('finds nothing between copies of one point, and does not mind a constant column', async () => {
      const same = fromRows(Array.from({ length: 9 }, () => [0.1, -7, 3]));
      const { pValue, drift } = await build(same, options()).compare(same);
      expect([pValue, drift]).to.deep.equal([1, false]);
      const flat = (source: Matrix): Matrix =>
        matrix(
          source.values.map((v, at) => (at % 3 ? v : 5)),
          source.rows,
          3,
        );
      const result = await build(flat(normals(30, 3, 1)), options()).compare(flat(normals(20, 3, 2)));
      expect(result.pValue).to.be.within(0.01, 1);
    });

    it('takes groups and blocks as its units, and says so', async () => {
      const [x, y] = [grouped(12, 0, createRandom(1)), grouped(9, 100, createRandom(2))];
      const byGroup = await build(x.rows, { ...options(), groups: x.groups }).compare(y.rows, { groups: y.groups });
      expect(byGroup.method).to.match(/99 permutations of groups$/);
      const series = await build(normals(200, 3, 1), { ...options(), blocks: 10 }).compare(normals(90, 3, 2));
      expect(series.method).to.match(/permutations of blocks$/);
      expect(new Set(series.mostDrifted).size).to.equal(series.mostDrifted.length);
      expect(Math.max(...series.mostDrifted)).to.be.lessThan(90);
    });

    it('says that too few units cannot raise an alarm', async () => {
      const { notes, drift } = await build(normals(4, 3, 1), options()).compare(normals(2, 3, 2, 50));
      expect(drift).to.equal(false);
      expect(notes.join()).to.contain('no alarm is possible');
    });

    const [x, y] = [normals(12, 3, 1), normals(6, 3, 2)];
    const wrong: [string, Matrix, Matrix, object, string][] = [
      ['one row of reference', normals(1, 3, 1), y, {}, 'invalid rows of reference'],
      ['one row of sample', x, normals(1, 3, 1), {}, 'invalid rows of sample'],
      ['an empty sample', x, matrix(new Float64Array(0), 0, 3), {}, 'invalid rows of sample'],
      ['other columns', x, normals(6, 2, 2), {}, 'invalid sample: expected 3 columns like the reference, got 2'],
      ['NaN in the reference', with0(x, NaN), y, {}, 'invalid reference: expected numbers between ±1e+150, got NaN in row 0'],
      ['an infinity in the sample', x, with0(y, Infinity), {}, 'invalid sample: expected numbers between ±1e+150, got Infinity'],
      ['alpha 0', x, y, { alpha: 0 }, 'invalid alpha'],
      ['too few permutations', x, y, { alpha: 0.01, permutations: 98 }, 'invalid permutations: expected an integer in [99'],
      ['no generator', x, y, { random: 5 }, 'invalid random'],
      ['too few labels', x, y, { groups: [1, 2] }, 'invalid groups of reference: expected 12 labels'],
      ['groups and blocks', x, y, { groups: new Array(12).fill(1), blocks: 3 }, 'invalid groups: expected either'],
    ]; // prettier-ignore
    for (const [what, reference, sample, more, message] of wrong)
      it(`refuses ${what}`, async () => {
        const run = async () => build(reference, { ...options(), ...more }).compare(sample);
        const error: unknown = await run().catch((reason: unknown) => reason);
        expect(error).to.satisfy((found: unknown) => found instanceof RangeError || found instanceof TypeError);
        expect((error as Error).message).to.contain(message);
      });
  });

describe('classifierDrift', () => {
  it('covers one half with its interval where nothing drifts, though scores out of fold vary more than they tell', async () => {
    let covered = 0;
    for (let seed = 0; seed < 150; seed++) {
      const random = createRandom(seed);
      const detector = classifierDrift(draw(25, 4, random), { random, permutations: 39 });
      const { low, high } = (await detector.compare(draw(25, 4, random))).effect!.interval!;
      covered += Number(low <= 0.5 && 0.5 <= high);
    }
    expect(covered).to.be.within(134, 150);
  });

  it('works with more columns than rows, the two ways of solving agreeing', async () => {
    const [x, y] = [normals(30, 8, 1), normals(30, 8, 2, 0.4)];
    const wide = (source: Matrix): Matrix =>
      matrix(Float64Array.from({ length: source.rows * 60 }, (_, at) => {
        const column = at % 60;
        return column < 8 ? source.values[Math.floor(at / 60) * 8 + column] : 1;
      }), source.rows, 60); // prettier-ignore
    const options = { random: createRandom(1), permutations: 99 };
    const narrow = await classifierDrift(x, options).compare(y);
    const result = await classifierDrift(wide(x), options).compare(wide(y));
    // constant columns add nothing
    expect(result.statistic).to.be.closeTo(narrow.statistic, 1e-12);
    expect(result.pValue).to.equal(narrow.pValue);
  });

  it('says that it cannot alarm where each fold is one unit', async () => {
    const options = { random: createRandom(1), permutations: 39 };
    const of = async (folds: number) =>
      (await classifierDrift(normals(9, 2, 1), { ...options, folds }).compare(normals(6, 2, 2))).notes;
    expect(await of(15)).to.deep.equal([
      'no alarm is possible: no fold holds two units whose scores could be compared (it takes fewer folds)',
    ]);
    expect(await of(5)).to.deep.equal([]);
  });

  it('refuses fewer than two folds and a cost of 0', () => {
    const random = createRandom(1);
    expect(() => classifierDrift(normals(9, 2, 1), { random, folds: 1 })).to.throw(RangeError, 'invalid folds');
    expect(() => classifierDrift(normals(9, 2, 1), { random, cost: 0 })).to.throw(RangeError, 'invalid cost');
  });
});

describe('pcaDrift and mahalanobisDrift', () => {
  it('never alarm on a series too short to be divided, and say why', async () => {
    for (const build of [pcaDrift, mahalanobisDrift]) {
      const detector = build(normals(30, 2, 1), { random: createRandom(1), blocks: 20 });
      const { drift, pValue, notes } = await detector.compare(normals(900, 2, 2, 9));
      expect([drift, pValue]).to.deep.equal([false, 1]);
      expect(notes.at(-1)).to.contain('30 rows of reference are too few for two parts');
    }
  });
});

describe('pcaDrift', () => {
  it('refuse a group of the reference in the sample, whichever half it went to', async () => {
    const reference = normals(12, 3, 1);
    const groups = Array.from({ length: 12 }, (_, i) => `r${i % 6}`);
    for (const build of [pcaDrift, mahalanobisDrift])
      for (const label of groups.slice(0, 6)) {
        const detector = build(reference, { random: createRandom(1), permutations: 19, groups });
        const message = await detector
          .compare(normals(3, 3, 2), { groups: ['s0', 's1', label] })
          .catch((error: Error) => error.message);
        expect(message).to.equal(`invalid groups: expected a label in one sample only, got "${label}" in both`);
      }
  });

  it('takes the distance from the mean of a single column', async () => {
    const wide = matrix(normals(40, 1, 2).values.map((value) => 4 * value), 40, 1); // prettier-ignore
    const random = createRandom(1);
    expect((await pcaDrift(normals(80, 1, 1), { random, permutations: 99 }).compare(wide)).pValue).to.equal(0.01);
  });

  it('sees a correlation that breaks, which no single column shows', async () => {
    const random = createRandom(1);
    const line = fromRows(Array.from({ length: 80 }, () => pair(random.normal(), random)));
    const cloud = normals(40, 2, 3);
    expect((await pcaDrift(line, { random, permutations: 99 }).compare(cloud)).pValue).to.equal(0.01);
  });

  it('refuses components that span everything', () => {
    const random = createRandom(1);
    expect(() => pcaDrift(normals(9, 2, 1), { random, components: 2 })).to.throw(RangeError, 'invalid components');
  });
});

function pair(value: number, random: Random): number[] {
  return [value, value + 0.1 * random.normal()];
}

async function pValueOf(build: Build, x: Matrix, y: Matrix, random: Random): Promise<number> {
  return (await build(x, { random, permutations: 39 }).compare(y)).pValue;
}

function draw(rows: number, columns: number, random: Random, tied = false): Matrix {
  const next = (): number => (tied ? random.integer(3) : random.normal());
  return matrix(Float64Array.from({ length: rows * columns }, next), rows, columns);
}

/** Patients with one to four images each, alike within a patient. */
function grouped(count: number, first: number, random: Random): { rows: Matrix; groups: number[] } {
  const groups = Array.from({ length: count }, (_, i) =>
    new Array<number>(1 + random.integer(4)).fill(first + i),
  ).flat();
  const centres = new Map(groups.map((group) => [group, [random.normal(), random.normal()]]));
  const rows = groups.map((group) => centres.get(group)!.map((centre) => centre + 0.3 * random.normal()));
  return { rows: fromRows(rows), groups };
}

function with0(source: Matrix, value: number): Matrix {
  return matrix(
    Float64Array.from(source.values, (old, i) => (i === 0 ? value : old)),
    source.rows,
    source.columns,
  );
}
