import { expect } from 'chai';
import fc from 'fast-check';
import { describeAlerts, type DriftAlert } from '../../src/detectors/alerts/driftAlert';
import { driftAlerts } from '../../src/detectors/alerts/driftAlerts';
import type { DriftFinding } from '../../src/detectors/alerts/driftFinding';
import { CAUSES, recommendation } from '../../src/detectors/alerts/recommendation';
import type { DriftResult } from '../../src/detectors/driftResult';
import { ksDrift } from '../../src/detectors/ksDrift';
import { mmdDrift } from '../../src/detectors/mmdDrift';
import { tabularDrift } from '../../src/detectors/tabularDrift';
import { matrix } from '../../src/matrix';
import { calibrationError } from '../../src/metrics/calibrationError';
import { demographicParity } from '../../src/metrics/demographicParity';
import { rateChange } from '../../src/metrics/metricChange';
import { createRandom, type Random } from '../../src/random';

const normals = (count: number, random: Random, shift = 0) =>
  Array.from({ length: count }, () => random.normal() + shift);

async function columns(shifts: Readonly<Record<string, number>>, n = 300): Promise<DriftResult> {
  const random = createRandom(5);
  const draw = (moved: boolean) =>
    Object.fromEntries(Object.entries(shifts).map(([name, by]) => [name, normals(n, random, moved ? by : 0)]));
  return ksDrift(draw(false)).compare(draw(true));
}

const calibration = (overconfident: number, n = 2000) => {
  const random = createRandom(3);
  const confidences = Array.from({ length: n }, () => 0.6 + 0.4 * random.uniform());
  const correct = confidences.map((confidence) => random.uniform() < confidence - overconfident);
  return calibrationError(confidences, correct, { random, resamples: 199 });
};

const fell = { of: 'metric', change: rateChange('accuracy', [930, 1000], [800, 1000]) } as const;
const steady = { of: 'metric', change: rateChange('accuracy', [9300, 10000], [9302, 10000]) } as const;
const causes = (alerts: readonly DriftAlert[]) => alerts.map(({ cause }) => cause);

