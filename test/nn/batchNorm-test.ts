import { expect } from 'chai';
import { blockSize } from '../../src/compute/blocked';
import { Graph } from '../../src/compute/graph';
import { openSession } from '../../src/compute/session';
import { tensor } from '../../src/compute/tensor';
import { blockedMaps, plainMaps, type FeatureMaps } from '../../src/nn/featureMaps';
import { batchNorm } from '../../src/nn/layers/batchNorm';
import { follow, TrainingNetwork } from '../../src/nn/network';
import { createRandom } from '../../src/random';

/** The running statistics of 16 channels after one step, from the start of 0 and 1. */
async function running(maps: FeatureMaps, values: Float32Array): Promise<Record<string, Float32Array>> {
  const graph = new Graph();
  const network = new TrainingNetwork(graph, createRandom(1));
  const y = batchNorm(network, maps, 'norm', maps.enter(graph.input('x', [4, 16, 2, 3])));
  graph.output('y', maps.leave(y));
  for (const { name, value, seen } of network.states) graph.output(`next ${name}`, follow(value, seen));
  const slots = [...network.parameters, ...network.states];
  const session = await openSession(graph, { threads: 1 });
  const feeds = Object.fromEntries(slots.map(({ name, shape, initial }) => [name, tensor(initial(), shape)]));
  const results = await session.run({ ...feeds, x: tensor(values, [4, 16, 2, 3]) });
  await session.release();
  return Object.fromEntries(Object.entries(results).map(([name, result]) => [name, result.values as Float32Array]));
}

describe('batchNorm', () => {
  // far off zero: a variance taken as a difference of squares would be lost here
  const random = createRandom(2);
  const values = Float32Array.from({ length: 384 }, (_, i) => 1000 + (i % 7) + random.normal());
  const channel = (c: number): number[] => [...values].filter((_, i) => Math.floor(i / 6) % 16 === c);

  for (const way of ['plain', 'blocked'] as const)
    it(`keeps running statistics as PyTorch does, with ${way} feature maps`, async () => {
      const block = await blockSize();
      const found = await running(way === 'plain' || block === 1 ? plainMaps : blockedMaps(block), values);
      for (let c = 0; c < 16; c++) {
        const own = channel(c);
        const mean = own.reduce((sum, value) => sum + value, 0) / 24;
        const unbiased = own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 23;
        expect(found['next norm.running_mean'][c]).closeTo(0.1 * mean, 1e-4);
        expect(found['next norm.running_var'][c]).closeTo(0.9 + 0.1 * unbiased, 1e-4);
        const deviation = Math.sqrt((unbiased * 23) / 24 + 1e-5);
        expect(found.y[c * 6]).closeTo((values[c * 6] - mean) / deviation, 1e-3);
      }
    });
});
