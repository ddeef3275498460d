import { expect } from 'chai';
import { createRandom } from '../../../src/random';
import { killPipeline, twice } from '../../validate/pipelineCrash';
import { stillStream } from '../../validate/falsePromotions';
import { scratchStore } from '../../registry/scratchStore';

describe('the long simulations of a pipeline, in a small part', () => {
  it('nothing is lost, done twice or torn when it is killed', async () => {
    const { said, ...found } = await killPipeline(createRandom(4), { rounds: 1, longest: 200 });
    expect(found).deep.include({ broken: [], unloadable: [], lost: 0, twice: [], torn: [], stuck: '' });
    expect(said.length).at.least(1);
  }).timeout(60_000);

  it('would be found out: a decision that is written, and an alarm that is answered, twice', async () => {
    const { store, remove } = await scratchStore();
    for (let i = 0; i < 2; i++) {
      store.decisions.append({ kind: 'retraining-decision', content: { id: 'model cycle 1' } });
      store.decisions.append({ kind: 'rollback', content: { version: i, evidence: { key: 'sample 7' } } });
    }
    expect(twice(store)).deep.equal(['decision model cycle 1', 'answer to sample 7']);
    await remove();
  });

  it('no false promotion in a short stream without drift', async () => {
    const { falsePromotions, retrainings } = await stillStream(createRandom(1), { samples: 4000, fresh: 20_000 });
    expect([falsePromotions, retrainings]).deep.equal([0, 0]);
  });
});
