import { expect } from 'chai';
import { chiSquareDrift } from '../../src/detectors/chiSquareDrift';
import { classifierDrift } from '../../src/detectors/classifierDrift';
import { cramerVonMisesDrift } from '../../src/detectors/cramerVonMisesDrift';
import type { BatchDetector, DriftResult } from '../../src/detectors/driftResult';
import { energyDrift } from '../../src/detectors/energyDrift';
import type { FeatureDriftOptions } from '../../src/detectors/featureDetector';
import { jsDrift } from '../../src/detectors/jsDrift';
import { ksDrift } from '../../src/detectors/ksDrift';
import { mahalanobisDrift } from '../../src/detectors/mahalanobisDrift';
import type { MatrixDriftOptions } from '../../src/detectors/matrixDetector';
import { mmdDrift } from '../../src/detectors/mmdDrift';
import { nullCard } from '../../src/detectors/nullCard';
import { pcaDrift } from '../../src/detectors/pcaDrift';
import { psiDrift } from '../../src/detectors/psiDrift';
import { tabularDrift } from '../../src/detectors/tabularDrift';
import { textDrift } from '../../src/detectors/textDrift';
import { wassersteinDrift } from '../../src/detectors/wassersteinDrift';
import { matrix, type Matrix } from '../../src/matrix';
import { createRandom } from '../../src/random';
import { mean } from '../../src/stats/moments';
import { normals } from '../helpers/normals';

type Options = FeatureDriftOptions & MatrixDriftOptions;
type Build = (reference: Matrix, options: Options) => BatchDetector<Matrix>;

const columns: Readonly<Record<string, Build>> = {
  ksDrift,
  'ksDrift, max-T': (reference, options) => ksDrift(reference, { ...options, correction: 'maxT' }),
  cramerVonMisesDrift,
  wassersteinDrift,
  psiDrift,
  jsDrift,
  tabularDrift,
  chiSquareDrift: (reference, options) =>
    chiSquareDrift(reference, { ...options, categorical: Array.from({ length: reference.columns }, (_, j) => `${j}`) }),
};
const rows: Readonly<Record<string, Build>> = { mmdDrift, energyDrift, classifierDrift, pcaDrift, mahalanobisDrift };

const [x, y] = [normals(12, 3, 1), normals(6, 3, 2)];
const constant = (count: number, value: number): Matrix => matrix(new Float64Array(3 * count).fill(value), count, 3);
const withColumn = ({ values, rows: count }: Matrix, value: number): Matrix =>
  matrix(
    values.map((old, at) => (at % 3 ? old : value)),
    count,
    3,
  );
const none = (count: number, width: number): Matrix => matrix(new Float64Array(0), count, width);

/** What comes of two samples, or the message that refuses them. */
async function outcome(
  build: Build,
  reference: Matrix,
  sample: Matrix,
  more: object = {},
): Promise<DriftResult | string> {
  const run = async () => build(reference, { random: createRandom(1), permutations: 99, ...more }).compare(sample);
  const result = await run().catch((error: unknown) => {
    expect(error).to.satisfy((found: unknown) => found instanceof RangeError || found instanceof TypeError);
    return (error as Error).message;
  });
  if (typeof result === 'string') return result;
  expect(result.pValue).to.be.within(Number.MIN_VALUE, 1);
  // NaN and infinities become null
  expect(JSON.stringify(result)).not.to.contain('null');
  return result;
}

const drift = (found: DriftResult | string): unknown => (typeof found === 'string' ? found : found.drift);

