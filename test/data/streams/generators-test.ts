import { expect } from 'chai';
import fc from 'fast-check';
import { agrawal, AGRAWAL_FEATURES } from '../../../src/data/streams/agrawal';
import { hyperplane } from '../../../src/data/streams/hyperplane';
import { led } from '../../../src/data/streams/led';
import { rbf } from '../../../src/data/streams/rbf';
import { sea } from '../../../src/data/streams/sea';
import type { LabeledSample, StreamSource } from '../../../src/data/streams/streamSource';
import { createRandom } from '../../../src/random';

function take(source: StreamSource<LabeledSample>, count: number, seed = 1): LabeledSample[] {
  const samples: LabeledSample[] = [];
  for (const sample of source(createRandom(seed))) if (samples.push(sample) === count) break;
  return samples;
}

const shareOf = (samples: readonly LabeledSample[], holds: (sample: LabeledSample) => boolean) =>
  samples.filter(holds).length / samples.length;
const ofOne = (sample: LabeledSample) => sample.label === 1;
/** Four standard deviations of a share. */
const band = (p: number, n: number) => 4 * Math.sqrt((p * (1 - p)) / n);

const SOURCES: Record<string, StreamSource<LabeledSample>> = {
  sea: sea(),
  'sea, balanced': sea({ balance: true }),
  hyperplane: hyperplane({ magnitude: 0.01 }),
  led: led({ driftAttributes: 2 }),
  rbf: rbf({ speed: 0.01, classes: 3 }),
  agrawal: agrawal({ concept: 7 }),
};

for (const [name, source] of Object.entries(SOURCES)) {
  describe(`the generator ${name}`, () => {
    it('gives the same samples for the same seed, others for another', () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 0xffffffff }), (seed) => {
          expect(take(source, 20, seed)).deep.equal(take(source, 20, seed));
          expect(take(source, 20, seed)).not.deep.equal(take(source, 20, (seed + 1) % 2 ** 32));
        }),
        { numRuns: 20 },
      );
    });

    it('gives finite features and labels from 0', () => {
      const samples = take(source, 500);
      expect(samples.every(({ features }) => features.every(Number.isFinite))).equal(true);
      expect(samples.every(({ label }) => Number.isInteger(label) && label >= 0)).equal(true);
      expect(new Set(samples.map(({ features }) => features.length)).size).equal(1);
    });
  });
}

describe('sea', () => {
  const thresholds = [8, 9, 7, 9.5];

  it('labels by the formula of each concept where there is no noise', () => {
    thresholds.forEach((threshold, i) => {
      for (const { features, label } of take(sea({ concept: i + 1, noise: 0 }), 500))
        expect(label).equal(features[0] + features[1] <= threshold ? 0 : 1);
    });
  });

  it('has the class balance of its area: P(class 0) = θ²/200 up to θ = 10', () => {
    thresholds.forEach((threshold, i) => {
      const p = 1 - threshold ** 2 / 200;
      expect(shareOf(take(sea({ concept: i + 1, noise: 0 }), 10_000), ofOne)).closeTo(p, band(p, 10_000));
    });
  });

  it('turns round as many labels as the noise says', () => {
    const wrong = ({ features, label }: LabeledSample) => (features[0] + features[1] <= 8 ? 0 : 1) !== label;
    expect(shareOf(take(sea(), 10_000), wrong)).closeTo(0.1, band(0.1, 10_000));
  });

  it('gives the classes in turn when balanced', () => {
    expect(take(sea({ balance: true, noise: 0 }), 6).map(({ label }) => label)).deep.equal([1, 0, 1, 0, 1, 0]);
  });

  it('refuses what is out of range', () => {
    expect(() => sea({ concept: 5 })).throws(RangeError, 'invalid concept: expected an integer in [1, 4], got 5');
    expect(() => sea({ noise: -0.1 })).throws(RangeError, 'invalid noise');
    expect(() => sea({ noise: '1' as never })).throws(TypeError, 'invalid noise');
  });
});

