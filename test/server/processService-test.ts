import { expect } from 'chai';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import type * as services from '../../src/server/processService';
import { driftService } from '../../src/server/driftService';
import type { DriftService } from '../../src/server/requests';
import { compileSources } from '../helpers/compiledSources';
import { scratchFolder } from '../helpers/tinyClass';
import { lengths } from './lengths';

const ask = (service: DriftService, ...texts: string[]) =>
  service.predict({ model: 'awkward', input: { sample: texts } });
const failure = (promise: Promise<unknown>): Promise<{ code?: string; message: string }> =>
  promise.then(
    () => expect.fail('expected an error'),
    (error: Error) => error,
  );

describe('processService', () => {
  const open: DriftService[] = [];
  let processService: typeof services.processService;
  let MODELS: string;
  let remove: () => Promise<void>;
  before(async () => {
    const scratch = await scratchFolder();
    ({ remove } = scratch);
    compileSources(scratch.folder, ['lengths', 'awkwardModels'].map((name) => join(__dirname, `${name}.ts`))); // prettier-ignore
    const load = createRequire(__filename);
    ({ processService } = load(join(scratch.folder, 'src/server/processService')) as typeof services);
    MODELS = join(scratch.folder, 'test/server/awkwardModels.js');
  });
  const start = (milliseconds = 20_000): DriftService => {
    const service = processService({ models: MODELS, limits: { milliseconds }, threads: 1 });
    open.push(service);
    return service;
  };
  after(async () => {
    await Promise.all(open.map((service) => service.close()));
    await remove();
  });

  it('answers as the service in this thread does, and knows what is loaded', async () => {
    const [apart, here] = [start(), driftService([lengths])];
    expect(apart.loaded()).deep.equal([]);
    const simulate = { count: 30, seed: 4, severity: 0.5, drift: 'longer' };
    const question = { model: 'lengths', input: { simulate }, alpha: 0.05, permutations: 99, seed: 4 };
    expect(await apart.detect(question)).deep.equal(await here.detect(question));
    expect(await apart.embed('lengths', ['a', 'bb'])).deep.equal(await here.embed('lengths', ['a', 'bb']));
    expect(apart.loaded()).deep.equal(['lengths']);
    expect(await apart.unload()).deep.equal(['lengths']);
    expect(apart.loaded()).deep.equal([]);
    expect(await ask(apart, 'back')).lengthOf(1);
  });

  it('passes on why a request is refused', async () => {
    const error = await failure(start().predict({ model: 'none', input: { sample: [] } }));
    expect(error).include({ code: 'NOT_FOUND', field: 'model' });
  });

  it('stops what takes too long, tells those beside it to come again, and goes on', async () => {
    const service = start(300);
    await ask(service, 'warm');
    const [spinning, innocent] = [failure(ask(service, 'spin')), failure(ask(service, 'other'))];
    expect((await spinning).code).equal('TIMEOUT');
    expect((await innocent).code).oneOf(['BUSY', 'TIMEOUT']);
    expect(await ask(service, 'again')).lengthOf(1);
  });

  it('survives a crash in there', async () => {
    const service = start();
    expect((await failure(ask(service, 'crash'))).message).equal('the process of the models ended: code 3');
    expect(await ask(service, 'again')).lengthOf(1);
  });

  it('says what a module of models that is not there does', async () => {
    const service = processService({ models: join(__dirname, 'nowhere') });
    expect((await failure(ask(service, 'a'))).message).match(/process of the models ended: code 1/);
  });

  it('refuses wrong options', () => {
    expect(() => processService({ threads: 0 })).throw(RangeError, 'invalid threads');
    expect(() => processService({ limits: { width: 0.5 } })).throw(RangeError, 'invalid limits.width');
  });
});
