import { expect } from 'chai';
import { groupsOf } from '../../../src/data/labeledImages';
import { medMnistSets } from '../../../src/data/medMnistSets';
import {
  medicalStandIn,
  medicalStandIns,
  medicalStandInSplits,
  type MedicalStandInName,
} from '../../../src/data/standins/medicalStandIn';
import { createRandom } from '../../../src/random';

const draw = (name: MedicalStandInName, count = 40, seed = 1) =>
  medicalStandIn(name, { random: createRandom(seed), count });

describe('medicalStandIn', () => {
  it('has one for each of the eight sets', () => {
    expect(medicalStandIns).deep.equal(medMnistSets.map(({ name }) => `${name}-synthetic`));
  });

  for (const { name: real, channels, classes } of medMnistSets) {
    const name: MedicalStandInName = `${real}-synthetic`;
    describe(name, () => {
      it('has the size, the channels and the classes of the real set, and two groups', () => {
        const { images, ...rest } = draw(name, 3);
        expect(images).include({ count: 3, height: 28, width: 28, channels });
        expect(rest).deep.include({ name, classes });
        expect(groupsOf(rest as never).names).length(2);
      });

      it('draws the same bytes for the same seed, each picture by itself, and others for another seed', () => {
        const [few, many, other] = [draw(name, 5), draw(name, 8), draw(name, 5, 2)];
        const size = few.images.pixels.length;
        expect(many.images.pixels.slice(0, size)).deep.equal(few.images.pixels);
        expect(many.labels.slice(0, 5)).deep.equal(few.labels);
        expect(other.images.pixels).not.deep.equal(few.images.pixels);
      });

      it('uses the range of brightness without being cut off at its ends', () => {
        const { pixels } = draw(name).images;
        const share = (level: number): number => pixels.filter((pixel) => pixel === level).length / pixels.length;
        expect(Math.max(...pixels) - Math.min(...pixels)).above(150);
        expect(share(255)).below(0.15);
        expect(share(0)).below(0.5);
      });

      it('gives the groups another light or another tint', () => {
        const means = (secondGroup: number): number[] => {
          const { pixels } = medicalStandIn(name, { random: createRandom(3), count: 60, secondGroup }).images;
          const sums = Array.from({ length: channels }, () => 0);
          pixels.forEach((pixel, i) => (sums[i % channels] += pixel));
          return sums.map((sum) => (sum * channels) / pixels.length);
        };
        const [first, second] = [means(0), means(1)];
        expect(Math.max(...first.map((mean, c) => Math.abs(mean - second[c])))).above(1.5);
      });
    });
  }

  it('draws classes and groups as often as asked', () => {
    const { labels, groups } = medicalStandIn('retinamnist-synthetic', {
      random: createRandom(5),
      count: 600,
      prevalence: [0, 3, 1, 0, 0],
      secondGroup: 0.25,
    });
    const share = (values: Uint8Array, of: number): number => values.filter((value) => value === of).length / 600;
    expect(share(labels, 1)).within(0.68, 0.82);
    expect(share(labels, 1) + share(labels, 2)).equal(1);
    expect(share(groups!.members, 1)).within(0.18, 0.32);
  });

  it('shows another class where readers disagree, and only there', () => {
    const options = { count: 10, prevalence: [1, 0], secondGroup: 0 };
    const shown = (disagreement: number, prevalence = options.prevalence): Uint8Array =>
      medicalStandIn('pneumoniamnist-synthetic', { ...options, prevalence, disagreement, random: createRandom(6) })
        .images.pixels;
    expect(shown(1)).deep.equal(shown(0, [0, 1]));
    expect(shown(1)).not.deep.equal(shown(0));
  });

  it('divides into parts that share no picture', () => {
    const { train, validation, test } = medicalStandInSplits('octmnist-synthetic', {
      train: 30,
      validation: 20,
      test: 20,
    });
    const pictures = [train, validation, test].flatMap(({ images }) =>
      Array.from({ length: images.count }, (_, i) => images.pixels.slice(i * 784, (i + 1) * 784).join()),
    );
    expect(new Set(pictures)).property('size', 70);
  });

  it('refuses wrong options by name', () => {
    const random = createRandom(1);
    const wrong = (options: object): (() => unknown) => {
      return () => medicalStandIn('breastmnist-synthetic', { random, count: 1, ...options });
    };
    expect(() => draw('breastmnist' as never)).throw(
      RangeError,
      /invalid name: expected one of pathmnist-synthetic, .*"breastmnist"/,
    );
    expect(wrong({ count: -1 })).throw(RangeError, 'invalid count');
    expect(wrong({ count: 1.5 })).throw(RangeError, 'invalid count');
    expect(wrong({ secondGroup: 1.1 })).throw(RangeError, 'invalid secondGroup');
    expect(wrong({ disagreement: NaN })).throw(RangeError, 'invalid disagreement');
    expect(wrong({ prevalence: [1] })).throw(RangeError, 'expected a number for each of 2 classes, got 1');
    expect(wrong({ prevalence: [1, -1] })).throw(RangeError, 'invalid prevalence');
    expect(wrong({ prevalence: [0, 0] })).throw(RangeError, 'expected at least one class above 0');
    expect(wrong({ prevalence: ['1', 1] })).throw(TypeError, 'invalid prevalence');
  });
});
