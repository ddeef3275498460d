import { expect } from 'chai';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { download, type DownloadOptions } from '../../src/data/download';
import { fetchPublicSet } from '../../src/data/fetchPublicSet';
import { choosePublicSets, publicGroups, publicSets, type PublicSet } from '../../src/data/publicSets';
import type { DownloadRequest } from '../../src/data/transfer';
import { DriftlabError, type ErrorCode } from '../../src/errors';
import { skip } from '../skip';
import { failureOf } from './helpers';

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

const content = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7919) >> 3));
const md5 = createHash('md5').update(content).digest('hex');

/** The whole file, or the range that is asked for. */
const honest: Answer = ({ headers }, response) => {
  const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
  if (start >= content.length) return response.writeHead(416).end();
  const range = { 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` };
  response.writeHead(start > 0 ? 206 : 200, { 'content-length': content.length - start, ...(start > 0 && range) });
  return response.end(content.subarray(start));
};

const status =
  (code: number): Answer =>
  (_, response) =>
    response.writeHead(code).end();

/** Says that all comes, and hangs up in the middle. */
const cut: Answer = (_, response) => {
  response.writeHead(200, { 'content-length': content.length });
  response.write(content.subarray(0, 100_000));
  response.socket!.end();
};

describe('download', () => {
  let server: Server;
  let folder: string;
  let answers: Answer[];
  let ranges: (string | undefined)[];

  before((done) => {
    server = createServer((request, response) => {
      ranges.push(request.headers.range);
      (answers.length > 1 ? answers.shift()! : answers[0])(request, response);
    });
    server.listen(0, '127.0.0.1', done);
  });
  after((done) => {
    server.closeAllConnections();
    server.close(done);
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'driftlab-download-'));
    ranges = [];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function request(change: Partial<DownloadRequest> = {}): DownloadRequest {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/file.npz`;
    const digest = { algorithm: 'md5', value: md5 } as const;
    return {
      url,
      path: join(folder, 'set', 'file.npz'),
      digest,
      maxBytes: 10 ** 6,
      page: 'https://the.page',
      ...change,
    };
  }

  function get(
    given: readonly Answer[],
    change?: Partial<DownloadRequest>,
    options?: DownloadOptions,
  ): Promise<string> {
    answers = [...given];
    return download(request(change), { pause: 0, ...options });
  }

  async function expectFailure(promise: Promise<unknown>, code: ErrorCode, ...parts: readonly string[]): Promise<void> {
    const error = await failureOf(promise);
    expect(error).instanceOf(DriftlabError).with.property('code', code);
    for (const part of parts) expect(error.message).include(part);
    expect(existsSync(request().path), 'the file').equal(false);
  }

  function expectWhole(): void {
    expect(Buffer.compare(readFileSync(request().path), content)).equal(0);
    expect(readdirSync(join(folder, 'set'))).deep.equal(['file.npz']);
  }

  it('puts a file in place whole, and tells how far it is', async () => {
    const steps: [number, number?][] = [];
    expect(await get([honest], {}, { onProgress: (...step) => steps.push(step) })).equal('fetched');
    expectWhole();
    expect(steps.at(-1)).deep.equal([content.length, content.length]);
    expect(steps.map(([done]) => done)).deep.equal(steps.map(([done]) => done).sort((a, b) => a - b));
  });

  it('keeps a file that is right, without asking for it', async () => {
    await get([honest]);
    expect(await get([status(500)])).equal('there');
    expect(ranges).deep.equal([undefined]);
  });

  it('never replaces a file that is another one', async () => {
    mkdirSync(join(folder, 'set'));
    writeFileSync(request().path, 'my thesis');
    const error = await failureOf(get([honest]));
    expect(error.message).match(new RegExp(`file\\.npz: expected MD5 ${md5}, got .*Move it away`));
    expect(readFileSync(request().path, 'utf8')).equal('my thesis');
  });

  it('goes on where the connection broke', async () => {
    expect(await get([cut, honest])).equal('fetched');
    expectWhole();
    expect(ranges).deep.equal([undefined, 'bytes=100000-']);
  });

  it('goes on where an earlier run ended', async () => {
    await expectFailure(get([cut], {}, { retries: 0 }), 'DRIFTLAB_IO', 'the connection broke, 1 times', 'Run it again');
    await get([honest]);
    expectWhole();
    expect(ranges[1]).equal('bytes=100000-');
  });

  it('begins again where the server cannot go on, or what was there is not the same file', async () => {
    const whole: Answer = (_, response) => response.end(content);
    await get([cut, whole]);
    expectWhole();
    for (const left of ['another file', Buffer.alloc(400_000)]) {
      rmSync(request().path);
      writeFileSync(`${request().path}.part`, left);
      await get([honest]);
      expectWhole();
    }
  });

  it('refuses a file with another checksum and leaves nothing of it', async () => {
    const digest = { algorithm: 'sha256', value: 'f'.repeat(64) } as const;
    const found = createHash('sha256').update(content).digest('hex');
    await expectFailure(
      get([honest], { digest }),
      'DRIFTLAB_INVALID_DATA',
      `expected SHA-256 ${'f'.repeat(64)}, got ${found}`,
    );
    expect(readdirSync(join(folder, 'set'))).deep.equal([]);
    expect(ranges).length(1);
  });

  it('refuses a file that is too large: before it comes where the server says so, else while it comes', async () => {
    const endless: Answer = (_, response) => {
      const more = () => response.write(content, (error) => (error ? undefined : more()));
      more();
    };
    for (const answer of [honest, endless])
      await expectFailure(
        get([answer], { maxBytes: 299_999 }),
        'DRIFTLAB_INVALID_DATA',
        'at most 299999 were expected',
      );
  });

  it('looks first whether there is space on the disk', async () => {
    const huge: Answer = (_, response) => response.writeHead(200, { 'content-length': 1e15 }).flushHeaders();
    await expectFailure(get([huge], { maxBytes: 1e16 }), 'DRIFTLAB_IO', 'it needs 1000000000 MB on the disk');
  });

  it('asks again when a server is busy, and not when it refuses', async () => {
    await get([status(503), status(429), honest]);
    expectWhole();
    rmSync(request().path);
    ranges = [];
    const moved = ['127.0.0.1:', 'answered 404', 'get the file from https://the.page and put it at'];
    await expectFailure(get([status(404)]), 'DRIFTLAB_IO', ...moved);
    expect(ranges).length(1);
    await expectFailure(get([status(502)], {}, { retries: 2 }), 'DRIFTLAB_IO', 'answered 502, 3 times');
  });

  it('says what to do when there is no network', async () => {
    const url = 'http://driftlab.invalid/file.npz';
    await expectFailure(
      get([honest], { url }),
      'DRIFTLAB_IO',
      'no connection to driftlab.invalid (E',
      'is there a network?',
    );
    const closed = createServer().listen(0);
    const { port } = closed.address() as AddressInfo;
    await new Promise((done) => closed.close(done));
    const nobody = get([honest], { url: `http://127.0.0.1:${port}/` }, { retries: 1 });
    await expectFailure(nobody, 'DRIFTLAB_IO', `no connection to 127.0.0.1:${port} (ECONNREFUSED), 2 times`);
  });

  it('refuses another part than the one it asked for', async () => {
    const other: Answer = (_, response) =>
      response.writeHead(206, { 'content-range': `bytes 5-9/${content.length}` }).end('other');
    await expectFailure(get([cut, other]), 'DRIFTLAB_IO', 'another part of the file');
  });

  it('ends when it is told to', async () => {
    const stop = new AbortController();
    const silent: Answer = (_, response) => {
      response.writeHead(200, { 'content-length': content.length }).write('a');
      setImmediate(() => stop.abort());
    };
    const error = await failureOf(get([silent], {}, { signal: stop.signal }));
    expect(error.name).equal('AbortError');
  });

  it('says what cannot be written', async () => {
    writeFileSync(join(folder, 'set'), '');
    const error = await failureOf(get([honest]));
    expect(error.message).equal(`cannot write ${request().path}: a part of the path is a file, not a folder`);
  });

  describe('of a set', () => {
    const set = (files: PublicSet['files'], folder?: string): PublicSet => {
      const about = { name: 'made', title: 'Made', licence: 'CC0', citation: 'nobody', page: 'https://the.page' };
      return { ...about, files, folder };
    };
    const file = (path: string, value = md5) => ({ ...request(), path, digest: { algorithm: 'md5', value } as const });

    it('fetches all files and says when they were there', async () => {
      const made = set([file('one.npz'), file('deep/two.npz')]);
      answers = [honest];
      const seen = new Set<string>();
      expect(await fetchPublicSet(made, folder, { onProgress: ({ path }) => seen.add(path) })).equal('fetched');
      expect([...seen]).deep.equal(['one.npz', 'deep/two.npz']);
      expect(await fetchPublicSet(made, folder)).equal('there');
      expect(ranges).length(2);
    });

    it('unpacks an archive once, whole or not at all', async function () {
      if (spawnSync('xz', ['--version']).status !== 0) skip(this, 'there is no xz');
      mkdirSync(join(folder, 'from', 'carpet', 'train'), { recursive: true });
      writeFileSync(join(folder, 'from', 'carpet', 'train', '000.png'), 'picture');
      chmodSync(join(folder, 'from', 'carpet', 'train'), 0o555);
      execFileSync('tar', ['-cJf', join(folder, 'made.tar.xz'), '-C', join(folder, 'from'), 'carpet']);
      chmodSync(join(folder, 'from', 'carpet', 'train'), 0o755);
      const bytes = readFileSync(join(folder, 'made.tar.xz'));
      rmSync(join(folder, 'made.tar.xz'));
      answers = [(_, response) => response.end(bytes)];
      const digest = createHash('md5').update(bytes).digest('hex');
      const made = set([file('made.tar.xz', digest)], 'unpacked');
      expect(await fetchPublicSet(made, folder)).equal('fetched');
      expect(readFileSync(join(folder, 'unpacked', 'carpet', 'train', '000.png'), 'utf8')).equal('picture');
      expect(await fetchPublicSet(made, folder)).equal('there');
      expect(readdirSync(folder).sort()).deep.equal(['from', 'unpacked']);
    });

    it('says when an archive cannot be unpacked, and leaves no folder', async () => {
      answers = [honest];
      const error = await failureOf(fetchPublicSet(set([file('bad.tar.xz')], 'unpacked'), folder));
      expect(error).include({ code: 'DRIFTLAB_IO' });
      expect(error.message).match(/cannot unpack .*bad\.tar\.xz: .*Are tar and xz installed/s);
      expect(readdirSync(folder)).deep.equal(['bad.tar.xz']);
    });
  });
});

