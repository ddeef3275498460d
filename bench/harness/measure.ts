import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Bench, Peer, Results } from './bench';
import { writeNpy } from './npy';
import { startSide, type Side } from './side';

/** What one side of a bench took. */
export interface Timing {
  readonly ms: number;
  readonly p90: number;
  readonly setupMs: number;
}

/** A bench beside one of its peers; a peer that is not installed has no timing. */
export interface Comparison {
  readonly name: string;
  readonly ours: Timing;
  readonly peer?: Peer;
  readonly theirs?: Timing;
}

// thread pools of both sides go on spinning for a while after their work
const PAUSE_MS = 300;
const PEERS = join(__dirname, '../peers');

/**
 * Times a bench and its peers: each in a process of its own, in turns with pauses, so that a busy moment hits all alike.
 * @throws {Error} if results differ by more than the bench allows.
 */
export async function measure(file: string, index: number, bench: Bench): Promise<Comparison[]> {
  const folder = await mkdtemp(join(tmpdir(), 'driftlab-bench-'));
  const sides = new Map<Peer | undefined, Side>();
  try {
    for (const [name, content] of Object.entries(bench.inputs())) await writeNpy(join(folder, `${name}.npy`), content);
    sides.set(undefined, await startOurs(file, index));
    for (const peer of bench.peers) await startPeer(peer, folder, bench, sides);
    await compareResults(bench, sides);
    const timings = await takeTurns(bench, sides);
    const ours = timings.get(undefined)!;
    if (bench.peers.length === 0) return [{ name: bench.name, ours }];
    return bench.peers.map((peer) => ({ name: bench.name, ours, peer, theirs: timings.get(peer) }));
  } finally {
    for (const side of sides.values()) side.stop();
    await rm(folder, { recursive: true });
  }
}

async function startOurs(file: string, index: number): Promise<Side> {
  const worker = [...process.execArgv, join(__dirname, 'worker.ts'), file, String(index)];
  const side = await startSide(process.execPath, worker);
  if (typeof side === 'string') throw new Error(`${side} is not installed: run npm ci`);
  return side;
}

async function startPeer(
  peer: Peer,
  folder: string,
  { options = {} }: Bench,
  sides: Map<Peer | undefined, Side>,
): Promise<void> {
  const python = resolve(process.env.BENCH_PYTHON ?? '.venv-bench/bin/python');
  if (!existsSync(python)) return;
  const side = await startSide(python, [join(PEERS, 'peer.py'), peer.script, folder, JSON.stringify(options)]);
  if (typeof side !== 'string') sides.set(peer, side);
}

async function compareResults(
  { name, tolerances = {} }: Bench,
  sides: ReadonlyMap<Peer | undefined, Side>,
): Promise<void> {
  const ours = await sides.get(undefined)!.results();
  for (const [peer, side] of sides) if (peer) check(`${name}, ${peer.name}`, ours, await side.results(), tolerances);
}

function check(label: string, ours: Results, theirs: Results, tolerances: Readonly<Record<string, number>>): void {
  for (const [key, values] of Object.entries(ours)) {
    const others = theirs[key] ?? [];
    const wrong = values.findIndex((value, i) => {
      const tolerance = (tolerances[key] ?? 0) * Math.max(1, Math.abs(value));
      return !(Math.abs(value - others[i]) <= tolerance);
    });
    if (wrong >= 0 || others.length !== values.length)
      throw new Error(`${label}: ${key} differ at ${wrong}, ours ${values[wrong]}, theirs ${others[wrong]}`);
  }
}

async function takeTurns(
  { rounds = 12, repeats = 3 }: Bench,
  sides: ReadonlyMap<Peer | undefined, Side>,
): Promise<Map<Peer | undefined, Timing>> {
  const runs = new Map([...sides.keys()].map((peer) => [peer, [] as number[]]));
  // the first turn warms up
  for (let round = -1; round < rounds; round++)
    for (const [peer, side] of round % 2 === 0 ? [...sides].reverse() : sides) {
      await setTimeout(PAUSE_MS);
      const ms = await side.turn(repeats);
      if (round >= 0) runs.get(peer)!.push(...ms);
    }
  return new Map([...sides].map(([peer, { setupMs }]) => [peer, { ...quantiles(runs.get(peer)!), setupMs }]));
}

function quantiles(runs: readonly number[]): { ms: number; p90: number } {
  const sorted = [...runs].sort((a, b) => a - b);
  const at = (q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
  return { ms: at(0.5), p90: at(0.9) };
}
