import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createRandom } from '../../src/random';
import { compileSources } from '../helpers/compiledSources';

/** What came of trainings that were killed and resumed. */
export interface Killed {
  readonly kills: number;
  /** Trainings that these kills hit: each was killed until no kill was left or it came to its end first. */
  readonly trainings: number;
  /** How many of them ended with other bytes than the one that was left alone. */
  readonly different: number;
}

/** Kills trainings (SIGKILL) at `kills` random moments and resumes them, each in a process of its own. */
export async function killAndResume(kills: number, seed = 3): Promise<Killed> {
  const folder = await mkdtemp(join(tmpdir(), 'driftlab-killed-'));
  const random = createRandom(seed);
  try {
    compileSources(
      folder,
      ['killed.ts', 'helpers.ts'].map((name) => join(__dirname, name)),
    );
    if (!(await train(folder, 'whole'))) throw new Error('a training that nobody killed failed');
    const whole = await readFile(join(folder, 'whole'));
    let [done, trainings, different] = [0, 0, 0];
    for (; done < kills; trainings++) {
      const name = `killed-${trainings}`;
      while (!(await train(folder, name, done < kills ? 200 * random.uniform() : Infinity))) done++;
      if (!whole.equals(await readFile(join(folder, name)))) different++;
    }
    return { kills: done, trainings, different };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Runs the training; kills it after `delay` ms of stepping. Tells whether it came to its end. */
function train(folder: string, name: string, delay = Infinity): Promise<boolean> {
  const script = join(folder, 'test/nn/killed.js');
  const child = spawn(process.execPath, [script, join(folder, `${name}.checkpoint`), join(folder, name)]);
  if (delay < Infinity) child.stdout.once('data', () => void setTimeout(delay).then(() => child.kill('SIGKILL')));
  child.stdout.resume();
  return new Promise((resolve, reject) =>
    child.on('exit', (code, signal) => {
      if (code !== 0 && signal === null) reject(new Error(`a training ended with code ${code}`));
      else resolve(code === 0);
    }),
  );
}
