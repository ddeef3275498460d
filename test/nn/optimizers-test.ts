import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gradients } from '../../src/compute/gradients/gradients';
import { Graph } from '../../src/compute/graph';
import { add, exp, mul, reduceSum } from '../../src/compute/operators';
import { openSession, type Tensors } from '../../src/compute/session';
import { tensor } from '../../src/compute/tensor';
import { clipped, momentCount, rateValues, update, type Optimizer } from '../../src/nn/optimizers';

const file = join(__dirname, '../fixtures/gradients/gradients.json');
const { optimizers } = JSON.parse(readFileSync(file, 'utf8')) as { optimizers: Record<string, number[][]> };

const cases: Record<string, { readonly optimizer: Optimizer; readonly limit?: number }> = {
  sgd: { optimizer: { kind: 'sgd' } },
  sgdDecay: { optimizer: { kind: 'sgd', weightDecay: 0.3 } },
  momentum: { optimizer: { kind: 'sgd', momentum: 0.9, weightDecay: 0.3 } },
  nesterov: { optimizer: { kind: 'sgd', momentum: 0.9, nesterov: true } },
  adamw: { optimizer: { kind: 'adamw' } },
  adamwOptions: { optimizer: { kind: 'adamw', beta1: 0.8, beta2: 0.95, epsilon: 1e-3, weightDecay: 0.2 } },
  clipped: { optimizer: { kind: 'sgd' }, limit: 1 },
};

/** One step for two parameters, of 4 and 2 numbers, down the bowl with ripples of make.py. */
function stepOf(optimizer: Optimizer, limit: number | undefined): Graph {
  const graph = new Graph('float64');
  const [learningRate, size, floor] = ['learningRate', 'size', 'floor'].map((name) => graph.input(name, []));
  const parameters = [graph.input('p0', [4]), graph.input('p1', [2])];
  const losses = parameters.map((p) => add(mul(reduceSum(mul(p, p), [0]), 0.5), reduceSum(exp(p), [0])));
  const slopes = clipped(gradients(add(losses[0], losses[1]), parameters), limit);
  parameters.forEach((parameter, i) => {
    const moments = Array.from({ length: momentCount(optimizer) }, (_, k) => graph.input(`m${i}${k}`, parameter.shape));
    const next = update(optimizer, parameter, slopes[i], moments, { learningRate, size, floor });
    graph.output(`next p${i}`, next.parameter);
    next.moments.forEach((moment, k) => graph.output(`next m${i}${k}`, moment));
  });
  return graph;
}

async function follow({ optimizer, limit }: (typeof cases)[string]): Promise<number[][]> {
  const session = await openSession(stepOf(optimizer, limit), { threads: 1 });
  const start = Array.from({ length: 6 }, (_, k) => ((k + 50) ** 3 % 401) / 100 - 2);
  let feeds: Tensors = {
    p0: tensor(start.slice(0, 4), [4], 'float64'),
    p1: tensor(start.slice(4), [2], 'float64'),
  };
  for (let k = 0; k < momentCount(optimizer); k++)
    feeds = { ...feeds, [`m0${k}`]: tensor([0, 0, 0, 0], [4], 'float64'), [`m1${k}`]: tensor([0, 0], [2], 'float64') };
  for (let step = 1; step <= 6; step++) {
    const rates = rateValues(optimizer, 0.1, step).map((rate) => tensor([rate], [], 'float64'));
    const results = await session.run({ ...feeds, learningRate: rates[0], size: rates[1], floor: rates[2] });
    feeds = Object.fromEntries(Object.entries(results).map(([name, value]) => [name.slice('next '.length), value]));
  }
  await session.release();
  return [[...(feeds.p0.values as Float64Array)], [...(feeds.p1.values as Float64Array)]];
}

describe('optimizers', () => {
  it('are all compared', () => expect(Object.keys(cases).sort()).deep.equal(Object.keys(optimizers).sort()));

  for (const [name, setting] of Object.entries(cases))
    it(`go where PyTorch's go in float64: ${name}`, async () => {
      const found = await follow(setting);
      found.forEach((values, i) => values.forEach((value, k) => expect(value).closeTo(optimizers[name][i][k], 1e-12)));
    });
});
