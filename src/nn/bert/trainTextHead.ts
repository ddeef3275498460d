import { tensor } from '../../compute/tensor';
import { checkInteger } from '../../errors';
import { matrix, type Matrix } from '../../matrix';
import { fit, type FitOptions, type Fitted } from '../fit';
import type { Model } from '../model';

/** Options of {@link trainTextHead}. */
export interface TextHeadOptions extends Omit<FitOptions, 'start' | 'validation'> {
  /** How many classes there are, default one more than the largest label. */
  readonly classes?: number;
}

interface Scale {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/**
 * A logistic head on embeddings of texts: multinomial logistic regression of labels on standardised columns. Means and deviations are
 * folded into its weights, so that it takes embeddings as they are. Defaults of its own: 30 epochs, learning rate 0.01 along a cosine.
 * @throws {RangeError} | {DriftlabError} as `fit`.
 * @example
 * const { model } = await trainTextHead(await embedder.embed(texts), labels, { seed: 1 });
 * const logits = await (await openPredictor(model)).predict(await embedder.embed(others));
 */
export async function trainTextHead(
  embeddings: Matrix<Float32Array>,
  labels: ArrayLike<number>,
  { classes = Array.from(labels).reduce((most, label) => Math.max(most, label), 0) + 1, ...options }: TextHeadOptions,
): Promise<Fitted> {
  const scale = scaleOf(embeddings);
  const outputs = checkInteger('classes', classes, 1);
  const fitted = await fit(
    { architecture: 'logisticRegression', input: [embeddings.columns], outputs },
    { inputs: standardised(embeddings, scale), labels },
    { epochs: 30, learningRate: 0.01, schedule: { kind: 'cosine' }, ...options },
  );
  return { ...fitted, model: folded(fitted.model, scale) };
}

function scaleOf({ values, rows, columns }: Matrix): Scale {
  const means = new Float64Array(columns);
  const squares = new Float64Array(columns);
  values.forEach((value, i) => (means[i % columns] += value / rows));
  values.forEach((value, i) => (squares[i % columns] += (value - means[i % columns]) ** 2 / rows));
  // a constant column says nothing; its mean is rounded, and what is left must not be blown up
  const spread = (square: number, i: number): number => Math.max(Math.sqrt(square), 1e-7 * Math.abs(means[i])) || 1;
  return { means, deviations: squares.map(spread) };
}

function standardised(
  { values, rows, columns }: Matrix<Float32Array>,
  { means, deviations }: Scale,
): Matrix<Float32Array> {
  return matrix(values.map((value, i) => (value - means[i % columns]) / deviations[i % columns]), rows, columns); // prettier-ignore
}

/** W·(x − mean) / deviation + b as one product. */
function folded({ spec, weights }: Model, { means, deviations }: Scale): Model {
  const columns = means.length;
  const { 'output.weight': weight, 'output.bias': bias } = weights;
  const scaled = weight.values.map((value, i) => value / deviations[i % columns]);
  const shift = bias.values.slice();
  scaled.forEach((value, i) => (shift[Math.floor(i / columns)] -= value * means[i % columns]));
  return { spec, weights: { 'output.weight': tensor(scaled, weight.shape), 'output.bias': tensor(shift) } };
}
