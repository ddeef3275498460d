import { expect } from 'chai';
import { matrix } from '../../../src/matrix';
import { createRandom } from '../../../src/random';
import { ensembleMonitor, errorsOf } from '../../../src/retraining/pipeline/driftMonitor';
import { explainDrift } from '../../../src/retraining/pipeline/explainDrift';
import { splitPositions } from '../../../src/retraining/pipeline/readyChallenger';
import { SampleRing, type SampleWindow } from '../../../src/retraining/pipeline/sampleRing';
import { world, type World } from './lab';

/** A ring of labelled samples, of three to a person. */
function ringOf(count: number, others: World = {}): SampleRing {
  const { inputs, labels } = world(count, createRandom(3), others);
  const ring = new SampleRing(count, inputs.columns);
  for (let i = 0; i < count; i++) {
    const features = inputs.values.subarray(i * inputs.columns, (i + 1) * inputs.columns);
    const prediction = Number(features[0] > 0);
    ring.add({
      id: `${i}`,
      subject: i % 4 === 3 ? null : `person ${i % 40}`,
      time: i,
      prediction,
      label: labels[i],
      features,
    });
  }
  return ring;
}

function windowOf(count: number, seed: number, others: World = {}): SampleWindow {
  const { inputs, labels } = world(count, createRandom(seed), others);
  const predictions = Float64Array.from(labels, (_, i) => Number(inputs.values[i * inputs.columns] > 0));
  return { inputs, labels: Float64Array.from(labels), predictions, times: new Float64Array(count) };
}

describe('splitPositions', () => {
  it('holds out the share asked for, each position in one part, and no person in both', () => {
    const ring = ringOf(400);
    const { learn, held } = splitPositions({ ring }, 40, 0.25, createRandom(1));
    expect([...learn, ...held].sort((a, b) => a - b)).deep.equal(Array.from({ length: 360 }, (_, i) => 40 + i));
    expect(held.length).within(90, 100);
    const persons = (positions: readonly number[]) =>
      positions.map((at) => ring.at(at)!.subject).filter((one) => one !== null);
    const both = persons(held).filter((one) => persons(learn).includes(one));
    expect(both).deep.equal([]);
  });

  it('does not hold out again what was judged on, nor what stands with it', () => {
    const ring = ringOf(200);
    ring.markJudged([0, 3]);
    for (let seed = 0; seed < 20; seed++) {
      const { held } = splitPositions({ ring }, 0, 0.9, createRandom(seed));
      expect(held).not.include(3);
      expect(held.map((at) => ring.at(at)!.subject)).not.include('person 0');
    }
  });

  it('leaves samples without label to neither part', () => {
    const ring = ringOf(100);
    ring.erase('person 1');
    const { learn, held } = splitPositions({ ring }, 0, 0.5, createRandom(1));
    expect(learn.length + held.length)
      .equal(ring.size)
      .and.below(100);
  });
});

