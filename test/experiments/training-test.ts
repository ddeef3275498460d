import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trainingClaims } from '../../src/experiments/training/trainingClaims';
import { lossCurve, trainingFigures } from '../../src/experiments/training/trainingFigures';
import { writeTraining } from '../../src/experiments/training/trainingFiles';
import { trainingStudy, type TrainingStudy } from '../../src/experiments/training/trainingStudy';
import { openModel } from '../../src/nn/modelFiles';

describe('the study of a training', () => {
  const options = { sizes: { train: 256, validation: 100, test: 300 }, epochs: 2 };
  let study: TrainingStudy;
  const epochs: number[] = [];
  before(async () => {
    study = await trainingStudy({ ...options, onEpoch: ({ epoch }) => epochs.push(epoch) });
  });

  it('reports each epoch of the network, and keeps the history of both models', () => {
    expect(epochs).deep.equal([1, 2]);
    expect(study.linear.fitted.history).length(2);
    expect(study.linear.parameters).equal(28 * 28 * 10 + 10);
  });

  it('counts every test image once in the confusion matrix, the right ones on its diagonal', () => {
    const { counts } = study.confusion;
    expect(counts.flat().reduce((sum, count) => sum + count)).equal(300);
    const right = counts.reduce((sum, row, i) => sum + row[i], 0);
    expect(right / 300).equal(study.cnn.accuracy.estimate);
  });

  it('does not change a prediction by the temperature, only how sure it is', () => {
    const { before, after, temperature } = study.calibration;
    const right = ({ curve }: typeof before) =>
      curve.reduce((sum, { count, accuracy }) => sum + (accuracy ? count * accuracy.estimate : 0), 0);
    expect(right(after)).closeTo(right(before), 1e-9);
    expect(temperature).greaterThan(0).and.not.equal(1);
  });

  it('gives the same bytes from the same seed, other ones from another', async () => {
    const weights = ({ cnn }: TrainingStudy) =>
      Object.values(cnn.fitted.model.weights).map(({ values }) => [...values]);
    expect(weights(await trainingStudy(options))).deep.equal(weights(study));
    expect(weights(await trainingStudy({ ...options, seed: 2 }))).not.deep.equal(weights(study));
  });

  it('draws a curve while it trains, and writes model, scores and figures', async () => {
    expect((await lossCurve(study.cnn.fitted.history.slice(0, 1), 2)).svg).include('validation');
    const folder = mkdtempSync(join(tmpdir(), 'driftlab-training-'));
    try {
      await writeTraining(study, await trainingFigures(study), folder);
      const reopened = await openModel(join(folder, 'digits.safetensors'));
      expect(reopened).deep.equal(study.cnn.fitted.model);
      expect(JSON.parse(readFileSync(join(folder, 'scores.json'), 'utf8')))
        .property('cnn')
        .property('epoch')
        .within(1, 2);
      expect(readFileSync(join(folder, 'figures/mistakes.svg'), 'utf8')).include('not');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('claims nothing that so short a training does not show', () => {
    const held = Object.fromEntries(trainingClaims(study).map(({ id, holds }) => [id, holds]));
    expect(held['cnn-accuracy']).equal(false);
  });
});