describe('hyperplane', () => {
  it('is separable by a plane through the middle of the cube when it neither rotates nor has noise', () => {
    const samples = take(hyperplane({ noise: 0, attributes: 3 }), 3000);
    const centred = samples.map(({ features, label }) => ({
      x: features.map((v) => v - 0.5),
      y: label === 1 ? 1 : -1,
    }));
    const weights = new Float64Array(3);
    for (let epoch = 0; epoch < 200; epoch++)
      for (const { x, y } of centred) {
        const sum = x.reduce((total, v, i) => total + v * weights[i], 0);
        if (sum * y <= 0) x.forEach((v, i) => (weights[i] += y * v));
      }
    const wrong = centred.filter(({ x, y }) => x.reduce((total, v, i) => total + v * weights[i], 0) * y <= 0);
    expect(wrong.length).at.most(6);
    expect([...weights].every((w) => w > 0)).equal(true);
  });

  it('has balanced classes, also with noise', () => {
    expect(shareOf(take(hyperplane(), 10_000), ofOne)).closeTo(0.5, band(0.5, 10_000));
  });

  it('rotates with a magnitude: after a while the same points have other labels', () => {
    const options = { noise: 0, attributes: 2, driftAttributes: 1, reversal: 0 };
    const [still, moving] = [0, 0.01].map((magnitude) => take(hyperplane({ ...options, magnitude }), 2000));
    expect(still.map(({ features }) => [...features])).deep.equal(moving.map(({ features }) => [...features]));
    const differs = (from: number, to: number) =>
      still.slice(from, to).filter(({ label }, i) => label !== moving[from + i].label).length;
    expect(differs(0, 5)).equal(0);
    expect(differs(1000, 2000)).above(100);
  });

  it('refuses more drifting attributes than there are', () => {
    expect(() => hyperplane({ attributes: 3, driftAttributes: 4 })).throws(RangeError, 'invalid driftAttributes');
  });
});

describe('led', () => {
  const bits = ({ features }: LabeledSample) => [...features].slice(0, 7).join('');

  it('shows ten different digits, 8 with all segments lit', () => {
    const samples = take(led({ noise: 0, irrelevant: false }), 500);
    const shown = new Map(samples.map((sample) => [sample.label, bits(sample)]));
    expect(shown.size).equal(10);
    expect(new Set(shown.values()).size).equal(10);
    expect(shown.get(8)).equal('1111111');
    expect(shown.get(1)).equal('0010010');
    for (const sample of samples) expect(bits(sample)).equal(shown.get(sample.label));
  });

  it('inverts as many segments as the noise says', () => {
    const clean = new Map(take(led({ noise: 0 }), 500).map((sample) => [sample.label, bits(sample)]));
    const samples = take(led(), 3000);
    const wrong = samples.reduce(
      (sum, sample) => sum + [...bits(sample)].filter((bit, i) => bit !== clean.get(sample.label)![i]).length,
      0,
    );
    expect(wrong / (7 * samples.length)).closeTo(0.1, band(0.1, 7 * samples.length));
  });

  it('swaps drifting segments with irrelevant bits', () => {
    for (const { features, label } of take(led({ noise: 0, driftAttributes: 3 }), 200)) {
      expect(features.length).equal(24);
      const restored = [...features.slice(7, 10), ...features.slice(3, 7)].join('');
      expect(restored).equal(bits(take(led({ noise: 0 }), 200).find((sample) => sample.label === label)!));
    }
  });

  it('refuses to move segments where there is no place for them', () => {
    expect(() => led({ irrelevant: false, driftAttributes: 1 })).throws(RangeError, 'invalid driftAttributes');
  });
});

describe('rbf', () => {
  it('keeps its centroids for one model, whatever the generator', () => {
    // one centroid: its class never changes
    const labels = (model: number, seed: number) => take(rbf({ model, centroids: 1, classes: 9 }), 5, seed)[0].label;
    for (let model = 0; model < 10; model++) expect(labels(model, 1)).equal(labels(model, 2));
    expect(new Set(Array.from({ length: 10 }, (_, model) => labels(model, 1))).size).above(2);
  });

  it('moves with a speed and stays in the cube', () => {
    const mean = (samples: readonly LabeledSample[]) =>
      samples.reduce((sum, { features }) => sum + features[0], 0) / samples.length;
    const still = take(rbf({ centroids: 1, attributes: 2 }), 4000);
    const moving = take(rbf({ centroids: 1, attributes: 2, speed: 0.001 }), 4000);
    expect(mean(still.slice(0, 500))).closeTo(mean(still.slice(-500)), 0.15);
    const means = [0, 1000, 2000, 3000].map((from) => mean(moving.slice(from, from + 500)));
    expect(Math.max(...means) - Math.min(...means)).above(0.3);
    expect(means.every((value) => value > -0.2 && value < 1.2)).equal(true);
  });
});

