import { expect } from 'chai';
import { driftStream } from '../../../src/augmentation/driftStream';
import { covariateShift } from '../../../src/augmentation/population/covariateShift';
import { demographicShift } from '../../../src/augmentation/population/demographicShift';
import { labelShift } from '../../../src/augmentation/population/labelShift';
import {
  labeledImagesView,
  type Population,
  type PopulationDrift,
  resampled,
} from '../../../src/augmentation/population/populationDrift';
import { prevalenceChange } from '../../../src/augmentation/population/prevalenceChange';
import { selectionBias } from '../../../src/augmentation/population/selectionBias';
import { sudden } from '../../../src/augmentation/schedules/sudden';
import { labeledImages, type LabeledImages } from '../../../src/data/labeledImages';
import { sampler } from '../../../src/data/streams/streamSource';
import { images } from '../../../src/images';
import { createRandom, type Random } from '../../../src/random';

const ROWS = 6000;

/** Three classes 60 : 30 : 10; group 1 has more of class 1; age depends on the class. */
function population(random: Random, rows = ROWS): Population & { labels: Uint8Array; groups: Uint8Array } {
  const labels = Uint8Array.from({ length: rows }, (_, i) => (i % 10 < 6 ? 0 : i % 10 < 9 ? 1 : 2));
  const groups = labels.map((label) => Number(random.uniform() < (label === 1 ? 0.5 : 0.2)));
  const covariate = Float64Array.from(labels, (label) => 50 + 10 * random.normal() + 5 * label);
  return { labels, groups, covariate };
}

const source = population(createRandom(1));
const at = (drift: PopulationDrift, severity: number, seed = 2) => drift.rows(source, severity, createRandom(seed));
const take = (values: ArrayLike<number>, rows: Uint32Array) => Array.from(rows, (row) => values[row]);
const shares = (values: readonly number[], count: number) =>
  Array.from({ length: count }, (_, k) => values.filter((value) => value === k).length / values.length);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** What the mean of a covariate is within each stratum. */
const meansWithin = (strata: ArrayLike<number>, rows: Uint32Array, count: number) =>
  Array.from({ length: count }, (_, k) => mean(take(source.covariate!, rows.filter((row) => strata[row] === k)))); // prettier-ignore

const DRIFTS: readonly PopulationDrift[] = [
  labelShift([1, 1, 2]),
  prevalenceChange({ prevalence: 0.7 }),
  demographicShift({ group: 1, share: 0.8 }),
  covariateShift({ strength: 1 }),
  selectionBias(({ label }) => (label === 1 ? 1 : 0.3)),
];
const everyRow = Uint32Array.from({ length: ROWS }, (_, i) => i);

for (const drift of DRIFTS)
  describe(drift.name, () => {
    it('gives every row once at severity 0, and nearly so just above', () => {
      expect(at(drift, 0)).deep.equal(everyRow);
      expect(new Set(at(drift, 1e-9)).size).equal(ROWS);
    });

    it('gives the same rows for the same seed, in ascending order', () => {
      const rows = at(drift, 0.7);
      expect(rows).deep.equal(at(drift, 0.7));
      expect(rows).not.deep.equal(at(drift, 0.7, 3));
      expect(rows).deep.equal(rows.slice().sort());
      expect(rows.every((row) => row < ROWS)).equal(true);
    });

    it('takes a population of nobody', () => {
      expect(drift.rows({ labels: [], groups: [], covariate: [] }, 1, createRandom(1))).length(0);
    });

    it('refuses a severity outside [0, 1]', () => {
      for (const severity of [-0.1, 1.5, NaN]) expect(() => at(drift, severity)).throw(RangeError, 'invalid severity');
    });

    it('goes through a stream of batches', () => {
      const batch = (random: Random): LabeledImages => {
        const { labels, groups } = population(random, 100);
        const pixels = images(labels.slice(), 100, 1, 1, 1);
        return labeledImages('people', pixels, labels, ['0', '1', '2'], { attribute: 'site', names: ['A', 'B'], members: groups }); // prettier-ignore
      };
      const view = { ...labeledImagesView, of: (samples: LabeledImages) => ({ ...labeledImagesView.of(samples), covariate: samples.images.pixels }) }; // prettier-ignore
      const stream = driftStream(sampler(batch), [resampled(drift, view)], sudden({ at: 1 }), { random: createRandom(3), length: 2 }); // prettier-ignore
      const [before, after] = [...stream];
      expect(shares([...before.labels], 3)).deep.equal([0.6, 0.3, 0.1]);
      expect(after.labels).not.deep.equal(before.labels);
      expect(after.labels).deep.equal(after.images.pixels);
      expect(after.groups!.members.length).equal(after.images.count);
    });
  });

