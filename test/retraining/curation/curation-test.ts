import { expect } from 'chai';
import { concatRows, fromRows, matrix, row, selectRows } from '../../../src/matrix';
import { createRandom } from '../../../src/random';
import { classBalance } from '../../../src/retraining/curation/classBalance';
import { curate } from '../../../src/retraining/curation/curate';
import { duplicates } from '../../../src/retraining/curation/duplicates';
import { outlyingRows } from '../../../src/retraining/curation/outlyingRows';
import { suspiciousLabels } from '../../../src/retraining/curation/suspiciousLabels';
import { crossFolds, outOfFold } from '../../../src/retraining/learning/outOfFold';
import { logOdds, logisticRegression } from '../../../src/stats/logisticRegression';
import { points } from '../learning/task';

function cloud(rows: number, seed: number, offset = 0) {
  const random = createRandom(seed);
  return matrix(
    Float32Array.from({ length: 3 * rows }, () => offset + random.normal()),
    rows,
    3,
  );
}

describe('duplicates', () => {
  it('finds equal rows, and names the first of them', async () => {
    const inputs = fromRows([[1, 0], [2, 0], [1, -0], [1, 0], [2, 1e-9]]); // prettier-ignore
    expect(await duplicates(inputs)).deep.equal([
      { row: 2, of: 0, distance: 0 },
      { row: 3, of: 0, distance: 0 },
    ]);
  });

  it('finds near rows, but no chains of them', async () => {
    const found = await duplicates(fromRows([[0], [0.9], [1.8], [5], [5], [5.5]]), { within: 1 });
    expect(found.map(({ row, of }) => [row, of])).deep.equal([[1, 0], [4, 3], [5, 3]]); // prettier-ignore
    expect(found[2].distance).equal(0.5);
  });

  it('says what it cannot use', async () => {
    const message = (of: number[][], options = {}) => duplicates(fromRows(of), options).catch((e: Error) => e.message);
    expect(await message([[NaN]])).include('invalid inputs');
    expect(await message([])).include('rows of inputs');
    expect(await message([[1]], { within: -1 })).include('invalid within');
  });
});

describe('outlyingRows', () => {
  it('takes at most a share alpha of what is as before', async () => {
    let flagged = 0;
    for (let run = 0; run < 40; run++) {
      const random = createRandom(run);
      flagged += (await outlyingRows(cloud(100, 1000 + run), cloud(400, run), { random, alpha: 0.05 })).rows.length;
    }
    expect(flagged / 4000).within(0.025, 0.065);
  });

  it('finds what is far off, and tells a drift by their number', async () => {
    const inputs = concatRows([cloud(99, 1), cloud(1, 2, 8)]);
    const few = await outlyingRows(inputs, cloud(600, 3), { random: createRandom(1) });
    expect(few.rows).include(99);
    expect(few.pValue).above(0.001);
    const many = await outlyingRows(cloud(100, 4, 3), cloud(600, 3), { random: createRandom(1) });
    expect(many.pValue).below(1e-10);
  });

  it('says when the past is too small for its promise', async () => {
    const error = await outlyingRows(cloud(5, 1), cloud(100, 2), { random: createRandom(1) }).catch(
      (e: Error) => e.message,
    );
    expect(error).include('invalid past');
  });
});

describe('suspiciousLabels', () => {
  it('follows the definition on a small table', () => {
    const ln = (p: number[]) => p.map(Math.log);
    const logits = fromRows([ln([0.9, 0.1]), ln([0.8, 0.2]), ln([0.1, 0.9]), ln([0.2, 0.8]), ln([0.45, 0.55])]); // prettier-ignore
    const { suspicious, joint, noise } = suspiciousLabels(logits, [0, 0, 0, 1, 1]);
    // thresholds: (0.9 + 0.8 + 0.1) / 3 = 0.6 and (0.8 + 0.55) / 2 = 0.675
    expect(suspicious.map(({ row, label, suggested }) => [row, label, suggested])).deep.equal([[2, 0, 1]]);
    expect(suspicious[0].margin).closeTo(0.8, 1e-12);
    expect(joint).deep.equal([[2, 1], [0, 1]]); // prettier-ignore
    expect(noise).closeTo((3 * (1 / 3) + 2 * 0) / 5, 1e-12);
  });

  it('finds most of the labels that were turned, out of fold, and few of the others', async () => {
    const { inputs, labels } = points(800, createRandom(1));
    inputs.values.forEach((_, i) => i % 2 === 0 && (inputs.values[i] += labels[i / 2] ? 1 : -1));
    const turned = Array.from(labels, (label, i) => (i % 10 === 0 ? 1 - label : label));
    const logits = await outOfFold(crossFolds(turned, 5, { random: createRandom(2) }), (train, test) => {
      const model = logisticRegression(
        selectRows(inputs, train),
        Array.from(train, (i) => turned[i]),
      );
      return fromRows([...logOdds(selectRows(inputs, test), model)].map((odds) => [0, odds]));
    });
    const { suspicious, noise } = suspiciousLabels(logits, turned);
    const right = suspicious.filter(({ row }) => row % 10 === 0).length;
    expect(right).above(56);
    expect(suspicious.length - right).below(0.4 * right);
    expect(noise).within(0.07, 0.14);
  });

  it('leaves classes alone that no sample carries', () => {
    const { suspicious } = suspiciousLabels(fromRows([[0, 0, 50], [0, 0, 50]]), [0, 1]); // prettier-ignore
    expect(suspicious).deep.equal([]);
    expect(() => suspiciousLabels(fromRows([[0, 1]]), [2])).throws(RangeError, 'invalid labels[0]');
  });
});

