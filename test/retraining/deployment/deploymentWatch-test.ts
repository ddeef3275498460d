import { expect } from 'chai';
import { createRandom } from '../../../src/random';
import {
  DeploymentWatch,
  type WatchedSample,
  type WatchOptions,
} from '../../../src/retraining/deployment/deploymentWatch';
import { addTrial, NO_BETS, restartedBets } from '../../../src/retraining/deployment/restartedBets';

/** Samples on which each is right with these probabilities; they are wrong on other samples. */
function* stream(count: number, deployed: number, former: number, seed = 1): Generator<WatchedSample> {
  const random = createRandom(seed);
  for (let i = 0; i < count; i++)
    yield { label: 1, deployed: Number(random.uniform() < deployed), former: Number(random.uniform() < former) };
}

function firstAlarm(watch: DeploymentWatch, samples: Iterable<WatchedSample>): { action: string; at: number } {
  let at = 0;
  for (const sample of samples) {
    at++;
    const { action } = watch.add(sample);
    if (action !== 'keep') return { action, at };
  }
  return { action: 'keep', at };
}

describe('DeploymentWatch', () => {
  it('rolls back a version that has become worse, also late in its life', () => {
    const watch = new DeploymentWatch();
    expect(firstAlarm(watch, stream(3000, 0.92, 0.88))).include({ action: 'keep' });
    const { action, at } = firstAlarm(watch, stream(3000, 0.8, 0.88, 2));
    expect(action).equal('rollback');
    expect(at).below(1000);
  });

  it('says of which pairs the evidence is, when the past was good', () => {
    const watch = new DeploymentWatch();
    for (let i = 0; i < 200; i++) watch.add({ label: 1, deployed: 1, former: 0 });
    for (let i = 0; i < 38; i++) watch.add({ label: 1, deployed: 0, former: 1 });
    // a bet begins after every 32 pairs: the seventh after 192
    expect(watch.status().because).match(/^the deployed version is worse: the former champion wins 38 of the last 46 pairs that differ \(38 of 238 in all\), e = 134/); // prettier-ignore
  });

  it('seldom rolls back a version that is as good', () => {
    let alarms = 0;
    for (let run = 0; run < 60; run++) {
      const found = firstAlarm(new DeploymentWatch({ alpha: 0.05 }), stream(600, 0.9, 0.9, run));
      alarms += Number(found.action !== 'keep');
    }
    // Binomial(60, 0.05) is above 9 with probability 0.002
    expect(alarms).at.most(9);
  });

  it('calls for the fallback when both fail, and when there is no former champion', () => {
    const options: WatchOptions = { floor: 0.8 };
    expect(firstAlarm(new DeploymentWatch(options), stream(2000, 0.6, 0.6)).action).equal('fallback');
    const alone = [...stream(2000, 0.6, 0.6)].map(({ label, deployed }) => ({ label, deployed }));
    expect(firstAlarm(new DeploymentWatch(options), alone).action).equal('fallback');
    expect(firstAlarm(new DeploymentWatch(options), stream(1000, 0.85, 0.85)).action).equal('keep');
    expect(firstAlarm(new DeploymentWatch(options), stream(2000, 0.6, 0.9)).action).equal('rollback');
  });

  it('begins anew after an alarm', () => {
    const watch = new DeploymentWatch();
    firstAlarm(watch, stream(2000, 0.5, 0.9));
    const { eValue, samples } = watch.add({ label: 1, deployed: 1, former: 1 });
    expect(samples).equal(1);
    expect(eValue).below(1.01);
  });

  it('takes no label for no evidence', () => {
    const watch = new DeploymentWatch({ floor: 0.9 });
    for (const label of [null, undefined, NaN]) watch.add({ label, deployed: 0, former: 1 });
    expect(watch.status()).include({ samples: 0, unlabelled: 3, action: 'keep' });
  });

  it('goes on from its JSON as if nothing had happened', () => {
    const samples = [...stream(900, 0.7, 0.8)];
    const [whole, first] = [new DeploymentWatch({ floor: 0.5 }), new DeploymentWatch({ floor: 0.5 })];
    samples.slice(0, 400).forEach((sample) => (whole.add(sample), first.add(sample)));
    const second = DeploymentWatch.fromJSON(JSON.stringify(first));
    for (const sample of samples.slice(400)) expect(second.add(sample)).deep.equal(whole.add(sample));
    expect(JSON.stringify(second)).equal(JSON.stringify(whole));
  });

  it('names what is wrong in options and saved states', () => {
    expect(() => new DeploymentWatch({ alpha: 0 })).throw(RangeError, 'invalid alpha');
    expect(() => new DeploymentWatch({ floor: 1 })).throw(RangeError, 'invalid floor');
    expect(() => new DeploymentWatch({ every: 0 })).throw(RangeError, 'invalid every');
    const saved = new DeploymentWatch().toJSON() as { state: object };
    for (const [json, message] of [
      ['{', 'invalid json'],
      [{}, 'expected a field watch'],
      [{ ...saved, version: 2 }, 'of version 1'],
      [{ ...saved, state: { ...saved.state, samples: -1 } }, 'invalid json.state.samples'],
      [{ ...saved, state: { ...saved.state, pairs: { ...NO_BETS, starts: [[1]] } } }, 'expected two counts'],
    ] as const)
      expect(() => DeploymentWatch.fromJSON(json)).throw(Error, message);
  });
});

describe('restartedBets', () => {
  it('is worth the weights of the bets that have begun, below 1, on average over all streams at the null', () => {
    let sum = 0;
    for (let stream = 0; stream < 4096; stream++) {
      let state = NO_BETS;
      for (let i = 0; i < 12; i++) state = addTrial(state, (stream >> i) % 2 === 1, 3);
      sum += restartedBets(state, 0.5).eValue;
    }
    const weights = [1, 2, 3, 4, 5].reduce((total, k) => total + 6 / (Math.PI * k) ** 2, 0);
    expect(sum / 4096).closeTo(weights, 1e-12);
    expect(weights).below(1);
  });

  it('keeps a bounded number of bets', () => {
    let state = NO_BETS;
    for (let i = 0; i < 5000; i++) state = addTrial(state, i % 2 === 0, 8);
    expect(state.starts).length(64);
    expect(state.begun).equal(626);
  });
});
