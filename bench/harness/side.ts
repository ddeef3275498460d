import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Results } from './bench';

/** A process that does the work of a bench when asked to, and sleeps between. */
export interface Side {
  readonly setupMs: number;
  /** Runs the work and gives the milliseconds of each run. */
  turn(repeats: number): Promise<readonly number[]>;
  results(): Promise<Results>;
  stop(): void;
}

type Answer = Record<string, unknown>;

/**
 * Starts a side. It writes one line of JSON when it is ready (`{setupMs}`, or `{missing}` when a package is not installed) and
 * one for each line it reads: `{ms}` for a number of runs, `{results}` for "results".
 * @returns the name of the missing package instead, if one is missing.
 */
export async function startSide(command: string, args: readonly string[]): Promise<Side | string> {
  const environment = { OMP_NUM_THREADS: '2', OPENBLAS_NUM_THREADS: '2', MKL_NUM_THREADS: '2', DRIFTLAB_THREADS: '2' };
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...environment } });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const read = async (): Promise<Answer> => {
    const line = await lines.next();
    if (line.done) throw new Error(`${command} ${args.join(' ')} ended without an answer`);
    return JSON.parse(line.value) as Answer;
  };
  const ask = (line: string): Promise<Answer> => {
    child.stdin.write(`${line}\n`);
    return read();
  };
  const { setupMs, missing } = await read();
  if (typeof missing === 'string') return missing;
  return {
    setupMs: setupMs as number,
    turn: async (repeats) => (await ask(String(repeats))).ms as number[],
    results: async () => (await ask('results')).results as Results,
    stop: () => child.stdin.end(),
  };
}
