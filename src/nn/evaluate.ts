import { DriftlabError } from '../errors';
import { row, type Matrix } from '../matrix';
import type { Loss } from './losses';
import { openPredictor, type Model } from './model';
import { targetRows, type Samples } from './samples';
import { logProbabilities } from './softmax';

/** How good a model is on samples. */
export interface Evaluation {
  /** The mean loss: squared error for numbers, else cross entropy in nats, without smoothing and weights. */
  readonly loss: number;
  /** Share of samples whose largest logit is their label; null without labels. */
  readonly accuracy: number | null;
}

/**
 * Loss and accuracy of a model on samples.
 * @throws {DriftlabError} DRIFTLAB_INVALID_MODEL if the model gives a number that is not finite.
 * @example
 * const { accuracy } = await evaluate(model, { inputs, labels });
 */
export async function evaluate(
  model: Model,
  samples: Samples,
  { loss = { kind: 'crossEntropy' }, threads }: { readonly loss?: Loss; readonly threads?: number } = {},
): Promise<Evaluation> {
  const predictor = await openPredictor(model, { threads });
  try {
    const outputs = await predictor.predict(samples.inputs);
    const wanted = targetRows(model.spec, samples, { kind: 'crossEntropy' });
    return {
      loss: meanLoss(outputs, wanted, loss),
      accuracy: samples.labels ? accuracy(outputs, samples.labels) : null,
    };
  } finally {
    await predictor.release();
  }
}

function meanLoss(outputs: Matrix<Float32Array>, wanted: Matrix, { kind }: Loss): number {
  let sum = 0;
  for (let i = 0; i < outputs.rows; i++) {
    const mine = row(outputs, i);
    const wrong = mine.find((value) => !Number.isFinite(value));
    if (wrong !== undefined)
      throw new DriftlabError(
        'DRIFTLAB_INVALID_MODEL',
        `the model gives ${wrong} for sample ${i}: its training diverged`,
      );
    const logs = kind === 'meanSquaredError' ? undefined : logProbabilities(mine);
    row(wanted, i).forEach((target, k) => {
      if (!logs) sum += (mine[k] - target) ** 2 / outputs.columns;
      else if (target !== 0) sum -= target * logs[k];
    });
  }
  return sum / outputs.rows;
}

function accuracy(outputs: Matrix<Float32Array>, labels: ArrayLike<number>): number {
  let hits = 0;
  for (let i = 0; i < outputs.rows; i++) {
    const logits = row(outputs, i);
    hits += Number(logits.indexOf(Math.max(...logits)) === labels[i]);
  }
  return hits / outputs.rows;
}
