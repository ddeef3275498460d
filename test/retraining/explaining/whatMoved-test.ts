import { expect } from 'chai';
import { matrix } from '../../../src/matrix';
import { createRandom, type Random } from '../../../src/random';
import { whatMoved, type DriftCause } from '../../../src/retraining/explaining/whatMoved';

const ROWS = 800;

/** P(class 1 | x) where the classes are normal with means ±1 in the first feature. */
function posterior(x: number, prior = 0.5): number {
  return 1 / (1 + (Math.exp(-2 * x) * (1 - prior)) / prior);
}

interface Stream {
  /** P(class 1) of what makes the inputs. */
  readonly mixture?: number;
  /** P(label 1) given the first feature; default: the class that made the input. */
  readonly concept?: (x: number) => number;
}

function draw(random: Random, { mixture = 0.5, concept }: Stream = {}) {
  const labels: number[] = [];
  const rows = Array.from({ length: ROWS }, () => {
    const made = random.uniform() < mixture ? 1 : 0;
    const x = [random.normal() + 2 * made - 1, random.normal(), random.normal()];
    labels.push(concept ? Number(random.uniform() < concept(x[0])) : made);
    return x;
  });
  return { inputs: matrix(Float64Array.from(rows.flat()), ROWS, 3), labels };
}

/** The labels of the first rows; the others have not come. */
const come = (labels: readonly number[], count: number) => labels.map((label, i) => (i < count ? label : NaN));

const CASES: readonly { readonly cause: DriftCause; readonly stream: Stream }[] = [
  { cause: 'nothingSeen', stream: {} },
  { cause: 'labelPrior', stream: { mixture: 0.8 } },
  // the same P(x) as a shift of the prior makes
  { cause: 'inputs', stream: { mixture: 0.8, concept: (x) => posterior(x) } },
  { cause: 'concept', stream: { concept: (x) => posterior(-x) } },
  { cause: 'concept', stream: { concept: (x) => posterior(x, 0.85) } },
  { cause: 'inputsAndConcept', stream: { mixture: 0.8, concept: (x) => posterior(-x) } },
];

/** How often each cause was named, in `trials` streams of one kind. */
function named(stream: Stream, labels: number, trials: number, seed: number): Map<DriftCause, number> {
  const random = createRandom(seed);
  const counts = new Map<DriftCause, number>();
  for (let trial = 0; trial < trials; trial++) {
    const sample = draw(random, stream);
    const { cause } = whatMoved(draw(random), { ...sample, labels: come(sample.labels, labels) });
    counts.set(cause, (counts.get(cause) ?? 0) + 1);
  }
  return counts;
}

describe('whatMoved', () => {
  it('cannot tell without labels, whatever moved, and says why', () => {
    for (const [k, { stream }] of CASES.entries()) {
      const random = createRandom(k);
      const { inputs } = draw(random, stream);
      const found = whatMoved(draw(random), { inputs });
      expect(found.cause).equal('cannotTell');
      expect(found.because).match(/without labels/);
      expect(found.concept).include({ answer: 'cannotTell', pValue: null });
      expect(found.labelPrior.restsOn).match(/0 of the 20 needed/);
      expect(found.inputs.answer, `case ${k}`).equal(stream.mixture ? 'moved' : 'notSeen');
    }
  });

  it('tells twins with the same inputs apart by 500 labels, and every other cause', () => {
    let right = 0;
    CASES.forEach(({ cause, stream }, k) => (right += named(stream, 500, 4, 100 + k).get(cause) ?? 0));
    expect(right).at.least(0.9 * 4 * CASES.length);
  });

  it('is seldom sure of a wrong cause with 50 labels', () => {
    let wrong = 0;
    CASES.forEach(({ cause, stream }, k) => {
      for (const [said, count] of named(stream, 50, 8, 200 + k))
        if (said !== cause && said !== 'cannotTell') wrong += count;
    });
    expect(wrong).at.most(4);
  });

  it('tests three classes, and says what the answers rest on', () => {
    const random = createRandom(9);
    const three = (priors: readonly number[]) => {
      const labels = Array.from({ length: ROWS }, () => {
        const place = random.uniform();
        return place < priors[0] ? 4 : place < priors[0] + priors[1] ? 7 : 11;
      });
      const values = labels.flatMap((label) => [random.normal() + label / 2, random.normal()]);
      return { inputs: matrix(Float32Array.from(values), ROWS, 2), labels };
    };
    const found = whatMoved(three([0.4, 0.3, 0.3]), three([0.15, 0.25, 0.6]));
    expect(found.cause).equal('labelPrior');
    expect(found.labels).equal(ROWS);
    expect(found.concept.restsOn).match(/linear in features and squares; 800 labels/);
    expect(JSON.parse(JSON.stringify(found))).deep.equal(found);
  });

  it('takes fewer columns where there are fewer labels', () => {
    const random = createRandom(10);
    const [reference, sample] = [draw(random), draw(random)];
    const basis = (labels: number) =>
      whatMoved(reference, { ...sample, labels: come(sample.labels, labels) }).concept.restsOn;
    expect(basis(120)).match(/linear in features and squares/);
    expect(basis(60)).match(/linear in features;/);
    expect(basis(20)).match(/the log odds that the reference taught/);
    expect(basis(19)).match(/cannot tell without labels: 19 of the 20 needed/);
  });

  it('needs labels on both sides, and answers where those of one class are all that came', () => {
    const random = createRandom(12);
    const [reference, sample] = [draw(random), draw(random)];
    const few = whatMoved({ ...reference, labels: come([0, 1, 0, 1, ...reference.labels.slice(4)], 10) }, sample);
    expect(few.concept.restsOn).match(/10 of the 20 needed/);
    const gone = whatMoved(reference, { ...sample, labels: sample.labels.map((label) => (label === 0 ? 0 : NaN)) });
    expect(gone.labelPrior.answer).equal('moved');
    expect(gone.concept.pValue).within(0, 1);
    expect(gone.classInputs.answer).equal('notSeen');
  });

  it('refuses wrong input', () => {
    const random = createRandom(11);
    const [reference, sample] = [draw(random), draw(random)];
    const { inputs } = sample;
    expect(() => whatMoved({ inputs }, sample)).throws(RangeError, 'two classes or more, got none');
    expect(() => whatMoved({ inputs, labels: new Uint8Array(ROWS) }, sample)).throws(RangeError, 'got 0');
    expect(() => whatMoved({ inputs, labels: come([0, 1, 1], 3).concat(Array(ROWS - 3).fill(NaN)) }, sample)).throws(RangeError, 'one row of class 0'); // prettier-ignore
    expect(() => whatMoved(reference, { inputs, labels: [1] })).throws(RangeError, 'number of labels of sample');
    expect(() => whatMoved(reference, { inputs, labels: sample.labels.map((y) => y + 1) })).throws(RangeError, 'the new class 2'); // prettier-ignore
    expect(() => whatMoved(reference, { inputs, labels: sample.labels.map(() => 0.5) })).throws(RangeError, 'label 0 of sample'); // prettier-ignore
    expect(() => whatMoved(reference, sample, { alpha: 0.2 })).throws(RangeError, 'invalid alpha');
  });
});
