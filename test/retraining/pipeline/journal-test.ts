import { expect } from 'chai';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Journal, readJournal } from '../../../src/retraining/pipeline/journal';
import { scratchFolder } from '../../helpers/tinyClass';

describe('Journal', () => {
  let folder: string;
  let remove: () => Promise<void>;
  let path: string;
  beforeEach(async () => {
    ({ folder, remove } = await scratchFolder());
    path = join(folder, 'journal.jsonl');
  });
  afterEach(() => remove());

  it('gives back what was added, in its order', async () => {
    const journal = await Journal.create(path);
    await journal.append(['["a",0.1]', '["b"]']);
    await journal.append(['["c",-1e-300]']);
    await journal.close();
    expect(await readJournal(path)).deep.equal([['a', 0.1], ['b'], ['c', -1e-300]]);
  });

  it('has no events where there is no file', async () => {
    expect(await readJournal(path)).deep.equal([]);
  });

  it('ends before a line that is cut off, at every length', async () => {
    const whole = '["a"]\n["b",1]\n["c"]\n';
    for (let length = 0; length <= whole.length; length++) {
      await writeFile(path, whole.slice(0, length));
      expect(await readJournal(path)).length(whole.slice(0, length).split('\n').length - 1);
    }
  });

  it('ends before bytes that a power cut left', async () => {
    await writeFile(path, '["a"]\n');
    await appendFile(path, Buffer.alloc(20));
    await appendFile(path, '\n["b"]\n');
    expect(await readJournal(path)).deep.equal([['a']]);
  });

  it('writes over what a failure has left half', async () => {
    const journal = await Journal.create(path);
    await journal.append(['["a"]']);
    const inside = journal as unknown as { handle: { write: unknown } };
    const write = inside.handle.write as (bytes: Buffer, at: number, length: number, to: number) => Promise<unknown>;
    const { handle } = inside;
    handle.write = async (bytes: Buffer, at: number, _: number, to: number) => {
      await write.call(handle, bytes, at, 7, to);
      throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' });
    };
    const failed = await journal.append(['["lost"]', '["lost, too"]']).catch((error: unknown) => error);
    expect((failed as Error).message).equal(`cannot write ${path}: the disk is full`);
    handle.write = write;
    await journal.append(['1']);
    await journal.close();
    expect(await readFile(path, 'utf8')).equal('["a"]\n1\n');
  });
});