for (const [name, build] of Object.entries({ ...columns, ...rows }))
  describe(`${name}, of what is odd`, () => {
    const isOfColumns = name in columns;

    it('does not alarm on a sample that equals the reference', async () => {
      expect(drift(await outcome(build, x, x))).to.equal(false);
    });

    it('does not alarm on samples of one row, or refuses them', async () => {
      const sides: [Matrix, Matrix, string][] = [
        [normals(1, 3, 1), y, 'reference'],
        [x, normals(1, 3, 1), 'sample'],
        [normals(1, 3, 1), normals(1, 3, 2), 'reference'],
      ];
      for (const [reference, sample, side] of sides) {
        const found = await outcome(build, reference, sample);
        if (!isOfColumns) expect(found).to.match(new RegExp(`^invalid rows of ${side}: expected an integer in \\[2, `));
        else expect(drift(found)).to.equal(false);
      }
    });

    it('finds nothing between constant samples, and all when the sample leaves the constant', async () => {
      expect(await outcome(build, constant(12, 5), constant(6, 5))).to.include({ pValue: 1, drift: false });
      expect(drift(await outcome(build, withColumn(x, 5), withColumn(y, 5)))).to.equal(false);
      expect(drift(await outcome(build, constant(12, 5), y))).to.equal(true);
      expect(drift(await outcome(build, withColumn(x, 5), y))).to.equal(true);
    });

    it('refuses samples of nothing but NaN', async () => {
      const rule = isOfColumns ? 'no missing values' : 'numbers between';
      expect(await outcome(build, constant(12, NaN), y)).to.contain(`invalid reference: expected ${rule}`);
      expect(await outcome(build, x, constant(6, NaN))).to.contain(`invalid sample: expected ${rule}`);
    });

    it('ranks infinities or refuses them', async () => {
      const refuses = !isOfColumns || name === 'wassersteinDrift';
      for (const value of [Infinity, -Infinity]) {
        const found = [await outcome(build, withColumn(x, value), y), await outcome(build, x, withColumn(y, value))];
        if (refuses)
          expect(found.map(String).join()).to.match(
            /^invalid reference: expected numbers between .*invalid sample: expected numbers between /,
          );
        else expect(drift(found[0])).to.equal(true);
      }
    });

    it('never takes two far apart constants for no drift', async () => {
      for (const value of [1e300, 1e-200]) {
        const found = await outcome(build, withColumn(x, value), withColumn(y, -value));
        if (typeof found === 'string') expect(found).to.match(/^invalid reference: expected numbers between ±1e\+150/);
        else expect(found.drift || !isOfColumns, `${value}`).to.equal(true);
      }
    });

    it('refuses samples without rows or columns, and other columns', async () => {
      expect(await outcome(build, none(0, 3), y)).to.match(/^invalid rows of reference: expected/);
      expect(await outcome(build, x, none(0, 3))).to.match(/^invalid rows of sample: expected/);
      expect(await outcome(build, none(12, 0), none(6, 0))).to.match(/^invalid (columns of )?reference: expected/);
      expect(await outcome(build, x, normals(6, 2, 1))).to.match(/^invalid sample: expected/);
      expect(await outcome(build, x, normals(6, 4, 1))).to.match(/^invalid sample: expected/);
    });

    it('names the sample that is none, and a generator that is none', async () => {
      const kind = isOfColumns ? 'table' : 'matrix';
      for (const none of [undefined, null, 7, 'rows', () => x]) {
        // which reads the number of columns of its reference here
        if (name !== 'chiSquareDrift')
          expect(await outcome(build, none as never, y)).to.match(new RegExp(`^invalid reference: expected a ${kind}`));
        expect(await outcome(build, x, none as never)).to.match(new RegExp(`^invalid sample: expected a ${kind}`));
      }
      for (const random of [1, () => 0.5])
        expect(await outcome(build, x, y, { random })).to.match(
          /^invalid random: expected one that createRandom gives/,
        );
      if (isOfColumns) return;
      expect(await outcome(build, x, { ...y, rows: 7 })).to.equal('invalid sample: expected 7 × 3 numbers, got 18');
      expect(await outcome(build, [[1, 2, 3]] as never, y)).to.match(
        /^invalid reference: expected a matrix, as fromRows/,
      );
    });

    it('refuses too few permutations, or says that they allow no alarm', async () => {
      expect(await outcome(build, x, y, { permutations: 0 })).to.match(/^invalid permutations: expected an integer in/);
      const few = await outcome(build, x, y, { permutations: 5, ...(isOfColumns && { correction: 'maxT' }) });
      if (typeof few === 'string') expect(few).to.match(/^invalid permutations: expected an integer in \[19, /);
      else expect(few.notes.join()).to.match(/^no alarm is possible: p cannot fall below 0\.17, and alpha is 0\.05/);
    });
  });

for (const method of ['words', 'hashed'] as const)
  describe(`textDrift by ${method}, of what is odd`, () => {
    const texts = ['the cat sat', 'a dog ran', 'the dog sat', 'a cat ran', 'no news'];
    const compare = async (reference: readonly string[], sample: readonly string[], permutations = 99) => {
      const run = async () => textDrift(reference, { method, permutations, random: createRandom(1) }).compare(sample);
      return run().catch((error: Error) => error.message);
    };

    it('has an answer for equal texts, one text and empty texts, or names what it wants', async () => {
      for (const [reference, sample] of [
        [texts, texts],
        [
          ['', ''],
          ['', ''],
        ],
        [new Array<string>(5).fill('a b'), new Array<string>(5).fill('a b')],
      ])
        expect(await compare(reference, sample)).to.include({ drift: false });
      const one = await compare(texts, ['the cat']);
      if (typeof one === 'string') expect(one).to.match(/^invalid rows of sample/);
      else expect(one.drift).to.equal(false);
    });

    it('refuses no texts, what is no text, and no permutations', async () => {
      expect(await compare([], texts)).to.match(/^invalid rows of reference/);
      expect(await compare(texts, [])).to.match(/^invalid rows of sample/);
      expect(await compare(texts, [3 as never, 'a'])).to.match(/^invalid .*expected .*string/);
      expect(await compare(texts, texts, 0)).to.match(/^invalid permutations/);
    });
  });

describe('nullCard, of what is odd', () => {
  const means = { score: (a: Float64Array, b: Float64Array) => Math.abs(mean(a) - mean(b)), threshold: 0.5 };
  const card = (data: Float64Array, more: object = {}) =>
    nullCard(means, data, { reference: 10, sample: 5, runs: 80, random: createRandom(1), ...more }).catch(
      (error: Error) => error.message,
    );

  it('never alarms on constants, and says how little that tells', async () => {
    const found = await card(new Float64Array(40).fill(7));
    expect(found).to.include({ rate: 0, low: 0, alarms: 0 });
    expect(found).to.have.property('high').above(0);
    expect(found).to.have.nested.property('ties.tied', 1);
  });

  it('refuses data without rows and scores that are no numbers', async () => {
    expect(await card(new Float64Array(0))).to.match(/^invalid data: expected at least 10 \+ 5 rows, got 0/);
    expect(await card(new Float64Array(40).fill(NaN))).to.equal('invalid score: expected a number, got NaN');
    const half = new Float64Array(40).map((_, i) => (i % 2 ? Infinity : -Infinity));
    expect(await card(half)).to.equal('invalid score: expected a number, got NaN');
  });

  it('never takes what is no answer for no alarm', async () => {
    const options = { reference: 10, sample: 5, runs: 80, random: createRandom(1) };
    const data = new Float64Array(40);
    const refused = (rule: unknown) => nullCard(rule as never, data, options).catch((error: Error) => error.message);
    const wanted = 'invalid rule: expected a function that builds a detector';
    for (const rule of [undefined, null, {}, ksDrift(data)])
      expect(await refused(rule)).to.contain(`${wanted}, or a score with a threshold, got `);
    expect(await refused(() => 3)).to.equal(`${wanted}, got one of 3`);
    expect(await refused(() => ({ compare: () => ({}) }))).to.equal(
      'invalid drift: expected true or false, got undefined',
    );
    expect(await refused({ score: () => undefined, threshold: 1 })).to.equal(
      'invalid score: expected a number, got undefined',
    );
    expect(await refused({ score: () => 1 })).to.match(/^invalid threshold/);
  });

  it('takes a missing number for missing, not for 0', async () => {
    const data = Array.from({ length: 40 }, (_, i) => (i % 4 ? i : null));
    const options = { reference: 10, sample: 5, runs: 80, random: createRandom(1) };
    expect(await nullCard(ksDrift, data, options).catch((error: Error) => error.message)).to.match(
      /^invalid reference: expected no missing values/,
    );
  });

  it('passes on what a detector refuses', async () => {
    const options = { reference: 10, sample: 5, runs: 80, random: createRandom(1) };
    const refused = (data: Matrix) => nullCard(mmdDrift, data, options).catch((error: Error) => error.message);
    expect(await refused(constant(40, NaN))).to.match(/^invalid reference: expected numbers between ±1e\+150, got NaN/);
    expect(await refused(none(40, 0))).to.match(/^invalid columns of reference/);
  });
});
