import { expect } from 'chai';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createClient, type DriftClient } from '../../src/server/client';
import { compileSources } from '../helpers/compiledSources';
import { scratchFolder } from '../helpers/tinyClass';

interface Serving {
  readonly child: ChildProcess;
  readonly url: string;
  readonly client: DriftClient;
}

describe('driftlab serve', function () {
  this.timeout(60_000);
  let folder: string;
  let remove: () => Promise<void>;
  const running: ChildProcess[] = [];
  const inside = (name: string): string => join(folder, name);
  const arguments_ = (flags: readonly string[]) => [inside('test/server/serveAlone.js'), 'serve', '--port', '0', '--models', inside('test/server/awkwardModels.js'), ...flags]; // prettier-ignore

  before(async () => {
    ({ folder, remove } = await scratchFolder());
    compileSources(folder, ['lengths', 'awkwardModels', 'serveAlone'].map((name) => join(__dirname, `${name}.ts`))); // prettier-ignore
  });
  after(async () => {
    for (const child of running.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await remove();
  });

  async function serve(flags: readonly string[] = ['--no-log'], apiKey?: string): Promise<Serving> {
    const child = spawn(process.execPath, arguments_(flags), { stdio: ['ignore', 'ignore', 'pipe'] });
    running.push(child);
    const [line] = (await once(createInterface(child.stderr), 'line')) as [string];
    const url = line.match(/http:[^\s,]+/)![0];
    return { child, url, client: createClient(url, { apiKey }) };
  }
  const ended = async (child: ChildProcess): Promise<unknown> => {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode ?? child.signalCode;
  };
  const wait = (client: DriftClient, ms: number) => client.predict('awkward', { texts: [`wait ${ms}`] });
  const childrenOf = ({ pid }: ChildProcess): number[] =>
    readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number); // prettier-ignore

  it('finishes what it took when it is told to end, and takes no more', async () => {
    const { child, url, client } = await serve();
    await wait(client, 1);
    const slow = wait(client, 700);
    const queued = client.detectDrift('lengths', { severity: 1 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    child.kill('SIGTERM');
    expect((await slow).predictions).lengthOf(1);
    expect((await queued).drift).equal(true);
    expect(await ended(child)).equal(0);
    expect(await fetch(url).catch(() => 'nobody')).equal('nobody');
  });

  it('ends at once when it is told twice', async () => {
    const { child, client } = await serve();
    const failed = wait(client, 60_000).catch(() => 'failed');
    await wait(client, 1);
    child.kill('SIGINT');
    while (await client.health().then(() => true, () => false)); // prettier-ignore
    child.kill('SIGINT');
    expect(await ended(child)).equal(1);
    expect(await failed).equal('failed');
  });

  it('leaves no process behind when it is killed, and cleans up by ending that of the models', async function () {
    if (process.platform !== 'linux') this.skip();
    const { child, client } = await serve();
    expect(childrenOf(child)).deep.equal([]);
    await wait(client, 1);
    const [first] = childrenOf(child);
    expect((await client.cleanup()).unloaded).deep.equal(['awkward']);
    expect(childrenOf(child)).deep.equal([]);
    await wait(client, 1);
    const [second] = childrenOf(child);
    expect(second).not.equal(first);
    child.kill('SIGKILL');
    await ended(child);
    const alive = (): boolean => readFileSync(`/proc/${second}/stat`, 'utf8').split(' ')[2] !== 'Z';
    while (await new Promise((resolve) => setTimeout(resolve, 20)).then(alive, () => false));
  });

  it('asks for keys if it has some', async () => {
    const digest = createHash('sha256').update('mine').digest('hex');
    writeFileSync(inside('keys.txt'), `# ours\n\n${digest}\n`);
    const { client, url } = await serve(['--no-log', '--api-keys', inside('keys.txt')], 'mine');
    expect((await client.models()).models).lengthOf(2);
    expect((await fetch(`${url}/api/v1/models`)).status).equal(401);
  });

  describe('says in one line what is wrong with', () => {
    const wrong: Record<string, { flags: () => string[]; says: RegExp }> = {
      'a key in the clear': {
        flags: () => {
          writeFileSync(inside('clear.txt'), 'secret\n');
          return ['--api-keys', inside('clear.txt')];
        },
        says: /expected SHA-256 digests/,
      },
      'models that are missing': {
        flags: () => ['--models', inside('nowhere.js')],
        says: /cannot load models.*nowhere/,
      },
    };
    for (const [what, { flags, says }] of Object.entries(wrong))
      it(what, () => {
        const { status, stderr } = spawnSync(process.execPath, arguments_(flags()), { encoding: 'utf8' });
        expect(status).equal(1);
        expect(stderr)
          .match(says)
          .match(/^driftlab: .*\n$/);
      });

    it('a port that is taken', async () => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;
      const { status, stderr } = spawnSync(process.execPath, arguments_(['--port', `${port}`]), { encoding: 'utf8' });
      other.close();
      expect(status).equal(1);
      expect(stderr).match(/^driftlab: cannot listen on .*EADDRINUSE.*\n$/);
    });
  });
});
