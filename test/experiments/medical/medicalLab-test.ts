import { expect } from 'chai';
import { scenarios } from '../../../src/augmentation/scenarios/scenarios';
import { medicalStandIn } from '../../../src/data/standins/medicalStandIn';
import { accuracyChart } from '../../../src/experiments/medical/accuracyChart';
import type { MedicalModel } from '../../../src/experiments/medical/medicalModel';
import { severityStudy } from '../../../src/experiments/medical/severityStudy';
import { timelineStudy } from '../../../src/experiments/medical/timelineStudy';
import { matrix } from '../../../src/matrix';
import type { ZooCard } from '../../../src/nn/zoo/zooCard';
import { createRandom } from '../../../src/random';
import { spearman } from '../../validate/severity';

/** Knows brightness alone: dark images are of class 1. */
function darkModel(): MedicalModel {
  const draw = (seed: number, count: number) =>
    medicalStandIn('breastmnist-synthetic', { random: createRandom(seed), count });
  const predict: MedicalModel['predict'] = ({ pixels, count }) => {
    const size = pixels.length / count;
    const values = Float64Array.from({ length: 2 * count }, (_, k) => {
      const own = pixels.subarray(Math.floor(k / 2) * size, (Math.floor(k / 2) + 1) * size);
      const dark = 1 / (1 + Math.exp((own.reduce((sum, level) => sum + level, 0) / size - 100) / 20));
      return k % 2 === 1 ? dark : 1 - dark;
    });
    return Promise.resolve(matrix(values, count, 2));
  };
  const card = { test: { accuracy: 0.5 } } as unknown as ZooCard;
  return { card, predict, reference: draw(1, 100), pool: draw(2, 200), release: () => Promise.resolve() };
}

describe('medical lab', () => {
  it('sees a drift of pixels when it comes, and nothing before', async () => {
    const [dark, calm] = await timelineStudy(darkModel(), {
      random: createRandom(1),
      scenarios: [
        { ...scenarios.scannerReplacement, changes: [{ kind: 'image', drift: 'brightness', severity: 0.8, when: { schedule: 'sudden', at: 0.5 } }] },
        scenarios.calm,
      ],
      length: 6,
      batch: 40,
    }); // prettier-ignore
    expect(dark.change).deep.equal({ start: 3, end: 6 });
    expect(dark.alarms.psi).deep.equal([3, 4, 5]);
    expect(dark.alarms.mmd).deep.equal([3, 4, 5]);
    expect(dark.alerts.map(({ cause }) => cause)).include('brightness');
    expect(calm.change).equal(null);
    expect(Object.values(calm.alarms).flat().length).most(1);
    expect(calm.alerts).deep.equal([]);
  });

  it('compares severity 0 with other images, and alarms at severity 1', async () => {
    const rows = await severityStudy(darkModel(), {
      random: createRandom(1),
      drifts: ['brightness'],
      severities: [0, 1],
      sample: 80,
    });
    expect(rows.map(({ alarms }) => alarms.psi)).deep.equal([false, true]);
    expect(rows[0].gap).not.equal(null);
    expect(rows[1].calibration.debiased.estimate).above(rows[0].calibration.debiased.estimate);
  });

  it('charts errors of batches of any size, and a batch without labels says nothing', () => {
    const update = accuracyChart(0.1, 20);
    expect([100, 50, 100].map((labels) => update(labels / 10, labels))).deep.equal([false, false, false]);
    expect(update(0, 0)).equal(false);
    expect(update(40, 100)).equal(true);
  });

  it('correlates ranks', () => {
    expect(spearman([1, 2, 3, 4], [10, 20, 30, 40])).closeTo(1, 1e-12);
    expect(spearman([1, 2, 3], [3, 2, 1])).closeTo(-1, 1e-12);
    expect(spearman([1, 2, 3], [5, 5, 5])).equal(null);
    // ranks 1, 4, 2.5, 2.5: 1.5 / √22.5
    expect(spearman([1, 2, 3, 4], [1, 3, 2, 2])).closeTo(0.316227766, 1e-9);
  });
});