describe('agrawal', () => {
  const rows = (concept: number) =>
    take(agrawal({ concept, perturbation: 0 }), 2000).map(({ features, label }) => {
      const cells = Object.fromEntries(AGRAWAL_FEATURES.map((name, i) => [name, features[i]]));
      return { ...(cells as Record<(typeof AGRAWAL_FEATURES)[number], number>), label };
    });

  it('draws every feature from its range', () => {
    for (const row of rows(1)) {
      expect(row.salary).within(20_000, 150_000);
      if (row.salary >= 75_000) expect(row.commission).equal(0);
      else expect(row.commission).within(10_000, 75_000);
      expect(row.age).within(20, 80);
      expect(row.education).within(0, 4);
      expect(row.car).within(0, 19);
      expect(row.zipcode).within(0, 8);
      expect(row.houseValue / ((9 - row.zipcode) * 100_000)).within(0.5, 1.5);
      expect(row.houseYears).within(1, 30);
      expect(row.loan).within(0, 500_000);
    }
  });

  it('labels by the published functions', () => {
    for (const row of rows(1)) expect(row.label).equal(row.age < 40 || row.age >= 60 ? 0 : 1);
    for (const { age, salary, label } of rows(2)) {
      const [low, high] = age < 40 ? [50e3, 100e3] : age < 60 ? [75e3, 125e3] : [25e3, 75e3];
      expect(label).equal(salary >= low && salary <= high ? 0 : 1);
    }
    for (const { age, education, label } of rows(3)) {
      const allowed = age < 40 ? [0, 1] : age < 60 ? [1, 2, 3] : [2, 3, 4];
      expect(label).equal(allowed.includes(education) ? 0 : 1);
    }
    for (const { age, education: e, salary, label } of rows(4)) {
      const [low, high] =
        age < 40
          ? e <= 1
            ? [25e3, 75e3]
            : [50e3, 100e3]
          : age < 60
            ? e >= 1 && e <= 3
              ? [50e3, 100e3]
              : [75e3, 125e3]
            : e >= 2
              ? [50e3, 100e3]
              : [25e3, 75e3];
      expect(label).equal(salary >= low && salary <= high ? 0 : 1);
    }
    for (const { age, salary: s, loan, label } of rows(5)) {
      const [low, high] =
        age < 40
          ? s >= 50e3 && s <= 100e3
            ? [100e3, 300e3]
            : [200e3, 400e3]
          : age < 60
            ? s >= 75e3 && s <= 125e3
              ? [200e3, 400e3]
              : [300e3, 500e3]
            : s >= 25e3 && s <= 75e3
              ? [300e3, 500e3]
              : [100e3, 300e3];
      expect(label).equal(loan >= low && loan <= high ? 0 : 1);
    }
    for (const { age, salary, commission, label } of rows(6)) {
      const [low, high] = age < 40 ? [50e3, 100e3] : age < 60 ? [75e3, 125e3] : [25e3, 75e3];
      const total = salary + commission;
      expect(label).equal(total >= low && total <= high ? 0 : 1);
    }
    const disposable = (row: ReturnType<typeof rows>[number]) => (2 * (row.salary + row.commission)) / 3;
    for (const row of rows(7)) expect(row.label).equal(disposable(row) - row.loan / 5 - 20e3 > 0 ? 0 : 1);
    for (const row of rows(8)) expect(row.label).equal(disposable(row) - 5e3 * row.education - 20e3 > 0 ? 0 : 1);
    for (const row of rows(9))
      expect(row.label).equal(disposable(row) - 5e3 * row.education - row.loan / 5 - 10e3 > 0 ? 0 : 1);
    for (const row of rows(10)) {
      const equity = row.houseYears >= 20 ? (row.houseValue * (row.houseYears - 20)) / 10 : 0;
      expect(row.label).equal(disposable(row) - 5e3 * row.education + equity / 5 - 10e3 > 0 ? 0 : 1);
    }
  });

  it('perturbs numbers after labelling, at most by their share of the range', () => {
    const [clean, noisy] = [0, 0.05].map((perturbation) => take(agrawal({ concept: 2, perturbation }), 1));
    expect(noisy[0].label).equal(clean[0].label);
    expect(noisy[0].features[0]).not.equal(clean[0].features[0]);
    expect(Math.abs(noisy[0].features[0] - clean[0].features[0])).at.most(0.05 * 130_000);
    expect(Math.abs(noisy[0].features[8] - clean[0].features[8])).at.most(0.05 * 500_000);
  });

  it('gives the classes in turn when balanced', () => {
    const labels = take(agrawal({ concept: 10, balance: true }), 4).map(({ label }) => label);
    expect(labels).deep.equal([1, 0, 1, 0]);
  });
});
