import { expect } from 'chai';
import fc from 'fast-check';
import { createRandom, type Random } from '../../src/random';
import { drawSplits, exchange, smallestPValue, type Exchange, type Splits } from '../../src/stats/exchange';

describe('exchange', () => {
  it('takes each row as a unit unless something ties them', () => {
    const { kind, units, rows, unitOf } = exchange([2, 3]);
    expect({ kind, units, rows: [...rows], unitOf: [...unitOf] }).to.deep.equal({
      kind: 'rows',
      units: [2, 3],
      rows: [0, 1, 2, 3, 4],
      unitOf: [0, 1, 2, 3, 4],
    });
  });

  it('takes the rows of one label as a unit, wherever they are', () => {
    const { units, unitOf } = exchange([4, 3], { groups: ['a', 'b', 'a', 'b'] }, { groups: [7, 8, 8] });
    expect(units).to.deep.equal([2, 2]);
    expect([...unitOf]).to.deep.equal([0, 1, 0, 1, 2, 3, 3]);
  });

  it('cuts series into blocks of one length that are as far apart as it takes', () => {
    for (const [n, m, blocks] of [
      [1000, 200, 50],
      [50, 500, 7],
      [20, 20, 50],
      [3, 90, 4],
      [17, 5, 1],
    ]) {
      const { units, rows, unitOf } = exchange([n, m], {}, { blocks });
      const length = rows.length / (units[0] + units[1]);
      expect(length).to.be.at.least(Math.min(Math.ceil(blocks / 2), n, m));
      for (let i = 1; i < rows.length; i++) {
        const step = rows[i] - rows[i - 1];
        const within = unitOf[i] === unitOf[i - 1];
        const junction = unitOf[i] === units[0] && !within;
        expect(step, `${n} ${m} ${blocks} row ${i}`).to.satisfy(() =>
          within ? step === 1 : junction || step === blocks,
        );
      }
      expect(rows.filter((row) => row < n).length).to.equal(units[0] * length);
      expect(rows.at(-1)).to.equal(n + m - 1);
    }
  });

  it('has every row in a block when rows at distance 1 are independent', () => {
    const { units, rows, kind } = exchange([5, 9], { blocks: 1 });
    expect([units, rows.length, kind]).to.deep.equal([[5, 9], 14, 'blocks']);
  });

  it('names what is wrong', () => {
    const labels = { groups: ['a', 'b'] };
    const wrong: [() => unknown, string][] = [
      [() => exchange([0, 2]), 'invalid rows of reference: expected an integer in [1, 9007199254740991], got 0'],
      [() => exchange([2, 2], labels), 'invalid groups of sample: expected 2 labels, one per row, got none'],
      [() => exchange([2, 2], { groups: [1, NaN] }, labels), 'invalid groups of reference: expected a label for each row, got NaN at 1'], // prettier-ignore
      [() => exchange([3, 2], labels, labels), 'invalid groups of reference: expected 3 labels, one per row, got 2'],
      [
        () => exchange([2, 2], labels, { groups: ['c', 'b'] }),
        'invalid groups: expected a label in one sample only, got "b" in both',
      ],
      [() => exchange([2, 2], { ...labels, blocks: 3 }, labels), 'expected either groups or blocks, got both'],
      [() => exchange([2, 2], { blocks: 0 }), 'invalid blocks: expected an integer in [1, 9007199254740991], got 0'],
      [() => drawSplits(exchange([2, 2]), 0, createRandom(1)), 'invalid permutations'],
    ];
    for (const [call, message] of wrong) expect(call).to.throw(RangeError, message);
  });
});

describe('drawSplits', () => {
  it('gives the observed split first and keeps the numbers of units', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.nat(1000), (n, m, seed) => {
        const splits = drawSplits(exchange([n, m]), 40, createRandom(seed));
        for (let s = 0; s < splits.count; s++) expect(membersOf(splits, s).length).to.equal(n);
        expect(membersOf(splits, 0)).to.deep.equal(Array.from({ length: n }, (_, i) => i));
      }),
    );
  });

  it('gives every split once where there are no more than asked for', () => {
    const splits = drawSplits(exchange([3, 4]), 34, createRandom(1));
    const seen = new Set(Array.from({ length: splits.count }, (_, s) => membersOf(splits, s).join()));
    expect(splits.count).to.equal(35);
    expect(seen.size).to.equal(35);
  });

  it('takes every split equally often at random', () => {
    for (const sizes of [
      [2, 3],
      [3, 2],
    ] as const) {
      const seen = new Map<string, number>();
      const random = createRandom(5);
      for (let run = 0; run < 1000; run++) {
        const splits = drawSplits(exchange(sizes), 8, random);
        for (let s = 1; s < splits.count; s++) {
          const key = membersOf(splits, s).join();
          seen.set(key, (seen.get(key) ?? 0) + 1);
        }
      }
      expect(seen.size).to.equal(10);
      for (const times of seen.values()) expect(times).to.be.within(700, 900);
    }
  });

  it('counts the rows of unequal groups', () => {
    const units = exchange([3, 3], { groups: [1, 1, 2] }, { groups: [3, 3, 3] });
    const splits = drawSplits(units, 99, createRandom(1));
    expect([...splits.sizes]).to.deep.equal([3, 5, 4]);
  });

  it('knows the smallest p value', () => {
    expect(smallestPValue([3, 3], 499)).to.equal(0.1);
    expect(smallestPValue([1, 12], 499)).to.equal(1 / 13);
    expect(smallestPValue([500, 5000], 499)).to.equal(1 / 500);
    expect(smallestPValue([1, 1], 499)).to.equal(1);
  });
});

describe('a permutation of blocks', () => {
  it('keeps the level on a strongly autocorrelated series, and still sees a shift', () => {
    const random = createRandom(2);
    const units = exchange([1000, 200], { blocks: 50 });
    const runs = 400;
    let alarms = 0;
    let detections = 0;
    for (let run = 0; run < runs; run++) {
      const series = autoregressive(1200, 0.9, random);
      const splits = drawSplits(units, 99, random);
      alarms += Number(meanTest(units, splits, series) <= 0.05);
      detections += Number(
        meanTest(
          units,
          splits,
          series.map((x, i) => (i < 1000 ? x : x + 2)),
        ) <= 0.05,
      );
    }
    expect(alarms).to.be.within(7, 36);
    expect(detections).to.be.above(360);
  });
});

function membersOf({ members, count }: Splits, split: number): number[] {
  const chosen: number[] = [];
  for (let unit = 0; unit * count < members.length; unit++) if (members[unit * count + split]) chosen.push(unit);
  return chosen;
}

function autoregressive(length: number, rho: number, random: Random): number[] {
  let value = random.normal();
  return Array.from({ length }, () => (value = rho * value + Math.sqrt(1 - rho ** 2) * random.normal()));
}

/** The p value of a difference of means. */
function meanTest({ rows, unitOf }: Exchange, { members, count, sizes }: Splits, series: readonly number[]): number {
  const sums = new Float64Array(count);
  let total = 0;
  rows.forEach((row, i) => {
    total += series[row];
    for (let s = 0; s < count; s++) sums[s] += series[row] * members[unitOf[i] * count + s];
  });
  const differences = sums.map((sum, s) => Math.abs(sum / sizes[s] - (total - sum) / (rows.length - sizes[s])));
  return differences.filter((value) => value >= differences[0] - 1e-12).length / count;
}
