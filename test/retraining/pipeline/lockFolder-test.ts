import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { lockFolder } from '../../../src/retraining/pipeline/lockFolder';
import { scratchFolder } from '../../helpers/tinyClass';

const holder = `
  const file = new (require('libsql'))(process.argv[1]);
  file.exec('BEGIN EXCLUSIVE');
  console.log('locked');
  setInterval(() => file, 1000);`;

describe('lockFolder', () => {
  it('refuses a folder that another process has, until that is killed', async () => {
    const { folder, remove } = await scratchFolder();
    const child = spawn(process.execPath, ['-e', holder, join(folder, 'lock.db')], { stdio: ['ignore', 'pipe', 'inherit'] }); // prettier-ignore
    await once(child.stdout, 'data');
    expect(() => lockFolder(folder)).throw(/it is open already, here or in another process/);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const unlock = lockFolder(folder);
    expect(() => lockFolder(folder)).throw(/it is open already/);
    unlock();
    lockFolder(folder)();
    await remove();
  });

  it('says why a folder cannot be locked', () => {
    expect(() => lockFolder('/dev/null/nowhere')).throw(/^cannot open \/dev\/null\/nowhere: .*ENOTDIR/);
  });
});
