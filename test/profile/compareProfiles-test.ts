import { expect } from 'chai';
import { compareProfiles } from '../../src/profile/compareProfiles';
import { computeDatasetProfile } from '../../src/profile/computeDatasetProfile';
import type { DatasetProfile } from '../../src/profile/datasetProfile';
import { driftStatus } from '../../src/profile/driftStatus';
import type { NumericPart } from '../../src/profile/numericPart';
import { parseProfile } from '../../src/profile/parseProfile';
import { createRandom, type Random } from '../../src/random';
import { kolmogorovSmirnov } from '../../src/stats/kolmogorovSmirnov';
import { psi } from '../../src/stats/psi';

const ALL = { sampleSize: Infinity } as const;
const table = (data: object, like?: DatasetProfile) =>
  computeDatasetProfile(data as never, { modality: 'tabular' }, { ...ALL, ...(like && { like }) });
const outputs = (counts: readonly number[]) =>
  computeDatasetProfile(
    counts.flatMap((count, label) => Array<number>(count).fill(label)),
    { modality: 'output' },
    ALL,
  );
const normal = (count: number, random: Random, mean = 0) =>
  Float64Array.from({ length: count }, () => mean + random.normal());

function texts(words: number, deviation: number, random: Random): string[] {
  return Array.from({ length: 1000 }, () => 'word '.repeat(Math.round(words + deviation * random.normal())));
}

/** Gray-free images of one pixel: channel means around `means`. */
function images(means: readonly number[], random: Random) {
  const pixels = new Uint8Array(300 * 3);
  for (let i = 0; i < pixels.length; i++) pixels[i] = Math.round(255 * (means[i % 3] + 0.1 * random.normal()));
  return { pixels, count: 300, height: 1, width: 1, channels: 3 };
}

