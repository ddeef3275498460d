import { expect } from 'chai';
import { predictLinear, trainLinear } from '../../../src/experiments/loop/linearClassifier';
import type { LabeledSample } from '../../../src/data/streams/streamSource';
import { createRandom } from '../../../src/random';

/** Class 1 where w · x > 0; the third feature is constant. */
function drawn(count: number, seed: number, [w0, w1] = [1, 1]): LabeledSample[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const features = Float64Array.of(1000 + random.normal(), 0.01 * random.normal(), 7);
    return { features, label: Number(w0 * (features[0] - 1000) + w1 * 100 * features[1] > 0) };
  });
}

const errorRate = (model: ReturnType<typeof trainLinear>, samples: LabeledSample[]) =>
  samples.filter(({ features, label }) => predictLinear(model, features) !== label).length / samples.length;
const train = (samples: LabeledSample[], change = {}) =>
  trainLinear(samples, { random: createRandom(1), epochs: 6, ...change });

describe('trainLinear', () => {
  it('finds a plane between two classes, whatever the scales, and has no use for a constant feature', () => {
    const model = train(drawn(1000, 1));
    expect(errorRate(model, drawn(2000, 2))).below(0.02);
    expect(model.scales[2]).equal(0);
    expect(model.weights).lengthOf(4);
  });

  it('gives the same bytes for the same seed, and leaves its input as it is', () => {
    const samples = drawn(100, 3);
    const before = samples.map(({ features }) => [...features]);
    expect(train(samples)).deep.equal(train(samples));
    expect(samples.map(({ features }) => [...features])).deep.equal(before);
    expect(train(samples)).not.deep.equal(train(samples, { random: createRandom(2) }));
  });

  it('goes on from a model with its standardisation, and the more cautious, the less it changes', () => {
    const start = train(drawn(1000, 4));
    const turned = drawn(1000, 5, [1, -1]);
    const onward = (caution: number) => train(turned, { start, epochs: 1, caution });
    expect(onward(0.01).means).equal(start.means);
    const [bold, careful] = [0.01, 1000].map((caution) => errorRate(onward(caution), turned));
    expect(bold).below(0.2);
    expect(careful).within(bold + 0.05, errorRate(start, turned) + 0.01);
  });
});
