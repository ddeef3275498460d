import { expect } from 'chai';
import fc from 'fast-check';
import { driftStream, type DriftStreamOptions } from '../../src/augmentation/driftStream';
import { imageDrifts } from '../../src/augmentation/imageDrifts';
import { blip } from '../../src/augmentation/schedules/blip';
import { gradual } from '../../src/augmentation/schedules/gradual';
import { incremental } from '../../src/augmentation/schedules/incremental';
import { none } from '../../src/augmentation/schedules/none';
import { recurring } from '../../src/augmentation/schedules/recurring';
import type { DriftSchedule } from '../../src/augmentation/schedules/schedule';
import { seasonal } from '../../src/augmentation/schedules/seasonal';
import { sudden } from '../../src/augmentation/schedules/sudden';
import { sea } from '../../src/data/streams/sea';
import { sampler } from '../../src/data/streams/streamSource';
import { images } from '../../src/images';
import { createRandom } from '../../src/random';

const options = (length: number, seed = 1): DriftStreamOptions => ({ random: createRandom(seed), length });
/** Sources that say which concept a sample is of. */
const [zero, one, two] = [0, 1, 2].map((value) => sampler(() => value));
const conceptsOf = (schedule: DriftSchedule, length: number) => [
  ...driftStream(zero, [one, two], schedule, options(length)),
];
const add = { apply: (x: number, severity: number) => x + severity };

const SCHEDULES: Record<string, DriftSchedule> = {
  none: none(),
  sudden: sudden({ at: [30, 60] }),
  gradual: gradual({ at: 50, width: 20 }),
  incremental: incremental({ at: 20, width: 30 }),
  recurring: recurring({ every: 25 }),
  'recurring, gradual': recurring({ every: 25, width: 5 }),
  seasonal: seasonal({ period: 40 }),
  blip: blip({ at: 40, duration: 5 }),
};

for (const [name, schedule] of Object.entries(SCHEDULES)) {
  describe(`a stream with the schedule ${name}`, () => {
    const make = (seed: number) =>
      driftStream(
        sampler((random) => random.normal()),
        [add, sampler((r) => r.uniform())],
        schedule,
        options(100, seed),
      );

    it('is the same each time it is read and for the same seed', () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 0xffffffff }), (seed) => {
          const stream = make(seed);
          expect([...stream]).deep.equal([...stream]);
          expect([...stream]).deep.equal([...make(seed)]);
        }),
        { numRuns: 20 },
      );
    });

    it('has its length, and a truth inside it that survives JSON', () => {
      const { length, truth, ...stream } = make(1);
      expect([...(stream as Iterable<number>)]).length(length);
      expect(JSON.parse(JSON.stringify(truth))).deep.equal(truth);
      for (const { start, end } of truth)
        expect([start >= 0, start <= end, end <= length]).deep.equal([true, true, true]);
      expect([...truth].sort((a, b) => a.start - b.start)).deep.equal(truth);
    });

    it('is its source before the first change', () => {
      const source = [
        ...driftStream(
          sampler((random) => random.normal()),
          [],
          none(),
          options(100, 5),
        ),
      ];
      const first = name === 'gradual' ? 10 : name.endsWith('gradual') ? 12 : (make(5).truth[0]?.start ?? 100);
      expect([...make(5)].slice(0, first)).deep.equal(source.slice(0, first));
    });
  });
}