describe('compareProfiles', () => {
  describe('in the six cases', () => {
    it('1: alerts when texts grow from 120 to 200 words, in the reference’s bins', () => {
      const [a, b] = [120, 200].map((words, seed) =>
        computeDatasetProfile(texts(words, 15, createRandom(seed)), { modality: 'text' }),
      );
      const { status, because, parts } = compareProfiles(a, b);
      expect(status).equal('alert');
      expect(because).match(/length.*> 0\.2/);
      expect(parts[0]).include({ name: 'length', measure: 'jsDistance', status: 'alert' });
      expect(parts[0].score).within(0.8, 1);
      expect(parts[1]).include({ measure: 'meanShift', status: 'alert' });
      expect(parts[1].score).closeTo(80 / 15, 0.5);
    });

    it('2: finds the shift of channels 0 and 1 from .5, .5, .5 to .6, .4, .5 and none of channel 2', () => {
      const [a, b] = [
        [0.5, 0.5, 0.5],
        [0.6, 0.4, 0.5],
      ].map((means, seed) => computeDatasetProfile(images(means, createRandom(seed)), { modality: 'vision' }));
      const channels = compareProfiles(a, b).parts.slice(0, 3);
      expect(channels.map(({ status }) => status)).deep.equal(['alert', 'alert', 'ok']);
      expect(channels[0].score).closeTo(1, 0.15);
    });

    it('3: alerts when classes go from 40/60 to 80/20, with the known numbers', () => {
      const { status, parts } = compareProfiles(outputs([40, 60]), outputs([80, 20]));
      const { distribution, score } = parts[0];
      expect(status).equal('alert');
      expect(distribution!.klDivergence).closeTo(0.551, 5e-4);
      expect(distribution!.klSmoothed).equal(false);
      expect(score).closeTo(0.353, 5e-4);
      expect(distribution!.psi).deep.equal({ value: distribution!.psi.value, error: 0 });
      expect(distribution!.psi.value).closeTo(0.7167, 1e-4);
    });

    it('4: gives exactly 0 and ok for identical profiles', () => {
      const random = createRandom(3);
      const data = { x: normal(2000, random), ward: Array.from({ length: 2000 }, () => 'abc'[random.integer(3)]) };
      const profile = table(data);
      const { status, parts } = compareProfiles(profile, profile);
      expect(status).equal('ok');
      for (const { score, distribution } of parts)
        expect([score, distribution?.klDivergence, distribution?.psi.value]).deep.equal([0, 0, 0]);
    });

    it('5: alerts when the frequent words are others', () => {
      const [a, b] = ['a', 'b'].map((letter, seed) => {
        const random = createRandom(seed);
        const word = () => `${letter}${Math.floor(200 * random.uniform() ** 2)}`;
        return computeDatasetProfile(
          Array.from({ length: 1000 }, () => `${word()} ${word()} ${word()} the`),
          { modality: 'text' },
        );
      });
      const tokens = compareProfiles(a, b).parts.find(({ name }) => name === 'tokens')!;
      expect(tokens).include({ status: 'alert', measure: 'tokenOverlap' });
      expect(tokens.score).closeTo(0.99, 0.011);
    });

    it('6: compares a profile that was stored as JSON as it was', () => {
      const profile = table({ x: normal(500, createRandom(1)) });
      const found = parseProfile(JSON.stringify(profile));
      expect(found).deep.equal(profile);
      expect(compareProfiles(profile, found).parts[0].score).equal(0);
    });
  });

  it('says ok, with the reason, of a score that chance alone exceeds', () => {
    const random = createRandom(5);
    const a = table({ x: normal(50, random) });
    const { status, parts } = compareProfiles(a, table({ x: normal(50, random) }, a));
    expect(parts[0].score).within(0.1, parts[0].chance);
    expect(status).equal('ok');
    expect(parts[0].because).match(/chance alone makes up to/);
  });

  it('keeps its level over all parts, for few rows, ties, zeros, rare labels and missing values', function () {
    this.timeout(60_000);
    const random = createRandom(11);
    const make = (count: number) => ({
      skewed: normal(count, random).map((value) => Math.exp(2 * value)),
      zeros: Array.from({ length: count }, () => (random.uniform() < 0.9 ? 0 : random.uniform())),
      ward: Array.from({ length: count }, () => 'abcdefghijkl'[Math.floor(12 * random.uniform() ** 3)]),
      partly: Array.from({ length: count }, () => (random.uniform() < 0.1 ? NaN : random.integer(4))),
    });
    let alarms = 0;
    for (let trial = 0; trial < 120; trial++) {
      const a = table(make(60));
      if (compareProfiles(a, table(make(120), a), { random: random.fork(trial) }).status !== 'ok') alarms++;
    }
    // 6 expected at the most; 13 or more of 120 at a level of 5 % in 0.7 % of cases
    expect(alarms).at.most(12);
  });

  it('sees the drift of a column among many, and that column only', () => {
    const random = createRandom(6);
    const make = (shift: number) =>
      Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`c${i}`, normal(1000, random, i === 7 ? shift : 0)]));
    const a = table(make(0));
    const { parts, because } = compareProfiles(a, table(make(1), a));
    expect(parts.filter(({ status }) => status !== 'ok').map(({ name }) => name)).deep.equal(['c7']);
    expect(because).match(/^c7: JS distance/);
  });

  it('sees values that lie where the reference has none', () => {
    const random = createRandom(8);
    const a = table({ x: normal(500, random) });
    for (const shift of [1e3, -1e9, Infinity])
      expect(compareProfiles(a, table({ x: normal(500, random, shift) }, a)).parts[0].score, `${shift}`).above(0.7);
  });

  it('sees a constant that moved, however little, and one that stayed', () => {
    const a = table({ x: Array(100).fill(0.3) });
    const moved = compareProfiles(a, table({ x: Array(100).fill(0.1 + 0.2) }, a));
    expect(moved.parts[0]).include({ score: 1, status: 'alert' });
    expect(compareProfiles(a, table({ x: Array(80).fill(0.3) }, a)).parts[0].score).equal(0);
  });

  it('never takes a column that lost all its values for one without drift', () => {
    const a = table({ x: normal(200, createRandom(1)), y: Array(200).fill('k') });
    const gone = table({ x: Array(200).fill(NaN), y: Array(200).fill(null) }, a);
    const { parts } = compareProfiles(a, gone);
    expect(parts.map(({ name, status }) => [name, status])).deep.equal([
      ['x (missing)', 'alert'],
      ['y (missing)', 'alert'],
    ]);
  });

  it('sees a new label, and does not take one that is too rare to be named for a drift', () => {
    const labels = (extra: string, times: number) => [
      ...Array<string>(1000).fill('a'),
      ...Array<string>(times).fill(extra),
    ];
    const a = table({ ward: labels('b', 10) });
    expect(compareProfiles(a, table({ ward: labels('b', 9) }, a)).status).equal('ok');
    const added = compareProfiles(a, table({ ward: labels('c', 400) }, a)).parts[0];
    expect(added.status).equal('alert');
    expect(added.distribution!.names).include('c');
    expect(added.distribution!.klSmoothed, 'b has gone').equal(true);
  });

  it('states the error of KS and PSI between sketches, and keeps it', () => {
    for (let seed = 0; seed < 10; seed++) {
      const random = createRandom(seed);
      const [x, y] = [normal(4000, random), normal(3000, random, 0.1 * seed)];
      const options = { ...ALL, sketchSize: 100, seed };
      const task = { modality: 'tabular' } as const;
      const [a, b] = [x, y].map((values) => computeDatasetProfile({ values }, task, options));
      const { distribution } = compareProfiles(a, b).parts[0];
      const { ks, psi: stability } = distribution!;
      expect(Math.abs(ks!.value - kolmogorovSmirnov(x, y).statistic)).at.most(ks!.error);
      expect(ks!.error).within(0.01, 0.25);
      const { edges } = (a.parts[0] as NumericPart).histogram;
      const count = (values: Float64Array) =>
        [...edges, Infinity].map((edge, i) => values.filter((value) => value < edge && !(value < edges[i - 1])).length);
      expect(Math.abs(stability.value - psi(count(x), count(y)))).at.most(stability.error);
      expect(stability.error).above(0);
    }
  });

  it('compares in a reference’s bins exactly', () => {
    const random = createRandom(2);
    const a = table({ x: normal(3000, random) });
    const { distribution } = compareProfiles(a, table({ x: normal(2000, random) }, a)).parts[0];
    expect(distribution!.psi.error).equal(0);
    expect(distribution!.current.reduce((sum, count) => sum + count, 0)).equal(2000);
  });

  it('takes other limits and levels', () => {
    const [a, b] = [outputs([500, 500]), outputs([600, 400])];
    expect(compareProfiles(a, b).status).equal('ok');
    expect(compareProfiles(a, b, { warn: 0.05 }).status).equal('warn');
    expect(compareProfiles(a, b, { warn: 0.05, alert: 0.06 }).status).equal('alert');
    expect(compareProfiles(a, b, { warn: 0.05, alpha: 1e-9 }).status).equal('ok');
    expect(() => compareProfiles(a, b, { alpha: 0 })).throw(RangeError, 'alpha');
  });

  it('refuses an empty profile and other columns', () => {
    const a = table({ x: [1, 2] });
    expect(() => compareProfiles(a, table({ x: [] }))).throw('current profile is empty');
    expect(() => compareProfiles(a, table({ y: [1] }))).throw('missing: x; not in the first: y');
  });
});

describe('driftStatus', () => {
  it('is ok below 0.1, alert above 0.2, and warn with both limits', () => {
    expect([0, 0.0999, 0.1, 0.2, 0.2001, 1].map((score) => driftStatus(score))).deep.equal([
      'ok',
      'ok',
      'warn',
      'warn',
      'alert',
      'alert',
    ]);
  });

  for (const score of [NaN, Infinity, -0.1, '0.3' as never])
    it(`refuses ${String(score)}`, () => void expect(() => driftStatus(score)).throw(/score/));
});