describe('classBalance', () => {
  it('counts, and weighs classes alike', () => {
    const { counts, missing, imbalance, weights } = classBalance([0, 0, 0, 2], 3);
    expect(counts).deep.equal([3, 0, 1]);
    expect(missing).deep.equal([1]);
    expect(imbalance).equal(3);
    expect(counts.map((count, k) => count * weights[k])).deep.equal([2, 0, 2]);
    expect(classBalance([], 2).imbalance).equal(null);
    expect(() => classBalance([3], 3)).throws(RangeError, 'invalid labels[0]');
  });
});

describe('curate', () => {
  const past = cloud(400, 1);
  const inputs = concatRows([cloud(40, 2), matrix(row(cloud(40, 2), 3).slice(), 1, 3), cloud(1, 3, 9)]);
  const labels = Array.from({ length: 42 }, (_, i) => i % 2);

  it('keeps what is good, and says why the rest is not', async () => {
    const logits = fromRows(
      labels.map((label, i) => (i === 8 ? [9 * label, 9 - 9 * label] : [9 - 9 * label, 9 * label])),
    );
    const options = { random: createRandom(1), classes: 2, past, logits };
    const found = await curate({ inputs, labels: labels.map((label, i) => (i === 40 ? 1 : label)) }, options);
    expect(found.findings.map(({ row, reason }) => [row, reason])).deep.include.members([[8, 'suspiciousLabel'], [40, 'duplicate'], [41, 'outlier']]); // prettier-ignore
    expect(found.findings.find(({ row }) => row === 40)!.because).equal('the same as sample 3');
    for (const i of [8, 40, 41]) expect(found.keep).not.include(i);
    expect(found.keep.length).equal(found.samples.inputs.rows);
    expect([...row(found.samples.inputs, 5)]).deep.equal([...row(inputs, found.keep[5])]);
    expect(found.balance.before.counts.reduce((a, b) => a + b)).equal(42);
  });

  it('drops both sides of a contradiction, and only what it is told to', async () => {
    const options = { random: createRandom(1), classes: 2, drop: ['contradiction'] as const };
    const found = await curate({ inputs, labels }, options);
    expect(found.findings.map(({ row, reason }) => [row, reason])).deep.equal([[3, 'contradiction'], [40, 'contradiction']]); // prettier-ignore
    expect(found.keep).deep.equal([...labels.keys()].filter((i) => i !== 3 && i !== 40));
    expect(found.notes).deep.equal(['outliers: not looked for, no past inputs given', 'labels: not looked at, no out-of-fold logits given']); // prettier-ignore
  });

  it('does not leave out a drift', async () => {
    const moved = { inputs: cloud(60, 5, 3), labels: Array.from({ length: 60 }, (_, i) => i % 2) };
    const found = await curate(moved, { random: createRandom(1), classes: 2, past });
    expect(found.keep.length).equal(60);
    expect(found.notes[0]).include('a drift, none left out');
  });

  it('says when a class is gone, and what it cannot use', async () => {
    const twins = fromRows([[1], [1], [2]]);
    const small = { inputs: { ...twins, values: Float32Array.from(twins.values) }, labels: [0, 1, 1] };
    const options = { random: createRandom(1), classes: 2 };
    expect((await curate(small, options)).notes.at(-1)).equal('classes: no sample of 0 is left');
    const message = (of: object, more = {}) => curate({ ...small, ...of }, { ...options, ...more }).catch((e: Error) => e.message); // prettier-ignore
    expect(await message({ labels: [0, 1, NaN] })).include('labels are missing for 1 of 3');
    expect(await message({}, { drop: ['rain'] })).include('invalid drop');
  });
});