describe('drift alerts', () => {
  it('are none without findings, and none where nothing is significant', () => {
    expect(driftAlerts([])).deep.equal([]);
    expect(describeAlerts([])).equal('no alerts');
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.05, max: 1, minExcluded: true, noNaN: true })), (pValues) => {
        const findings = pValues.map((pValue): DriftFinding => ({ of: 'metric', change: { ...fell.change, pValue } }));
        expect(driftAlerts(findings)).deep.equal([]);
      }),
    );
  });

  it('come in at most alpha of cases where nothing drifts, however many findings there are', async () => {
    const random = createRandom(11);
    const runs = 200;
    let alarmed = 0;
    for (let run = 0; run < runs; run++) {
      const findings = await Promise.all(
        [1, 2, 3].map(async (): Promise<DriftFinding> => {
          const detector = ksDrift({ a: normals(60, random), b: normals(60, random) });
          const result = await detector.compare({ a: normals(40, random), b: normals(40, random) });
          return { of: 'inputs', result };
        }),
      );
      const groups = normals(200, random).map((value) => (value > 0 ? 'a' : 'b'));
      const gaps = demographicParity(
        groups.map(() => random.uniform() < 0.4),
        groups,
      );
      if (driftAlerts([...findings, { of: 'fairness', gaps }]).length > 0) alarmed++;
    }
    // the binomial band of 0.05 that is left with probability 0.001
    expect(alarmed).at.most(21);
  });

  it('carry a figure, an interval that holds it, sizes and advice, and survive JSON', async () => {
    const findings: DriftFinding[] = [{ of: 'inputs', result: await columns({ age: 1 }) }, fell];
    const alerts = driftAlerts(findings);
    expect(JSON.parse(JSON.stringify(alerts))).deep.equal(alerts);
    for (const { finding, recommendation: advice, title, cause } of alerts) {
      expect(finding.value).within(finding.interval!.low, finding.interval!.high);
      expect(finding.pValue).within(0, 0.05);
      expect(finding.sizes.sample).above(0);
      expect({ title, recommendation: advice }).deep.equal(recommendation(cause));
    }
    expect(driftAlerts([...findings].reverse()).map(({ id }) => id)).deep.equal(alerts.map(({ id }) => id));
  });

  it('name missing values, new categories and columns that were constant', async () => {
    const rows = Array.from({ length: 200 }, (_, i) => i);
    const detector = tabularDrift(
      { age: rows, ward: rows.map((i) => 'AB'[i % 2]), unit: rows.map(() => 1) },
      { nanPolicy: 'test' },
    );
    const result = await detector.compare({
      age: rows.map((i) => (i % 3 ? i : NaN)),
      ward: rows.map((i) => 'ABC'[i % 3]),
      unit: rows.map((i) => i % 7),
    });
    const alerts = driftAlerts([{ of: 'inputs', result }]);
    expect(Object.fromEntries(alerts.map(({ cause, concerns }) => [cause, concerns]))).deep.equal({
      missingValues: ['age (missing)'],
      newCategories: ['ward'],
      constantReference: ['unit'],
    });
  });

  it('name what drifts of image statistics point to, and take the word of who knows the columns', async () => {
    const result = await columns({ red: 1, blue: -1, sharpness: 1, dose: 1, age: 0 });
    const named = (known = {}) =>
      Object.fromEntries(
        driftAlerts([{ of: 'inputs', result }], { causes: known }).map((one) => [one.cause, [...one.concerns].sort()]),
      );
    expect(named()).deep.equal({ colorTemperature: ['blue', 'red'], sharpness: ['sharpness'], inputs: ['dose'] });
    expect(named({ dose: 'noise' })).deep.equal({
      ...{ colorTemperature: ['blue', 'red'], sharpness: ['sharpness'], noise: ['dose'] },
    });
  });

  it('tell a concept from a class frequency, from changed inputs, and from what was not looked at', async () => {
    const inputs = async (shift: number): Promise<DriftFinding> => ({
      of: 'inputs',
      result: await columns({ age: shift }),
    });
    const labels = async (shift: number): Promise<DriftFinding> => ({
      of: 'labels',
      result: await columns({ label: shift }),
    });
    expect(causes(driftAlerts([fell, await inputs(0), await labels(0)]))).deep.equal(['concept']);
    expect(causes(driftAlerts([fell, await inputs(0), await labels(1)]))).deep.equal(['labelPrior', 'labelPrior']);
    expect(causes(driftAlerts([fell, await inputs(1), await labels(0)])).sort()).deep.equal(['inputs', 'performance']);
    expect(causes(driftAlerts([fell, await inputs(0)]))).deep.equal(['unexplained']);
  });

  it('say to recalibrate where only confidences are wrong', () => {
    expect(driftAlerts([{ of: 'calibration', error: calibration(0) }])).deep.equal([]);
    const wrong: DriftFinding = { of: 'calibration', error: calibration(0.15) };
    const [alert] = driftAlerts([wrong, steady]);
    expect([alert.cause, alert.severity]).deep.equal(['calibration', 'critical']);
    expect(alert.recommendation).to.include('Recalibrate');
    expect(causes(driftAlerts([wrong, fell]))).to.include('calibrationToo');
  });

  it('look at the group where only one got worse', () => {
    const group = (name: string, right: number): DriftFinding => ({
      of: 'metric',
      group: name,
      change: rateChange('accuracy', [930, 1000], [right, 1000]),
    });
    const [alert, ...others] = driftAlerts([group('A', 931), group('B', 800), group('C', 925)]);
    expect([alert.cause, alert.concerns, others]).deep.equal(['oneGroup', ['B'], []]);
    expect(causes(driftAlerts([group('A', 700), group('B', 800)]))).deep.equal(['unexplained', 'unexplained']);
  });

  it('report the groups that differ from the reference group, and no others', () => {
    const groups = [...'aaaabbbbcccc'.repeat(100)];
    const random = createRandom(2);
    const gaps = demographicParity(
      groups.map((group) => random.uniform() < (group === 'c' ? 0.3 : 0.6)),
      groups,
    );
    const alerts = driftAlerts([{ of: 'fairness', gaps }]);
    expect(alerts.map(({ id }) => id)).deep.equal(['fairness/selection rate/c']);
    expect(alerts[0].severity).equal('critical');
  });

  it('judge a drift by its effect and by what it costs', async () => {
    const large: DriftFinding = { of: 'inputs', result: await columns({ age: 2 }) };
    const small: DriftFinding = { of: 'inputs', result: await columns({ age: 0.15 }, 3000) };
    const severity = (findings: DriftFinding[]) =>
      driftAlerts(findings).find(({ cause }) => cause === 'inputs')!.severity;
    expect(severity([large])).equal('critical');
    expect(severity([small])).equal('info');
    expect(severity([large, steady])).equal('info');
    expect(severity([small, fell])).equal('warning');
  });

  it('take detectors without columns or levels for a warning, and number equal ids', async () => {
    const random = createRandom(4);
    const rows = (shift: number) => matrix(Float64Array.from(normals(200, random, shift)), 50, 4);
    const result = await mmdDrift(rows(0), { random, permutations: 199 }).compare(rows(2));
    const alerts = driftAlerts([
      { of: 'inputs', result },
      { of: 'inputs', result },
    ]);
    expect(alerts.map(({ id, severity }) => [id, severity])).deep.equal([
      ['inputs/mmdDrift/inputs', 'warning'],
      ['inputs/mmdDrift/inputs#2', 'warning'],
    ]);
  });

  it('raise nothing for a metric that rose', () => {
    const change = rateChange('accuracy', [800, 1000], [930, 1000]);
    expect(driftAlerts([{ of: 'metric', change }])).deep.equal([]);
  });

  it('are told in three lines each', () => {
    expect(describeAlerts(driftAlerts([fell]))).equal(
      [
        'CRITICAL the model got worse, for reasons not looked at',
        '  change of accuracy -0.13 (95 % interval -0.16 to -0.101), p = 8.58e-18, 1000 against 1000',
        '  Compare inputs and class frequencies with the reference to tell whether they or their meaning changed.',
      ].join('\n'),
    );
  });

  it('have advice for every cause, each its own', () => {
    expect(new Set(CAUSES.map((cause) => recommendation(cause).title)).size).equal(CAUSES.length);
  });

  it('refuse an alpha outside (0, 1) and losses in the wrong order', () => {
    expect(() => driftAlerts([], { alpha: 1 })).throws(RangeError, 'invalid alpha');
    expect(() => driftAlerts([], { losses: [0.1, 0.05] })).throws(RangeError, 'invalid losses');
  });
});
