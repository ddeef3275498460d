import { expect } from 'chai';
import { tensor } from '../../src/compute/tensor';
import { TrainingStep } from '../../src/nn/trainingStep';
import { createRandom } from '../../src/random';

const spec = { architecture: 'mlp', input: [2], outputs: 2, hidden: [3] } as const;
const loss = { kind: 'crossEntropy' } as const;

/** Four points of which the second number tells the class. */
function fill(step: TrainingStep): void {
  step.inputs.set([1, 1, -1, 1, 1, -1, -1, -1]);
  step.targets.set([1, 0, 1, 0, 0, 1, 0, 1]);
}

describe('TrainingStep', () => {
  it('takes the step that is known by hand: logistic regression from zero', async () => {
    const logistic = { architecture: 'logisticRegression', input: [2], outputs: 2 } as const;
    const step = await TrainingStep.open(logistic, {
      batch: 4,
      loss,
      optimizer: { kind: 'sgd' },
      random: createRandom(1),
    });
    fill(step);
    step.load({ 'output.weight': tensor([0, 0, 0, 0], [2, 2]), 'output.bias': tensor([0, 0], [2]) });
    expect(await step.run(1, 0.8)).closeTo(Math.log(2), 1e-7);
    // dz = (½ − 1, ½) or the other way round: the mean of dz · x is ∓½ for the second number
    const weights = step.weights();
    expect([...weights['output.weight'].values]).deep.equal([0, 0.4, 0, -0.4].map(Math.fround));
    expect([...weights['output.bias'].values]).deep.equal([0, 0]);
    await step.release();
  });

  it('learns, and gives the same numbers again', async () => {
    const train = async (): Promise<number[]> => {
      const optimizer = { kind: 'adamw' } as const;
      const step = await TrainingStep.open(spec, { batch: 4, loss, optimizer, random: createRandom(3) });
      fill(step);
      const losses = [];
      for (let number = 1; number <= 200; number++) losses.push(await step.run(number, 0.05));
      await step.release();
      return losses;
    };
    const losses = await train();
    expect(losses.at(-1)).below(0.01).and.below(losses[0]);
    expect(await train()).deep.equal(losses);
  });
});