describe('public sets', () => {
  it('are chosen by name and group, each once', () => {
    expect(choosePublicSets(['mnist', 'medmnist', 'mnist']).map(({ name }) => name)).deep.equal(publicGroups.small);
    expect(choosePublicSets(['mvtec'])[0].licence).include('not for commercial use');
    expect(() => choosePublicSets(['imagenet'])).throw(
      RangeError,
      /expected one of pathmnist, .*, small, got "imagenet"/,
    );
  });

  it('have a safe address, a checksum of the right length and a place below the folder, no two the same', () => {
    const files = publicSets.flatMap((set) => set.files);
    for (const { url, path, digest, maxBytes } of files) {
      expect(url).match(/^https:/);
      expect(path).match(/^[\w-]+(\/[\w-]+)?\.(npz|gz|tar\.xz)$/);
      expect(digest.value).match(digest.algorithm === 'md5' ? /^[\da-f]{32}$/ : /^[\da-f]{64}$/);
      expect(maxBytes).within(1000, 2 ** 33);
    }
    for (const key of ['url', 'path'] as const)
      expect(new Set(files.map((file) => file[key])).size).equal(files.length);
  });

  it('are listed with their licences by make data', () => {
    const script = resolve(__dirname, '../../data/fetch.ts');
    const run = [process.execPath, '-r', 'ts-node/register/transpile-only', script, '--help'] as const;
    const listed = execFileSync(run[0], run.slice(1), { encoding: 'utf8' });
    for (const { name, licence } of publicSets)
      expect(listed).match(new RegExp(`${name} .*${licence.replace(/[()]/g, '.')}`));
  });
});