describe('ensembleMonitor', () => {
  const monitor = ensembleMonitor();
  const ask = (sample: SampleWindow) => monitor(windowOf(600, 1), sample, createRandom(1));

  it('says little of a window like its reference', async () => {
    const { severity, confidence, drift } = await ask(windowOf(600, 2));
    expect([drift, severity < 0.15, confidence < 0.5]).deep.equal([false, true, true]);
  });

  it('sees inputs that move, and errors that become more, with their severity', async () => {
    const moved = await ask(windowOf(600, 2, { shift: 1 }));
    const turned = await ask(windowOf(600, 2, { turn: 90 }));
    expect([moved.drift, turned.drift]).deep.equal([true, true]);
    expect(moved.severity).above(0.4);
    expect(turned.severity).within(0.2, 0.6);
    expect(moved.because[0]).include('base rate of 0.1');
  });

  it('takes fewer errors for no severity', async () => {
    const sample = windowOf(600, 2);
    expect((await ask({ ...sample, labels: sample.predictions })).severity).below(0.15);
  });

  it('does without labels', async () => {
    const window = windowOf(600, 2, { turn: 90 });
    const { evidence, drift } = await ask({ ...window, labels: window.labels.fill(NaN) });
    expect(evidence?.members.find(({ member }) => member === 'errors')?.pValue).equal(null);
    expect(drift).equal(false);
  });

  it('has the base rate in the posterior', async () => {
    const sample = windowOf(600, 2, { shift: 0.15 });
    const at = (baseRate: number) => ensembleMonitor({ baseRate })(windowOf(600, 1), sample, createRandom(1));
    const [rare, usual] = [await at(0.001), await at(0.5)];
    expect(rare.confidence).below(usual.confidence);
    expect(rare.posterior?.bayesFactor).equal(usual.posterior?.bayesFactor);
  });

  it('compares some samples only where neighbours are alike', async () => {
    const readings = (seed: number): SampleWindow => {
      const random = createRandom(seed);
      const values = new Float32Array(1200);
      for (let i = 2; i < values.length; i++) values[i] = 0.9 * values[i - 2] + random.normal();
      return { ...windowOf(600, seed), inputs: matrix(values, 600, 2) };
    };
    const alarms = async (thin: boolean): Promise<number> => {
      const monitor = ensembleMonitor({ thin });
      let count = 0;
      for (let seed = 0; seed < 10; seed++)
        count += Number((await monitor(readings(2 * seed), readings(2 * seed + 1), createRandom(1))).drift);
      return count;
    };
    expect([await alarms(false), await alarms(true)]).deep.equal([10, 0]);
  });

  it('knows errors only where label and prediction are there', () => {
    const [predictions, labels] = [Float64Array.of(0, 1, NaN, 1), Float64Array.of(0, 0, 1, NaN)];
    expect([...errorsOf({ predictions, labels })]).deep.equal([0, 1, NaN, NaN]);
  });
});

describe('explainDrift', () => {
  it('leaves the cause open where the reference cannot tell it, and explains nothing with too few rows', () => {
    const ring = ringOf(100);
    const reference = windowOf(300, 1);
    const sample = ring.window(ring.held());
    const explained = explainDrift({ ...reference, labels: new Float64Array(300) }, sample, ring, 0);
    expect(explained?.moved).equal(null);
    expect(explainDrift(windowOf(4, 1), windowOf(4, 2), ring, 0)).equal(null);
  });

  it('names the feature and dates it', () => {
    const random = createRandom(8);
    const ring = new SampleRing(600, 3);
    for (let i = 0; i < 600; i++) {
      const features = [random.normal(), random.normal() + (i < 350 ? 0 : 1.5), random.normal()];
      ring.add({ id: `${i}`, subject: null, time: 10 * i, prediction: 0, label: NaN, features });
    }
    const { features, change } = explainDrift(windowOf(600, 1), ring.window(ring.held({ from: 300 })), ring, 0)!;
    expect(features[0].feature).equal('feature 1');
    expect(change).include({ of: 'feature 1' });
    const { estimate, low, high, times } = change!;
    expect(estimate).within(340, 360);
    expect(times).deep.equal({ estimate: 10 * estimate, low: 10 * low, high: 10 * high });
  });

  it('dates by the feature a change of the concept that costs as many errors as it saves', () => {
    const random = createRandom(9);
    const ring = new SampleRing(600, 3);
    for (let i = 0; i < 600; i++) {
      const features = [random.normal(), random.normal() + (i < 350 ? 0 : 1.5), random.normal()];
      const label = Number(i < 350 ? features[0] > 0 : features[0] < 0);
      ring.add({ id: `${i}`, subject: null, time: i, prediction: 0, label, features });
    }
    const reference = ring.window(ring.held().slice(0, 300));
    const { moved, change } = explainDrift(reference, ring.window(ring.held({ from: 350 })), ring, 0)!;
    expect(moved?.concept.answer).equal('moved');
    expect(change).include({ of: 'feature 1' });
    expect(change!.estimate).within(340, 360);
  });
});
