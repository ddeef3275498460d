import { expect } from 'chai';
import { images } from '../../src/images';
import { deploymentStory } from '../../src/experiments/retraining/deploymentStory';
import { retrainingClaims, type RetrainingFindings } from '../../src/experiments/retraining/retrainingClaims';
import { curesFigure, watchFigure } from '../../src/experiments/retraining/retrainingFigures';
import { quarterTurn, scannerTask } from '../../src/experiments/retraining/scannerTask';
import { createRandom } from '../../src/random';
import { judgingPlan } from '../../src/retraining/judging/judgingPlan';
import { fullTraining } from '../../src/retraining/learning/fullTraining';
import { champion, points } from '../retraining/learning/task';

describe('the story of a replaced scanner', () => {
  it('turns images by 90 degrees to the right', () => {
    const image = images(Uint8Array.of(1, 2, 3, 4), 1, 2, 2, 1);
    expect([...quarterTurn(image).pixels]).deep.equal([3, 1, 4, 2]);
    expect(quarterTurn(quarterTurn(quarterTurn(quarterTurn(image)))).pixels).deep.equal(image.pixels);
  });

  it('draws digits that nobody has seen, the same for the same name', async () => {
    const task = await scannerTask({ random: createRandom(1), train: 64, today: 8, kept: 5, test: 4 });
    expect([task.today, task.kept, task.test.old].map(({ inputs }) => inputs.rows)).deep.equal([8, 5, 4]);
    const [one, again, other] = ['a', 'a', 'b'].map((name) => task.draw('new', 3, name).inputs.values);
    expect(one).deep.equal(again);
    expect(one).not.deep.equal(other);
    expect(task.draw('old', 3, 'a').inputs.values).not.deep.equal(one);
  });

  it('goes from verdict to promotion, and back when the world does', async () => {
    const old = await champion();
    const samples = points(600, createRandom(2), { turn: 120 });
    const options = { seed: 1, epochs: 10, learningRate: 0.01, threads: 1 };
    const { model } = await fullTraining().learn(old, { samples }, options);
    const tell = () =>
      deploymentStory({
        random: createRandom(3),
        champion: old,
        challenger: model,
        plan: judgingPlan({ critical: ['overall'], floor: 300 }),
        trials: [points(100, createRandom(4), { turn: 120 }), points(400, createRandom(5), { turn: 120 })],
        afterwards: points(400, createRandom(6)),
      });
    const story = await tell();
    expect(story.verdicts.map(({ outcome }) => outcome)).deep.equal(['INCONCLUSIVE', 'PASS']);
    expect([story.unsigned.outcome, story.signed.outcome]).deep.equal(['refused', 'promoted']);
    expect(story.action).include({ action: 'rolled back', version: 1 });
    expect(story.evidence.at(-1)).least(100);
    expect(story.evidence.length).below(400);
    expect([story.replayed, story.whole]).deep.equal([true, true]);
    expect(story.decisions).deep.equal(['promotion', 'verdict', 'verdict', 'promotion', 'rollback']);
    const { evidence, verdicts } = await tell();
    expect({ evidence, verdicts }).deep.equal({ evidence: story.evidence, verdicts: story.verdicts });

    const trial = (name: string, present: number, past: number) => ({ name, needs: '', steps: 10, changed: 1, present, past, model }); // prettier-ignore
    const trials = [
      { ...trial('none', 0.2, 0.95), steps: 0 },
      ...['priorCorrection', 'recalibrate', 'batchNorm'].map((name) => trial(name, 0.2, 0.9)),
      trial('partial', 0.88, 0.5),
      trial('incremental', 0.86, 0.2),
      trial('replay', 0.86, 0.85),
      trial('full', 0.9, 0.1),
    ];
    const choice = { cure: 'partial', because: '', results: [], threshold: 0.01, samples: 600 };
    const failing = (change: Partial<RetrainingFindings>) =>
      retrainingClaims({ trials, choice, story, ...change })
        .filter(({ holds }) => !holds)
        .map(({ id }) => id);
    expect(failing({})).deep.equal([]);
    expect(failing({ choice: { ...choice, cure: 'none' } })).deep.equal(['cures-choice']);
    expect(failing({ trials: [...trials.slice(0, -1), trial('full', 0.9, 0.8)] })).deep.equal(['cures-forget']);
    expect(failing({ story: { ...story, whole: false } })).deep.equal(['rollback-recorded']);
    expect(failing({ story: { ...story, replayed: false } })).deep.equal(['verdict-replayed']);
    for (const picture of [await curesFigure(trials, 'partial'), await watchFigure(story)])
      expect(picture.svg).include('<svg');
  });
});
