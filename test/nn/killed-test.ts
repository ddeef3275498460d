import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createRandom } from '../../src/random';

// more with KILLS=50; each costs the start of a process
const KILLS = Number(process.env.KILLS ?? 1);

describe('a training that is killed', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'driftlab-killed-'));
  });
  after(() => rm(folder, { recursive: true }));

  /** Runs the training; kills it after `delay` ms of stepping. Tells whether it came to its end. */
  function train(name: string, delay = Infinity): Promise<boolean> {
    const script = ['-r', 'ts-node/register/transpile-only', join(__dirname, 'killed.ts')];
    const child = spawn(process.execPath, [...script, join(folder, `${name}.checkpoint`), join(folder, name)]);
    if (delay < Infinity) child.stdout.once('data', () => void setTimeout(delay).then(() => child.kill('SIGKILL')));
    child.stdout.resume();
    return new Promise((resolve) => child.on('exit', (code) => resolve(code === 0)));
  }

  it('goes on to the same bytes, whenever it was killed', async function () {
    this.timeout(60_000 * (1 + KILLS / 10));
    const random = createRandom(3);
    expect(await train('whole')).equal(true);
    let kills = 0;
    for (let run = 0; kills < KILLS; run++) {
      const name = `killed-${run}`;
      while (!(await train(name, kills < KILLS ? 200 * random.uniform() : Infinity))) kills++;
      const [whole, resumed] = await Promise.all(['whole', name].map((each) => readFile(join(folder, each))));
      expect(resumed.equals(whole), `after ${kills} kills`).equal(true);
    }
  });
});
