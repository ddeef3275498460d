import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceFolder } from '../../src/data/files';
import { fitMemoryBank, type MemoryBank } from '../../src/embedding/memoryBank';
import { loadMemoryBank, saveMemoryBank } from '../../src/embedding/memoryBankFiles';
import { DriftlabError } from '../../src/errors';
import { normalImages, withDefect } from './patches';

describe('a saved memory bank', () => {
  let home: string;
  let folder: string;
  let bank: MemoryBank;

  before(async () => {
    const source = { embedder: 'texture', imageHeight: 64, imageWidth: 64, seed: 7 };
    bank = await fitMemoryBank(normalImages(4, 1), { whitening: {}, average: 3, source });
  });
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'driftlab-bank-'));
    folder = join(home, 'bank');
    await saveMemoryBank(bank, folder);
  });
  afterEach(() => rm(home, { recursive: true }));

  async function refusal(call: Promise<unknown>): Promise<DriftlabError> {
    const error = await call.catch((reason: unknown) => reason);
    expect(error).instanceOf(DriftlabError);
    return error as DriftlabError;
  }

  async function changeAbout(change: (about: Record<string, unknown>) => object): Promise<void> {
    const path = join(folder, 'driftlab.json');
    const about = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    await writeFile(path, JSON.stringify(change(about)));
  }

  it('comes back with its metadata and scores bit for bit as before', async () => {
    const loaded = await loadMemoryBank(folder);
    expect(loaded.metadata).deep.equal(bank.metadata);
    const test = withDefect(normalImages(3, 2), 1);
    expect(await loaded.score(test)).deep.equal(await bank.score(test));
  });

  it('comes back without whitening when it had none', async () => {
    const plain = await fitMemoryBank(normalImages(2, 1));
    await saveMemoryBank(plain, folder);
    const loaded = await loadMemoryBank(folder);
    expect(loaded.whitening).equal(undefined);
    expect(loaded.patches).deep.equal(plain.patches);
    expect(await readdir(folder)).have.members(['driftlab.json', 'patches.f32']);
  });

  it('says what it is in a file that people can read', async () => {
    const about = JSON.parse(await readFile(join(folder, 'driftlab.json'), 'utf8')) as Record<string, unknown>;
    expect(about).include({ kind: 'memory bank', format: 1, rows: 26, columns: 8 });
    expect(about.driftlab).match(/^\d+\.\d+\.\d+/);
    expect(about.metadata).deep.include({ source: bank.metadata.source, neighbours: 9, average: 3 });
  });

  it('never takes the place of something else', async () => {
    const mine = join(home, 'mine');
    await mkdir(mine);
    await writeFile(join(mine, 'thesis.txt'), 'years');
    expect((await refusal(saveMemoryBank(bank, mine))).code).equal('DRIFTLAB_IO');
    const dataset = join(home, 'dataset');
    await replaceFolder(dataset, () => Promise.resolve(), { kind: 'dataset' });
    expect((await refusal(saveMemoryBank(bank, dataset))).message).match(/holds something else than a memory bank/);
    expect(await readdir(mine)).deep.equal(['thesis.txt']);
  });

  it('is whole or absent after a kill in the middle of saving', async () => {
    const script = `
      require('ts-node/register/transpile-only');
      const { loadMemoryBank, saveMemoryBank } = require('./src/embedding/memoryBankFiles');
      const folder = ${JSON.stringify(folder)};
      loadMemoryBank(folder).then(async (bank) => {
        for (;;) await saveMemoryBank(bank, folder), console.log('saved');
      });`;
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    if ((await readdir(home)).includes('bank')) expect((await loadMemoryBank(folder)).patches).deep.equal(bank.patches);
    else expect((await refusal(loadMemoryBank(folder))).code).equal('DRIFTLAB_INVALID_DATA');
  });

  const broken: [string, () => Promise<unknown>, RegExp][] = [
    [
      'that is not there',
      () => rm(folder, { recursive: true }),
      /no memory bank can be read .* no readable driftlab.json/,
    ],
    [
      'whose description is no JSON',
      () => writeFile(join(folder, 'driftlab.json'), '{"kind":'),
      /no readable driftlab.json/,
    ],
    ['that is a folder of another kind', () => changeAbout(() => ({ kind: 'dataset' })), /describes something else/],
    ['whose description is null', () => writeFile(join(folder, 'driftlab.json'), 'null'), /driftlab.json/],
    [
      'of a later format',
      () => changeAbout((about) => ({ ...about, format: 2 })),
      /it has format 2, this version reads 1/,
    ],
    [
      'with half a description',
      () => changeAbout(({ kind, format }) => ({ kind, format })),
      /driftlab.json is incomplete/,
    ],
    [
      'that lost its end',
      () => truncate(join(folder, 'patches.f32'), 800),
      /length of patches.f32: .*\[832, 832\], got 800/,
    ],
    [
      'whose numbers were changed',
      () => writeFile(join(folder, 'patches.f32'), new Uint8Array(832)),
      /patches.f32 is not the file that was saved/,
    ],
    [
      'whose whitening was changed',
      () => writeFile(join(folder, 'whitening.json'), '{}'),
      /whitening.json is not the file that was saved/,
    ],
    [
      'that claims more than memory holds',
      () => changeAbout((about) => ({ ...about, rows: 1e12 })),
      /invalid rows: .* got 1000000000000/,
    ],
    ['without columns', () => changeAbout((about) => ({ ...about, columns: 0 })), /invalid columns: .* got 0/],
    ['with text for a size', () => changeAbout((about) => ({ ...about, rows: '26' })), /invalid rows: .* got "26"/],
    [
      'with metadata that makes no sense',
      () => changeAbout((about) => ({ ...about, metadata: { ...bank.metadata, neighbours: -1 } })),
      /invalid neighbours: .* got -1/,
    ],
  ];
  for (const [what, damage, message] of broken)
    it(`refuses one ${what}`, async () => {
      await damage();
      const error = await refusal(loadMemoryBank(folder));
      expect(error.code).equal('DRIFTLAB_INVALID_DATA');
      expect(error.message).match(message);
    });

  it('says which file is missing', async () => {
    await rm(join(folder, 'patches.f32'));
    const error = await refusal(loadMemoryBank(folder));
    expect([error.code, error.message]).deep.equal([
      'DRIFTLAB_IO',
      `cannot read ${join(folder, 'patches.f32')}: no such file or folder`,
    ]);
  });

  it('can be moved', async () => {
    const moved = join(home, 'moved');
    await mkdir(moved);
    for (const name of await readdir(folder)) await copyFile(join(folder, name), join(moved, name));
    expect((await loadMemoryBank(moved)).patches).deep.equal(bank.patches);
  });
});
