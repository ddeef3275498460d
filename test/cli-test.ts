import { expect } from 'chai';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { compileSources } from './helpers/compiledSources';
import { makeTinyClass, scratchFolder } from './helpers/tinyClass';

const BASE = { CLASS_NAME: 'carpet', DRIFTLAB_DINOV3: undefined, COLOR_CONTRAST: undefined };
type Env = Readonly<Record<string, string | undefined>>;

const environment = (env: Env): NodeJS.ProcessEnv => ({ ...process.env, ...BASE, ...env });
let cli = '';
const run = (args: readonly string[], env: Env = {}) =>
  spawnSync(process.execPath, [cli, 'data-drift', '--image-size', '64', ...args], {
    env: environment(env),
    encoding: 'utf8',
  });

describe('driftlab data-drift', function () {
  this.timeout(120_000);
  let root = '';
  let remove: () => Promise<void>;
  let data = '';
  const inside = (name: string): string => join(root, name);
  before(async () => {
    ({ folder: root, remove } = await scratchFolder());
    data = inside('data');
    cli = join(compileSources(inside('compiled')), 'src/cli.js');
    await makeTinyClass(data, { train: 6, calibration: 20, good: 6, defects: 10 });
  });
  after(() => remove());

  it('takes its settings from the environment, flags first', () => {
    const { status, stderr } = run(['--factor', '0.5'], {
      DATA_ROOT: data,
      OUT_ROOT: inside('env'),
      COLOR_CONTRAST: '0.9',
    });
    expect(stderr).equal('');
    expect(status).equal(0);
    const summary = JSON.parse(readFileSync(inside('env/summary.json'), 'utf8')) as { drift: { factor: number } };
    expect(summary.drift.factor).equal(0.5);
  });

  it('gives the same summary after it was killed in the middle', async () => {
    const env = { DATA_ROOT: data, OUT_ROOT: inside('killed') };
    mkdirSync(env.OUT_ROOT);
    const child = spawn(process.execPath, [cli, 'data-drift', '--image-size', '64'], { env: environment(env) });
    // the first thing it writes is the drifted test set, under a temporary name
    const watcher = watch(env.OUT_ROOT, () => child.kill('SIGKILL'));
    const signal = await new Promise((done) => child.on('exit', (_, how) => done(how)));
    watcher.close();
    expect(signal).equal('SIGKILL');
    expect(existsSync(join(env.OUT_ROOT, 'summary.json'))).equal(false);
    expect(run([], env).status).equal(0);
    expect(run([], { ...env, OUT_ROOT: inside('whole') }).status).equal(0);
    expect(readFileSync(join(env.OUT_ROOT, 'summary.json'))).deep.equal(readFileSync(inside('whole/summary.json')));
  });

  describe('says in one line what is wrong with', () => {
    const wrong: Record<string, { env?: Env; args?: string[]; prepare?: () => Promise<void> | void; says: RegExp }> = {
      'a data root that is missing': { env: { DATA_ROOT: 'nowhere' }, says: /nowhere/ },
      'a data root that is empty': {
        env: { DATA_ROOT: 'empty' },
        prepare: () => void mkdirSync(inside('empty')),
        says: /empty/,
      },
      'a class that is missing': { env: { CLASS_NAME: 'tiles' }, says: /tiles[\s\S]*carpet/ },
      'a class name that leaves the data root': { env: { CLASS_NAME: '../data' }, says: /class ?name/i },
      'a class without train/good': {
        env: { DATA_ROOT: 'untrained' },
        prepare: async () => {
          await makeTinyClass(inside('untrained'), { train: 1, calibration: 0, good: 1, defects: 1 });
          rmSync(inside('untrained/carpet/train'), { recursive: true });
        },
        says: /train.good/,
      },
      'a corrupt PNG': {
        env: { DATA_ROOT: 'corrupt' },
        prepare: async () => {
          await makeTinyClass(inside('corrupt'), { train: 2, calibration: 2, good: 1, defects: 5 });
          writeFileSync(inside('corrupt/carpet/train/good/000.png'), 'not a picture');
        },
        says: /000\.png/,
      },
      'a PNG that is 60,000 pixels wide': {
        env: { DATA_ROOT: 'wide' },
        prepare: async () => {
          await makeTinyClass(inside('wide'), { train: 2, calibration: 2, good: 1, defects: 5 });
          const wide = sharp({ create: { width: 60_000, height: 2, channels: 3, background: 'black' } });
          await wide.png().toFile(inside('wide/carpet/test/good/000.png'));
        },
        says: /60000 × 2 pixels; the limit is/,
      },
      'a contrast that is no number': { env: { COLOR_CONTRAST: 'abc' }, says: /abc.*COLOR_CONTRAST/ },
      'a contrast below 0': { env: { COLOR_CONTRAST: '-1' }, says: /factor.*-1/ },
      'a model that is not ONNX': {
        env: { DRIFTLAB_DINOV3: 'model.onnx' },
        prepare: () => writeFileSync(inside('model.onnx'), 'not a model'),
        says: /model\.onnx/,
      },
      'an out root that cannot be written': {
        env: { OUT_ROOT: 'file/out' },
        prepare: () => writeFileSync(inside('file'), ''),
        says: /cannot write .*file.out/,
      },
    };
    for (const [what, { env = {}, args = [], prepare, says }] of Object.entries(wrong))
      it(what, async () => {
        await prepare?.();
        const placed = Object.fromEntries(
          Object.entries(env).map(([name, value]) => [name, /ROOT|DINO/.test(name) ? inside(value!) : value]),
        );
        const { status, stderr } = run(args, { DATA_ROOT: data, OUT_ROOT: inside('wrong'), ...placed });
        expect(status).equal(1);
        expect(stderr).match(says);
        expect(stderr, 'no stack').not.match(/\n\s+at /);
      });
  });
});
