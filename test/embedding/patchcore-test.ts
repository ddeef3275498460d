import { expect } from 'chai';
import { patchcoreScore } from '../../src/embedding/patchcore';
import { fromRows, selectRows } from '../../src/matrix';
import { cases } from './golden';

describe('patchcoreScore', () => {
  type Input = { memory: number[][]; patches: number[][]; b: number };
  type Expected = {
    patch_scores: number[];
    max_patch: number;
    nearest_memory: number;
    neighbours: number[];
    weight: number;
    image_score: number;
  };
  for (const { name, input, expected } of cases<Input, Expected>('patchcore_score'))
    it(`agrees with the reference: ${name}`, async () => {
      const result = await patchcoreScore(fromRows(input.memory), fromRows(input.patches), { neighbours: input.b });
      expected.patch_scores.forEach((score, i) => expect(result.patchScores[i]).closeTo(score, 1e-10 + 1e-8 * score));
      expect(result.patch).equal(expected.max_patch);
      expect(result.nearest).equal(expected.nearest_memory);
      expect([...result.neighbours]).deep.equal(expected.neighbours);
      expect(result.weight).closeTo(expected.weight, 1e-8);
      expect(result.imageScore).closeTo(expected.image_score, 1e-8);
    });

  it('weighs by 1 − exp(s) / Σ exp(d): 1 − e³ / (e³ + e⁵) for neighbours at 3 and 5', async () => {
    const { weight, imageScore } = await patchcoreScore(fromRows([[0], [8], [100]]), fromRows([[3], [7.5]]), {
      neighbours: 2,
    });
    expect(weight).closeTo(1 - Math.exp(3) / (Math.exp(3) + Math.exp(5)), 1e-12);
    expect(imageScore).closeTo(3 * weight, 1e-12);
  });

  it('gives 0 to an image that is in the bank, whatever the scale', async () => {
    const bank = fromRows([
      [1e3, 0.1],
      [1e3, 0.2],
      [-1e3, 0.3],
    ]);
    const { patchScores, imageScore } = await patchcoreScore(bank, selectRows(bank, [2, 0]));
    expect([...patchScores, imageScore]).deep.equal([0, 0, 0]);
  });

  it('stays finite where exp of a distance does not', async () => {
    const { weight, imageScore } = await patchcoreScore(fromRows([[0], [9000]]), fromRows([[4000]]), { neighbours: 2 });
    expect(weight).equal(1);
    expect(imageScore).equal(4000);
  });

  it('takes all rows of a bank that has fewer than it asks for', async () => {
    expect((await patchcoreScore(fromRows([[0], [1]]), fromRows([[5]]), { neighbours: 9 })).neighbours).length(2);
  });

  it('keeps the image score when patches or bank rows change their order', async () => {
    const bank = fromRows([
      [0, 1],
      [2, 2],
      [5, 0],
      [7, 3],
    ]);
    const patches = fromRows([
      [1, 1],
      [9, 9],
      [4, 4],
    ]);
    const { imageScore } = await patchcoreScore(bank, patches);
    const turned = await patchcoreScore(selectRows(bank, [3, 1, 0, 2]), selectRows(patches, [2, 1, 0]));
    expect(turned.imageScore).closeTo(imageScore, 1e-12);
    expect(turned.nearest).equal(0);
  });

  it('refuses an image without patches and fewer than one neighbour', async () => {
    const refusal = (call: Promise<unknown>): Promise<unknown> => call.catch((error: unknown) => error);
    const bank = fromRows([[0]]);
    expect(await refusal(patchcoreScore(bank, fromRows([])))).instanceOf(RangeError);
    expect(String(await refusal(patchcoreScore(bank, bank, { neighbours: 0 })))).match(/invalid neighbours: .* got 0/);
  });
});
