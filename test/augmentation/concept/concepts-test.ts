import { expect } from 'chai';
import { type ConceptDrift } from '../../../src/augmentation/concept/conceptDrift';
import { labelFlip } from '../../../src/augmentation/concept/labelFlip';
import { rotatedBoundary } from '../../../src/augmentation/concept/rotatedBoundary';
import { swappedMeaning } from '../../../src/augmentation/concept/swappedMeaning';
import { driftStream } from '../../../src/augmentation/driftStream';
import { incremental } from '../../../src/augmentation/schedules/incremental';
import { none } from '../../../src/augmentation/schedules/none';
import { type LabeledSample, sampler } from '../../../src/data/streams/streamSource';
import { createRandom, type Random } from '../../../src/random';

const ROWS = 4000;
const classify = ([x, y]: Float64Array) => Number(y > 0.5 * x);
const points = sampler((random: Random): LabeledSample => {
  const features = Float64Array.of(random.normal(), random.normal(), random.uniform());
  return { features, label: classify(features) };
});
const samples = [...driftStream(points, [], none(), { random: createRandom(2), length: ROWS })];

const drifts: readonly ConceptDrift<LabeledSample>[] = [
  labelFlip(),
  rotatedBoundary({ classify, angle: 60 }),
  swappedMeaning(0, 2),
];
const under = (drift: ConceptDrift<LabeledSample>, severity: number) => {
  const random = createRandom(3);
  return samples.map((sample) => drift.apply(sample, severity, random));
};
const shareOf = (hit: (sample: LabeledSample, i: number) => boolean, of: readonly LabeledSample[]) =>
  of.filter(hit).length / of.length;

for (const drift of drifts)
  describe(drift.name, () => {
    it('is the identity at severity 0, deterministic above, and does not change its input', () => {
      const kept = structuredClone(samples);
      expect(under(drift, 0)).deep.equal(samples);
      expect(under(drift, 0.5)).deep.equal(under(drift, 0.5));
      expect(under(drift, 1)).not.deep.equal(samples);
      expect(samples).deep.equal(kept);
    });

    it('goes through a stream', () => {
      const options = { random: createRandom(5), length: 900 };
      const stream = [...driftStream<LabeledSample>(points, [drift], incremental({ at: 300, width: 300 }), options)];
      const errors = (from: number, to: number) =>
        shareOf(({ features, label }) => label !== classify(features), stream.slice(from, to));
      expect(errors(0, 300)).equal(0);
      expect(errors(600, 900)).greaterThan(0.1);
      expect(errors(300, 450)).lessThan(errors(600, 900));
    });

    it('refuses a severity outside [0, 1]', () => {
      for (const severity of [-0.1, 1.5, NaN])
        expect(() => drift.apply(samples[0], severity, createRandom(1))).throw(RangeError, 'invalid severity');
    });
  });

describe('concepts do what their names say:', () => {
  it('flipped labels are those of the other class, in the share asked for; features stay', () => {
    const flipped = under(labelFlip({ share: 0.5 }), 0.4);
    flipped.forEach(({ features }, i) => expect(features).equal(samples[i].features));
    expect(shareOf(({ label }, i) => label !== samples[i].label, flipped)).closeTo(0.2, 0.03);
    expect(under(labelFlip(), 1).every(({ label }, i) => label === 1 - samples[i].label)).equal(true);
  });

  it('flips two classes of a batch and leaves the others', () => {
    const batch = { name: 'cells', labels: Uint8Array.of(0, 1, 2, 3, 2) };
    const { labels, name } = labelFlip({ classes: [1, 2] }).apply(batch, 1, createRandom(1));
    expect([name, labels]).deep.equal(['cells', Uint8Array.of(0, 2, 1, 3, 1)]);
    expect(batch.labels).deep.equal(Uint8Array.of(0, 1, 2, 3, 2));
  });

  it('a boundary turned by an angle mislabels twice that angle of the circle, and leaves P(x)', () => {
    for (const severity of [0.25, 0.5, 1]) {
      const turned = under(rotatedBoundary({ classify, angle: 60 }), severity);
      turned.forEach(({ features }, i) => expect(features).equal(samples[i].features));
      const angle = 60 * severity;
      expect(shareOf(({ label }, i) => label !== samples[i].label, turned)).closeTo((2 * angle) / 360, 0.03);
    }
    // y > 0 turned by 90 degrees, counter-clockwise, is x < 0
    const drift = rotatedBoundary({ classify: ([, y]) => Number(y > 0), angle: 90, centre: [10, 0] });
    const label = (x: number, y: number) => drift.apply({ features: Float64Array.of(x, y), label: 0 }, 1, createRandom(1)).label; // prettier-ignore
    expect([label(9, 5), label(9, -5), label(11, 5), label(11, -5)]).deep.equal([1, 1, 0, 0]);
  });

  it('a swapped meaning exchanges two values and keeps the label', () => {
    under(swappedMeaning(0, 2), 1).forEach(({ features: [a, b, c], label }, i) => {
      const [x, y, z] = samples[i].features;
      expect([a, b, c, label]).deep.equal([z, y, x, samples[i].label]);
    });
    const half = under(swappedMeaning(0, 2), 0.5);
    expect(shareOf(({ features }, i) => features[0] !== samples[i].features[0], half)).closeTo(0.5, 0.05);
  });

  const [sample] = samples;
  const wrong: Record<string, () => unknown> = {
    'invalid classes: expected two different': () => labelFlip({ classes: [1, 1] }),
    'invalid share': () => labelFlip({ share: 0 }),
    'invalid angle': () => rotatedBoundary({ classify, angle: NaN }),
    'invalid plane: expected two different': () => rotatedBoundary({ classify, plane: [1, 1] }),
    'invalid plane: expected an integer in [0, 2], got 5': () =>
      rotatedBoundary({ classify, plane: [0, 5] }).apply(sample, 1, createRandom(1)),
    'invalid second: expected another': () => swappedMeaning(2, 2),
    'invalid second: expected an integer in [0, 2], got 3': () =>
      swappedMeaning(0, 3).apply(sample, 1, createRandom(1)),
  };
  for (const [message, make] of Object.entries(wrong))
    it(`refuses: ${message}`, () => expect(make).throw(RangeError, message));
});
