import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { digits } from '../src/data/digits/digits';
import { modelGraph } from '../src/nn/model';
import { openModel } from '../src/nn/modelFiles';
import { createRandom } from '../src/random';
import { quantile } from '../src/stats/quantile';

/**
 * Our service beside the same model behind FastAPI and ONNX Runtime: one digit as PNG in each request, one intra-op thread on both
 * sides, in turns, from 1 and from 32 clients. Then a minute of load on ours alone, with health asked meanwhile, and 20 times
 * cleanup and reload. Writes serve.json. `serve [seconds of a turn] [turns] [seconds of the long run]`
 */

const ROOT = join(__dirname, '..');
const PREDICT = '/api/v1/predict/cnn';
const CYCLES = 20;
let loader: ChildProcess | undefined;

interface Served {
  readonly url: string;
  readonly process: ChildProcess;
}

/** What the process that asks is told. */
interface Task {
  readonly url: string;
  readonly clients: number;
  readonly body: string;
  readonly seconds: number;
}

interface Load {
  readonly requestsPerSecond: number;
  /** Processor time of the server for one request, its processes together. */
  readonly cpuMs: number;
  readonly p50: number;
  readonly p99: number;
}

async function main(turnSeconds: number, turns: number, longSeconds: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'driftlab-serve-'));
  const body = JSON.stringify({ images: [await oneDigit()] });
  const onnx = join(folder, 'digits.onnx');
  await writeFile(onnx, modelGraph(await openModel(join(ROOT, 'models/digits/model.safetensors'))).encode());
  const ours = await start(process.execPath, (port) => [join(ROOT, 'dist/cli.js'), 'serve', '--threads', '1', '--no-log', '--port', port]); // prettier-ignore
  const python = resolve(process.env.BENCH_PYTHON ?? '.venv-bench/bin/python');
  const script = join(__dirname, 'peers/serve_fastapi.py');
  const theirs = existsSync(python) ? await start(python, (port) => [script, onnx, port]) : undefined;
  try {
    if (theirs) await compareAnswers(ours, theirs, body);
    const rows = [];
    for (const clients of [1, 32]) rows.push(await takeTurns(ours, theirs, { clients, body, turnSeconds, turns }));
    theirs?.process.kill();
    const long = await longRun(ours, body, longSeconds);
    const cleanup = await cleanupCycles(ours, body);
    const machine = `${cpus().length} × ${cpus()[0].model}, Node ${process.versions.node}, load ${loadavg()[0].toFixed(1)}`;
    const result = { machine, turnSeconds, turns, rows, long, cleanup };
    await writeFile(join(__dirname, 'serve.json'), `${JSON.stringify(result, undefined, 2)}\n`);
    console.log(JSON.stringify(result, undefined, 2));
  } finally {
    for (const served of [ours, theirs]) served?.process.kill();
    loader?.kill();
    await rm(folder, { recursive: true });
  }
}

async function oneDigit(): Promise<string> {
  const { images } = digits(1, { random: createRandom(1), labels: [7] });
  const raw = { width: images.width, height: images.height, channels: 1 } as const;
  return (await sharp(images.pixels, { raw }).toColourspace('b-w').png().toBuffer()).toString('base64');
}

