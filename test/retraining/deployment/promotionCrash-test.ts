import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { createRandom } from '../../../src/random';
import { examine, killLine } from '../../validate/promotionCrash';
import { scratchStore } from '../../registry/scratchStore';

describe('a line of models that is killed', () => {
  it('keeps registry, log and champion whole', async () => {
    const random = createRandom(3);
    const { done, ...found } = await killLine(random, { longest: 500 });
    expect(found).deep.equal({ broken: [], unloadable: [], lost: [], unlike: [], stuck: '' });
    expect(done.length).at.least(1);
  });

  it('would be found out: a promotion without decision, a lost verdict, a changed file', async () => {
    const { store, path, remove } = await scratchStore();
    const { sha256 } = await store.artifacts.putJson({ coefficients: [1], intercept: 0 });
    store.models.register('m', { artifacts: { 'model.json': sha256 }, card: { use: 'tests' } });
    store.models.promote('m', 1, { expected: null, because: 'secretly' });
    const found = await examine(path, [{ what: 'verdict', version: 1, position: 0 }]);
    expect(found.broken.join()).include('champions promotion 1, decisions ');
    expect(found.lost).length(1);
    expect(found.unloadable).deep.equal([]);
    await writeFile(store.artifacts.path(sha256), '{}');
    expect((await examine(path, [])).unloadable[0]).include('other bytes');
    await remove();
  });
});
