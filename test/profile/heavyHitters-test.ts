import { expect } from 'chai';
import fc from 'fast-check';
import { LabelCounter, mergeHitters, totalOf, type HeavyHitters } from '../../src/profile/heavyHitters';

// few labels come often, many seldom
const stream = fc.array(
  fc.integer({ min: 0, max: 30 }).map((i) => String(Math.floor((i * i) / 20))),
  { maxLength: 300 },
);

function count(labels: readonly string[], capacity: number, rare: number): HeavyHitters {
  const counter = new LabelCounter(capacity);
  labels.forEach((label) => counter.add(label));
  return counter.hitters(rare);
}

function checkBounds(labels: readonly string[], hitters: HeavyHitters): void {
  const listed = new Map(hitters.labels);
  for (const label of new Set(labels)) {
    const truth = labels.filter((one) => one === label).length;
    const found = listed.get(label);
    if (found === undefined) expect(truth).at.most(hitters.unlistedMost);
    else expect(truth).within(found, found + hitters.error);
  }
  expect(totalOf(hitters)).equal(labels.length);
}

describe('heavy hitters', () => {
  it('state bounds that hold, alone and merged in any order', () => {
    fc.assert(
      fc.property(
        stream,
        stream,
        stream,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 12 }),
        (a, b, c, capacity, rare) => {
          const [first, second, third] = [a, b, c].map((labels) => count(labels, capacity, rare));
          checkBounds(a, first);
          const merge = (x: HeavyHitters, y: HeavyHitters) => mergeHitters(x, y, capacity, rare);
          checkBounds([...a, ...b, ...c], merge(merge(first, second), third));
          checkBounds([...a, ...b, ...c], merge(first, merge(second, third)));
        },
      ),
      { seed: 2, numRuns: 400 },
    );
  });

  it('are exact where there is room for all, merged too', () => {
    const [a, b] = [
      ['x', 'y', 'x'],
      ['z', 'x'],
    ].map((labels) => count(labels, 10, 1));
    expect(mergeHitters(a, b, 10, 1)).deep.equal({
      labels: [
        ['x', 3],
        ['y', 1],
        ['z', 1],
      ],
      error: 0,
      unlisted: 0,
      unlistedMost: 0,
    });
  });

  it('do not name what was seen fewer than ten times', () => {
    const hitters = count([...Array<string>(10).fill('common'), ...Array<string>(9).fill('rare')], 100, 10);
    expect(hitters).deep.equal({ labels: [['common', 10]], error: 0, unlisted: 9, unlistedMost: 9 });
  });

  it('err by no more than n / capacity', () => {
    const labels = Array.from({ length: 20_000 }, (_, i) => String(i % 2 ? i : i % 20));
    expect(count(labels, 100, 1).error).at.most(200);
  });
});
