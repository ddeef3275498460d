import { expect } from 'chai';
import { fromRows } from '../../../src/matrix';
import { PipelineState, type PipelineSnapshot } from '../../../src/retraining/pipeline/pipelineState';
import { referenceSamples } from '../../../src/retraining/pipeline/referenceData';

describe('PipelineState', () => {
  it('gives a champion that comes back its reference, without those who were erased meanwhile', () => {
    const state = new PipelineState({ columns: 1, capacity: 10, replay: 5, seed: 1 });
    state.deploy(1, null, undefined);
    state.refer(referenceSamples({ inputs: fromRows([[1], [2], [3]]), subjects: ['a', 'b', null] }, 2));
    state.deploy(2, 1, undefined);
    state.referTo([]);
    expect(state.reference.inputs.rows).equal(0);
    const kept = PipelineState.fromJSON(JSON.parse(JSON.stringify(state)) as PipelineSnapshot);
    kept.apply(['e', 'b', 'mark', 'asked for'], []);
    kept.deploy(1, null, undefined);
    expect([...kept.reference.inputs.values]).deep.equal([1, 3]);
    expect(kept.reference.subjects).deep.equal(['a', null]);
  });

  it('leaves the reference to whoever is deployed by someone else', () => {
    const state = new PipelineState({ columns: 1, capacity: 10, replay: 5, seed: 1 });
    state.refer(referenceSamples({ inputs: fromRows([[1], [2]]) }, 2));
    state.deploy(2, 1, undefined);
    state.referTo([]);
    state.deploy(3, 2, undefined);
    expect(state.reference.inputs.rows).equal(0);
  });
});
