import { matrix } from '../../../src/matrix';
import { fit } from '../../../src/nn/fit';
import type { Model } from '../../../src/nn/model';
import { openPredictor } from '../../../src/nn/model';
import { createRandom, type Random } from '../../../src/random';
import type { LabeledSamples } from '../../../src/retraining/learning/learnable';

/** Points of the plane in two classes, the second to the right of a line through the origin that is turned by `turn` degrees. */
export function points(
  count: number,
  random: Random,
  { turn = 0, share = 0.5 }: { turn?: number; share?: number } = {},
): LabeledSamples {
  const [values, labels] = [new Float32Array(2 * count), new Array<number>(count)];
  const angle = (turn * Math.PI) / 180;
  for (let i = 0; i < count; i++) {
    labels[i] = Number(random.uniform() < share);
    const side = (labels[i] ? 1 : -1) * 0.8 + random.normal();
    const along = random.normal();
    values.set([Math.cos(angle) * side - Math.sin(angle) * along, Math.sin(angle) * side + Math.cos(angle) * along], 2 * i); // prettier-ignore
  }
  return { inputs: matrix(values, count, 2), labels };
}

/** A small network that knows `points` unturned. */
export async function champion(): Promise<Model> {
  const spec = { architecture: 'mlp', hidden: [8], input: [2], outputs: 2 } as const;
  const options = { seed: 1, epochs: 12, learningRate: 0.01, threads: 1 };
  return (await fit(spec, points(1000, createRandom(1)), options)).model;
}

/** The share of samples that a model gets right. */
export async function accuracy(model: Model, { inputs, labels }: LabeledSamples): Promise<number> {
  const predictor = await openPredictor(model, { threads: 1 });
  const { values } = await predictor.predict(inputs);
  await predictor.release();
  let hits = 0;
  for (let i = 0; i < inputs.rows; i++) hits += Number(Number(values[2 * i + 1] > values[2 * i]) === labels[i]);
  return hits / inputs.rows;
}