async function start(program: string, arguments_: (port: string) => readonly string[]): Promise<Served> {
  const port = await freePort();
  const child = spawn(program, arguments_(String(port)), { stdio: ['ignore', 'ignore', 'inherit'] });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error(`${program} ended: is what it needs installed?`);
    if (await fetch(`${url}/healthz`).then(({ ok }) => ok, () => false)) return { url, process: child }; // prettier-ignore
    await sleep(100);
  }
  throw new Error(`${program} does not answer`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function ask({ url }: Served, body: string): Promise<{ predictions: { probabilities: number[] }[] }> {
  const headers = { 'content-type': 'application/json' };
  const reply = await fetch(url + PREDICT, { method: 'POST', headers, body });
  if (!reply.ok) throw new Error(`${url} answered ${reply.status}: ${await reply.text()}`);
  return (await reply.json()) as { predictions: { probabilities: number[] }[] };
}

async function compareAnswers(ours: Served, theirs: Served, body: string): Promise<void> {
  const [a, b] = [await ask(ours, body), await ask(theirs, body)].map(({ predictions }) => predictions[0].probabilities); // prettier-ignore
  const wrong = a.findIndex((share, k) => !(Math.abs(share - b[k]) <= 1e-4));
  if (wrong >= 0) throw new Error(`answers differ: class ${wrong} has ${a[wrong]} here and ${b[wrong]} there`);
}

interface Turns {
  readonly clients: number;
  readonly body: string;
  readonly turnSeconds: number;
  readonly turns: number;
}

async function takeTurns(ours: Served, theirs: Served | undefined, { clients, body, turnSeconds, turns }: Turns) {
  const loads = new Map<Served, Load[]>([ours, ...(theirs ? [theirs] : [])].map((served) => [served, []]));
  // the first turn warms up
  for (let turn = -1; turn < turns; turn++)
    for (const [served, found] of turn % 2 === 0 ? [...loads].reverse() : loads) {
      const load = await loadFrom(clients, served, body, turn < 0 ? 2 : turnSeconds);
      if (turn >= 0) found.push(load);
    }
  const middle = (served: Served | undefined): Load | null => (served ? median(loads.get(served)!) : null);
  const [mine, peer] = [middle(ours)!, middle(theirs)];
  return {
    clients,
    ours: mine,
    fastapi: peer,
    ratio: peer && rounded(mine.requestsPerSecond / peer.requestsPerSecond),
  };
}

function median(loads: readonly Load[]): Load {
  const of = (value: (load: Load) => number): number => rounded(quantile(loads.map(value).sort((a, b) => a - b), 0.5)); // prettier-ignore
  return {
    requestsPerSecond: of((load) => load.requestsPerSecond),
    cpuMs: of((load) => load.cpuMs),
    p50: of(({ p50 }) => p50),
    p99: of(({ p99 }) => p99),
  };
}

/** Load from a process of its own: what it costs to ask does not delay what is measured here. */
async function loadFrom(clients: number, served: Served, body: string, seconds: number): Promise<Load> {
  const before = cpuOf(served);
  loader ??= fork(__filename, ['load'], { serialization: 'advanced' });
  loader.send({ url: served.url + PREDICT, clients, body, seconds } satisfies Task);
  const [{ requests, milliseconds }] = (await once(loader, 'message')) as [
    { requests: number; milliseconds: Float64Array },
  ];
  const cpuMs = rounded((cpuOf(served) - before) / requests);
  const sorted = milliseconds.sort();
  return { requestsPerSecond: rounded(requests / seconds), cpuMs, p50: rounded(quantile(sorted, 0.5)), p99: rounded(quantile(sorted, 0.99)) }; // prettier-ignore
}

async function longRun(served: Served, body: string, seconds: number) {
  const load = loadFrom(32, served, body, seconds);
  const health: number[] = [];
  const megabytes: Record<string, number> = {};
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const started = performance.now();
  const after = (): number => (performance.now() - started) / 1000;
  while (after() < seconds) {
    health.push(await timed(agent, `${served.url}/healthz`));
    for (const mark of [10, seconds - 1]) if (after() >= mark) megabytes[`${mark} s`] ??= residentOf(served);
    await sleep(20);
  }
  agent.destroy();
  const last = residentOf(served);
  const p99 = rounded(quantile(health.sort((a, b) => a - b), 0.99)); // prettier-ignore
  return { clients: 32, seconds, ...(await load), healthP99: p99, healthRequests: health.length, megabytes: { ...megabytes, end: last } }; // prettier-ignore
}

async function cleanupCycles(served: Served, body: string) {
  const cleanup = (): Promise<Response> => fetch(`${served.url}/api/v1/cleanup`, { method: 'POST' });
  await cleanup();
  const before = residentOf(served);
  await ask(served, body);
  const loaded = residentOf(served);
  await cleanup();
  const afterFirst = residentOf(served);
  for (let cycle = 1; cycle < CYCLES; cycle++) {
    await ask(served, body);
    await cleanup();
  }
  return { cycles: CYCLES, megabytes: { before, loaded, afterFirst, afterLast: residentOf(served) } };
}

/** A server and the process of its models. */
function processesOf({ process: { pid } }: Served): string[] {
  return [String(pid), ...readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean)]; // prettier-ignore
}

/** Processor time in milliseconds; a tick is a hundredth of a second. */
function cpuOf(served: Served): number {
  const ticks = processesOf(served).map((id) => {
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8').replace(/^.*\) /, '').split(' '); // prettier-ignore
    return Number(fields[11]) + Number(fields[12]);
  });
  return 10 * ticks.reduce((sum, value) => sum + value, 0);
}

/** Resident memory in MB. */
function residentOf(served: Served): number {
  const kilobytes = processesOf(served).map((id) =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0),
  );
  return rounded(kilobytes.reduce((sum, value) => sum + value, 0) / 1024);
}

function timed(agent: Agent, url: string, body?: string): Promise<number> {
  const start = performance.now();
  const headers = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }; // prettier-ignore
  return new Promise((done, fail) => {
    const asked = request(url, { agent, method: body === undefined ? 'GET' : 'POST', headers }, (reply) => {
      reply.resume();
      reply.on('end', () =>
        reply.statusCode === 200 ? done(performance.now() - start) : fail(new Error(`status ${reply.statusCode}`)),
      );
    });
    asked.on('error', fail);
    asked.end(body);
  });
}

/** In the process that asks: each client as fast as it gets answers. */
async function load({ url, clients, body, seconds }: Task): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const end = performance.now() + 1000 * seconds;
  const milliseconds: number[] = [];
  const client = async (): Promise<void> => {
    while (performance.now() < end) milliseconds.push(await timed(agent, url, body));
  };
  await Promise.all(Array.from({ length: clients }, client));
  process.send!({ requests: milliseconds.length, milliseconds: Float64Array.from(milliseconds) });
  agent.destroy();
}

const rounded = (value: number): number => Number(value.toPrecision(4));

const [first, ...rest] = process.argv.slice(2);
if (first === 'load') process.on('message', (task: Task) => void load(task));
else
  main(Number(first ?? 5), Number(rest[0] ?? 6), Number(rest[1] ?? 60)).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
