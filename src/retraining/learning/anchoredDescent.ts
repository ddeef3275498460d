import { checkInteger, checkNumber, DriftlabError } from '../../errors';
import { row } from '../../matrix';
import type { EpochReport } from '../../nn/checkpoint';
import type { Numbers } from '../../nn/ewc';
import { logProbabilities, probabilities } from '../../nn/softmax';
import { createRandom, permutation } from '../../random';
import type { AnchoredOptions, Trained } from './anchoredFit';
import { drawnClass, type FisherDiagonal, type FisherDiagonalOptions } from './fisherDiagonal';
import { checkFinite, checkLearnable, selectSamples, type LabeledSamples } from './learnable';
import type { OwnFunctions } from './ownLearner';
import { pullBack, type Strength } from './pullBack';
import { checkWholeBatches } from './strategy';

type Calculus<M> = Pick<OwnFunctions<M>, 'predict'> &
  Required<Pick<OwnFunctions<M>, 'params' | 'withParams' | 'gradients'>>;

/**
 * `fisherDiagonal` of a user's model: its gradients, one sample at a time, with labels drawn from its own probabilities, all labels
 * weighted by them, or those of the data.
 */
export async function ownFisher<M>(
  { predict, gradients }: Calculus<M>,
  model: M,
  samples: { readonly inputs: LabeledSamples['inputs']; readonly labels?: ArrayLike<number> },
  { seed, kind = 'sampled', samples: most = 500 }: FisherDiagonalOptions,
): Promise<FisherDiagonal> {
  const inputs = checkFinite('past', samples.inputs);
  const logits = await predict(model, inputs);
  if (kind === 'empirical') checkLearnable('past', samples, { classes: logits.columns });
  const random = createRandom(seed).fork('fisher');
  const chosen = permutation(inputs.rows, random.fork('samples')).subarray(0, most);
  const sums: Record<string, Float64Array> = {};
  for (const i of chosen) {
    const p = probabilities(row(logits, i));
    const labels = kind === 'exact' ? [...p.keys()] : [kind === 'empirical' ? samples.labels![i] : drawnClass(p, random.uniform())]; // prettier-ignore
    for (const label of labels) {
      const one = selectSamples({ inputs, labels: { length: inputs.rows, [i]: label } }, [i]);
      const weight = (kind === 'exact' ? p[label] : 1) / chosen.length;
      for (const [name, slopes] of Object.entries(await gradients(model, one))) {
        sums[name] ??= new Float64Array(slopes.length);
        for (let j = 0; j < slopes.length; j++) sums[name][j] += weight * slopes[j] ** 2;
      }
    }
  }
  return sums;
}

/** `anchoredFit` for a user's model: stochastic gradient descent with its gradients, held at its parameters. Keeps no checkpoint. */
export async function anchoredDescent<M>(
  calculus: Calculus<M>,
  model: M,
  samples: LabeledSamples,
  strength: Strength,
  { seed, epochs = 10, batch = 64, learningRate = 0.001, optimizer, signal, onStep, onEpoch }: AnchoredOptions,
): Promise<Trained<M>> {
  checkInteger('epochs', epochs, 1);
  checkNumber('learningRate', learningRate, 0);
  checkWholeBatches(batch, samples.inputs.rows);
  const momentum = optimizer?.momentum ?? 0.9;
  const anchor = calculus.params(model);
  const history: EpochReport[] = [];
  const steps = Math.floor(samples.inputs.rows / batch);
  let [now, velocity]: [M, Record<string, Float64Array>] = [model, {}];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const order = permutation(samples.inputs.rows, createRandom(seed).fork(`epoch ${epoch}`));
    let loss = 0;
    for (let k = 0; k < steps; k++) {
      signal?.throwIfAborted();
      const part = selectSamples(samples, order.subarray(k * batch, (k + 1) * batch));
      loss += await meanLoss(calculus, now, part);
      velocity = accumulated(velocity, await calculus.gradients(now, part), momentum);
      const moved = descended(calculus.params(now), velocity, anchor, strength, { learningRate, momentum });
      now = calculus.withParams(now, moved);
      onStep?.((epoch - 1) * steps + k + 1, epochs * steps);
    }
    const report = { epoch, loss: loss / steps, learningRate, validationLoss: null, validationAccuracy: null };
    history.push(report);
    onEpoch?.(report);
  }
  return { model: now, steps: epochs * steps, history };
}

async function meanLoss<M>({ predict }: Calculus<M>, model: M, { inputs, labels }: LabeledSamples): Promise<number> {
  const logits = await predict(model, inputs);
  const losses = Array.from(labels, (label, i) => -logProbabilities(row(logits, i))[label]);
  return losses.reduce((sum, value) => sum + value, 0) / losses.length;
}

function accumulated(
  velocity: Readonly<Record<string, Float64Array>>,
  slopes: Numbers,
  momentum: number,
): Record<string, Float64Array> {
  return Object.fromEntries(
    Object.entries(slopes).map(([name, own]) => {
      const values = Float64Array.from(own, (slope, i) => momentum * (velocity[name]?.[i] ?? 0) + slope);
      const wrong = values.find((value) => !Number.isFinite(value));
      if (wrong !== undefined)
        throw new DriftlabError(
          'DRIFTLAB_INVALID_MODEL',
          `gradients of ${name}: expected finite numbers, got ${wrong}`,
        );
      return [name, values];
    }),
  );
}

function descended(
  now: Numbers,
  velocity: Readonly<Record<string, Float64Array>>,
  anchor: Numbers,
  strength: Strength,
  { learningRate, momentum }: { readonly learningRate: number; readonly momentum: number },
): Numbers {
  const next = Object.entries(velocity).map(([name, own]) => {
    const values = Float64Array.from(now[name], (value, i) => value - learningRate * own[i]);
    const held = pullBack(values, anchor[name], strength[name] ?? 0, learningRate / (1 - momentum));
    return [name, held] as const;
  });
  return { ...now, ...Object.fromEntries(next) };
}