describe('driftStream', () => {
  it('changes suddenly, from concept to concept and back to the source', () => {
    const found = conceptsOf(sudden({ at: [2, 5, 7] }), 10);
    expect(found).deep.equal([0, 0, 1, 1, 1, 2, 2, 0, 0, 0]);
  });

  it('mixes gradually with the probability of the sigmoid', () => {
    const length = 20_000;
    const found = conceptsOf(gradual({ at: length / 2, width: 2000 }), length);
    for (const [from, to] of [
      [0, 5000],
      [8500, 8600],
      [9000, 9100],
      [9950, 10_050],
      [11_000, 11_100],
      [15_000, 20_000],
    ])
      // prettier-ignore
      expect(found.slice(from, to).reduce((sum, value) => sum + value, 0) / (to - from), `${from}`).closeTo(
        1 / (1 + Math.exp((-4 * ((from + to) / 2 - 10_000)) / 2000)),
        0.2 * Math.sqrt(100 / (to - from)) + 0.02,
      );
    expect(new Set(found)).deep.equal(new Set([0, 1]));
  });

  it('names 2 % and 98 % as the ends of a gradual drift', () => {
    const schedule = gradual({ at: 5000, width: 500 });
    const { truth } = driftStream(zero, [one], schedule, options(10_000));
    expect(truth).deep.equal([{ kind: 'gradual', start: 4500, end: 5500, from: 0, to: 1 }]);
    expect([4500, 5000, 5500].map((t) => schedule.share(truth[0], t).toFixed(3))).deep.equal([
      '0.018',
      '0.500',
      '0.982',
    ]);
  });

  it('cuts a drift at the ends of the stream in the truth, not in the mixing', () => {
    const stream = driftStream(zero, [one], gradual({ at: 10, width: 100 }), options(50));
    expect(stream.truth).deep.equal([{ kind: 'gradual', start: 0, end: 50, from: 0, to: 1 }]);
    const shares = Array.from({ length: 400 }, (_, seed) => [...driftStream(zero, [one], gradual({ at: 10, width: 100 }), options(50, seed))][10]); // prettier-ignore
    expect(shares.reduce((sum, value) => sum + value, 0) / 400).closeTo(0.5, 0.1);
  });

  it('raises the severity evenly when incremental', () => {
    const stream = driftStream(zero, [add], incremental({ at: 2, width: 4 }), options(8));
    expect([...stream]).deep.equal([0, 0, 0, 0.25, 0.5, 0.75, 1, 1]);
  });

  it('leaves one drift as the next one comes', () => {
    const down = { apply: (x: number, severity: number) => x - 10 * severity };
    const stream = driftStream(zero, [add, down], incremental({ at: [1, 5], width: 2 }), options(9));
    expect([...stream]).deep.equal([0, 0, 0.5, 1, 1, 1, -4.5, -10, -10]);
  });

  it('swings with the season', () => {
    const stream = driftStream(zero, [add], seasonal({ period: 8 }), options(17));
    [...stream].forEach((x, t) => expect(x).closeTo((1 - Math.cos((2 * Math.PI * t) / 8)) / 2, 1e-12));
    expect(stream.truth.map(({ start, to }) => [start, to])).deep.equal([[0, 1], [4, 0], [8, 1], [12, 0], [16, 1]]); // prettier-ignore
  });

  it('comes back after a blip', () => {
    expect(conceptsOf(blip({ at: 2, duration: 2 }), 6)).deep.equal([0, 0, 1, 1, 0, 0]);
  });

  it('goes round the concepts when recurring', () => {
    expect(conceptsOf(recurring({ every: 2 }), 8)).deep.equal([0, 0, 1, 1, 2, 2, 0, 0]);
    expect(driftStream(zero, [one], recurring({ every: 2 }), options(8)).truth).length(3);
  });

  it('has one law throughout where the schedule is none', () => {
    const values = [
      ...driftStream(
        sampler((random) => random.normal()),
        [],
        none(),
        options(40_000),
      ),
    ];
    const mean = (part: readonly number[]) => part.reduce((sum, x) => sum + x, 0) / part.length;
    for (let from = 0; from < 40_000; from += 10_000) {
      const part = values.slice(from, from + 10_000);
      expect(mean(part)).closeTo(0, 4 / 100);
      expect(mean(part.map((x) => x * x))).closeTo(1, 4 * Math.sqrt(2 / 10_000));
    }
  });

  it('switches the labelling function of SEA at the boundary', () => {
    const stream = driftStream(sea({ noise: 0 }), [sea({ concept: 4, noise: 0 })], sudden({ at: 500 }), options(1000));
    [...stream].forEach(({ features, label }, t) =>
      expect(label).equal(features[0] + features[1] <= (t < 500 ? 8 : 9.5) ? 0 : 1),
    );
  });

  it('drifts batches of images with the image corruptions', () => {
    const gray = images(new Uint8Array(16).fill(100), 1, 4, 4, 1);
    const stream = driftStream(sampler(() => gray), [imageDrifts.brightness], sudden({ at: 1 }), options(2)); // prettier-ignore
    const [before, after] = [...stream].map(({ pixels }) => pixels[0]);
    expect(before).equal(100);
    expect(after).not.equal(100);
  });

  it('says where a source ended early', () => {
    expect(() => [...driftStream([1, 2, 3], [], none(), options(4))]).throws(RangeError, 'it ended after 3');
  });

  const wrong: Record<string, () => unknown> = {
    'invalid length': () => driftStream(zero, [], none(), options(0)),
    'invalid drifts': () => driftStream(zero, [], sudden({ at: 5 }), options(10)),
    'invalid at: expected an integer in [0, 9], got 10': () =>
      driftStream(zero, [one], sudden({ at: 10 }), options(10)),
    'invalid at[1]': () => sudden({ at: [5, 5] }),
    'invalid at: expected at least one': () => sudden({ at: [] }),
    'invalid at[0]': () => sudden({ at: 0 }),
    'invalid width': () => gradual({ at: 5, width: 0 }),
    'invalid at: expected an integer in [6': () => incremental({ at: [1, 3], width: 5 }),
    'invalid every': () => recurring({ every: 0.5 }),
    'invalid period / 2': () => seasonal({ period: 3 }),
    'invalid duration': () => blip({ at: 5, duration: 0 }),
  };
  for (const [message, make] of Object.entries(wrong))
    it(`refuses: ${message}`, () => expect(make).throws(RangeError, message));
});
