import { expect } from 'chai';
import fc from 'fast-check';
import { SampleRing, type RingSample } from '../../../src/retraining/pipeline/sampleRing';

function sample(i: number, rest: Partial<RingSample> = {}): RingSample {
  const features = Float32Array.of(i, -i);
  return { id: `id ${i}`, subject: `person ${i % 3}`, time: 10 * i, prediction: i % 2, label: NaN, features, ...rest };
}

describe('SampleRing', () => {
  it('keeps the newest, and gives the one that has to go', () => {
    const ring = new SampleRing(3, 2);
    const gone = [0, 1, 2, 3, 4].map((i) => ring.add(sample(i)));
    expect(gone.map((one) => one?.id)).deep.equal([undefined, undefined, undefined, 'id 0', 'id 1']);
    expect([ring.count, ring.size, ring.first]).deep.equal([5, 3, 2]);
    expect(ring.held()).deep.equal([2, 3, 4]);
    expect(ring.at(1)).equal(undefined);
    expect(ring.at(3)).deep.equal(sample(3));
  });

  it('gives a label once, and none to what is gone', () => {
    const ring = new SampleRing(2, 2);
    [0, 1, 2].forEach((i) => ring.add(sample(i)));
    expect(['id 0', 'id 2', 'id 2', 'id 7'].map((id) => ring.label(id, 1))).deep.equal(['unknown', 'labelled', 'duplicate', 'unknown']); // prettier-ignore
    expect(ring.held({ labelled: true })).deep.equal([2]);
    expect([...ring.window([1, 2]).labels]).deep.equal([NaN, 1]);
  });

  it('forgets that a sample was judged when another takes its place', () => {
    const ring = new SampleRing(2, 2);
    [0, 1].forEach((i) => ring.add(sample(i)));
    ring.markJudged([0, 1]);
    ring.add(sample(2));
    expect([1, 2].map((position) => ring.wasJudged(position))).deep.equal([true, false]);
  });

  it('overwrites what it erases', () => {
    const ring = new SampleRing(5, 2);
    [0, 1, 2, 3].forEach((i) => ring.add(sample(i)));
    expect([ring.erase('person 0'), ring.erase('person 0')]).deep.equal([2, 0]);
    expect(ring.held()).deep.equal([1, 2]);
    const text = JSON.stringify(ring);
    expect(text).not.include('person 0').and.not.include('id 3');
    expect([...Buffer.from(ring.toJSON().numbers.features, 'base64').subarray(0, 8)]).deep.equal(new Array(8).fill(0));
  });

  it('is the same after JSON, whatever was done, and holds no more than fits', () => {
    const step = fc.oneof(
      fc.record({ add: fc.nat(40) }),
      fc.record({ label: fc.nat(40) }),
      fc.record({ erase: fc.nat(2) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        let ring = new SampleRing(7, 2);
        for (const one of steps) {
          if ('add' in one && !ring.has(`id ${one.add}`)) ring.add(sample(one.add));
          if ('label' in one) ring.label(`id ${one.label}`, 1);
          if ('erase' in one) ring.erase(`person ${one.erase}`);
          const saved = JSON.stringify(ring);
          ring = new SampleRing(7, 2, JSON.parse(saved) as ReturnType<SampleRing['toJSON']>);
          expect(JSON.stringify(ring)).equal(saved);
          expect(ring.held().length).equal(ring.size).and.at.most(7);
        }
      }),
      { numRuns: 60 },
    );
  });
});