describe('populations do what their names say:', () => {
  it('a label shift moves the class shares and leaves the look of each class', () => {
    const drift = labelShift([1, 1, 2]);
    for (const [severity, expected] of [
      [0.5, [0.425, 0.275, 0.3]],
      [1, [0.25, 0.25, 0.5]],
    ] as const) {
      // prettier-ignore
      const rows = at(drift, severity);
      expect(rows.length).equal(ROWS);
      shares(take(source.labels, rows), 3).forEach((share, k) => expect(share).closeTo(expected[k], 1 / ROWS + 1e-9));
    }
    const before = meansWithin(source.labels, everyRow, 3);
    // 10 years of standard deviation; class 2 has 600 rows
    meansWithin(source.labels, at(drift, 1), 3).forEach((age, k) => expect(age).closeTo(before[k], 1.2));
  });

  it('a prevalence moves to what is asked, the other classes keep their proportions', () => {
    const [zero, one, two] = shares(take(source.labels, at(prevalenceChange({ prevalence: 0.65 }), 1)), 3);
    expect(one).closeTo(0.65, 1e-3);
    expect(zero / two).closeTo(6, 0.05);
    expect(shares(take(source.labels, at(prevalenceChange({ prevalence: 0, label: 2 }), 1)), 3)[2]).equal(0);
    expect(shares(take(source.labels, at(prevalenceChange({ prevalence: 1 }), 1)), 3)[1]).equal(1);
  });

  it('a demographic shift moves the group shares, and classes only as the groups differ', () => {
    const rows = at(demographicShift({ group: 1, share: 0.8 }), 1);
    expect(shares(take(source.groups, rows), 2)[1]).closeTo(0.8, 1e-3);
    const within = (chosen: Uint32Array, group: number) =>
      shares(take(source.labels, chosen.filter((row) => source.groups[row] === group)), 3); // prettier-ignore
    for (const group of [0, 1])
      within(rows, group).forEach((share, k) => expect(share).closeTo(within(everyRow, group)[k], 0.04));
    const mixture = 0.2 * within(everyRow, 0)[1] + 0.8 * within(everyRow, 1)[1];
    expect(shares(take(source.labels, rows), 3)[1]).closeTo(mixture, 0.04);
  });

  it('a covariate shift moves a normal covariate by strength standard deviations and keeps P(y | x)', () => {
    const ages = Float64Array.from({ length: ROWS }, createRandom(7).normal.bind(createRandom(7)));
    const labels = ages.map((age, i) => Number(Math.sin(i * 12.9898) > age - 1));
    const people = { labels, covariate: ages };
    const rows = covariateShift({ strength: 1 }).rows(people, 0.8, createRandom(1));
    expect(mean(take(ages, rows))).closeTo(mean(take(ages, everyRow)) + 0.8, 0.08);
    const band = (chosen: Uint32Array) => mean(take(labels, chosen.filter((row) => ages[row] > 0.5 && ages[row] < 1))); // prettier-ignore
    expect(band(rows)).closeTo(band(everyRow), 0.08);
    const down = covariateShift({ strength: -2 }).rows(people, 0.5, createRandom(1));
    expect(mean(take(ages, down))).closeTo(-1, 0.1);
    expect(covariateShift({ strength: 3 }).rows({ labels, covariate: new Float64Array(ROWS) }, 1, createRandom(1))).deep.equal(everyRow); // prettier-ignore
  });

  it('selection bias loses rows by their chance, nested as severity grows', () => {
    const drift = selectionBias(({ label }) => (label === 1 ? 1 : 0.3));
    const kept = (severity: number, label: number) => shares(take(source.labels, at(drift, severity)), 3)[label] * at(drift, severity).length; // prettier-ignore
    for (const severity of [0.5, 1])
      for (const [label, count] of [
        [0, 3600],
        [1, 1800],
        [2, 600],
      ] as const) {
        // prettier-ignore
        const chance = label === 1 ? 1 : 1 - severity * 0.7;
        expect(kept(severity, label)).closeTo(chance * count, 5 * Math.sqrt(count * chance * (1 - chance)) + 1e-6);
      }
    const wide = new Set(at(drift, 0.5));
    expect(at(drift, 1).every((row) => wide.has(row))).equal(true);
  });

  it('selection sees label, group and covariate', () => {
    const seen = selectionBias(({ label, group, covariate }) => {
      expect([typeof label, typeof group, typeof covariate]).deep.equal(['number', 'number', 'number']);
      return 1;
    });
    expect(at(seen, 1)).deep.equal(everyRow);
  });

  const labels = [0, 0, 1];
  const wrong: Record<string, () => unknown> = {
    'invalid shares: expected a number': () => labelShift([0.5, -1]),
    'invalid shares: expected at least one above 0': () => labelShift([0, 0]),
    'expected rows of class 2 to draw from, got none': () => labelShift([1, 1, 1]).rows({ labels }, 1, createRandom(1)),
    'expected rows of class 5 to draw from': () =>
      prevalenceChange({ prevalence: 0.5, label: 5 }).rows({ labels }, 1, createRandom(1)),
    'expected rows outside class 1 to draw from': () =>
      prevalenceChange({ prevalence: 0.5 }).rows({ labels: [1, 1] }, 1, createRandom(1)),
    'invalid prevalence': () => prevalenceChange({ prevalence: 1.2 }),
    'invalid group': () => demographicShift({ group: -1, share: 0.5 }),
    'expected groups for demographicShift, got none': () =>
      demographicShift({ group: 1, share: 0.5 }).rows({ labels }, 1, createRandom(1)),
    'invalid strength': () => covariateShift({ strength: 11 }),
    'expected a covariate for covariateShift, got none': () =>
      covariateShift({ strength: 1 }).rows({ labels }, 1, createRandom(1)),
    'invalid covariate': () => covariateShift({ strength: 1 }).rows({ labels, covariate: [1, NaN, 2] }, 1, createRandom(1)), // prettier-ignore
    'invalid chance': () => selectionBias(() => 2).rows({ labels }, 1, createRandom(1)),
  };
  for (const [message, make] of Object.entries(wrong))
    it(`refuses: ${message}`, () => expect(make).throw(RangeError, message));
});
