import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DriftlabError, type ErrorCode } from '../errors';
import type { EpochReport } from './checkpoint';
import type { FitOptions, Fitted } from './fit';
import type { ModelSpec } from './modelSpec';
import type { Samples } from './samples';

/** What the worker says. */
export type WorkerMessage =
  | { readonly kind: 'step'; readonly done: number; readonly total: number }
  | { readonly kind: 'epoch'; readonly report: EpochReport }
  | { readonly kind: 'fitted'; readonly fitted: Fitted }
  | { readonly kind: 'failed'; readonly name: string; readonly code?: ErrorCode; readonly message: string };

/** What the worker is given. */
export interface WorkerTask {
  readonly spec: ModelSpec;
  readonly samples: Samples;
  readonly options: Omit<FitOptions, 'onEpoch' | 'onStep' | 'signal'>;
}

/**
 * `fit` in a thread of its own: this one goes on serving requests or drawing a notebook's loss curve meanwhile. Samples are copied.
 * The thread is asked to stop, never ended from here: native code that runs in a thread being terminated aborts the whole process.
 * @throws as `fit`, and the signal's reason if it is aborted.
 * @example
 * const { model } = await fitInWorker(spec, samples, { seed: 1, onEpoch: ({ epoch, loss }) => console.log(epoch, loss) });
 */
export async function fitInWorker(spec: ModelSpec, samples: Samples, options: FitOptions): Promise<Fitted> {
  const { onEpoch, onStep, signal, ...plain } = options;
  signal?.throwIfAborted();
  const worker = startWorker({ spec, samples, options: plain });
  const stop = (): void => worker.postMessage('stop');
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise<Fitted>((resolve, reject) => {
      let outcome = (): void => reject(new Error('the training thread ended without a result'));
      worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'step') onStep?.(message.done, message.total);
        else if (message.kind === 'epoch') onEpoch?.(message.report);
        else if (message.kind === 'fitted') outcome = () => resolve(message.fitted);
        else outcome = () => reject(signal?.aborted ? (signal.reason as Error) : revive(message));
      });
      worker.on('error', reject);
      worker.on('exit', () => outcome());
    });
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

function startWorker(task: WorkerTask): Worker {
  const extension = extname(__filename);
  // from sources the thread needs the compiler that this one was given by a flag or a test runner
  const execArgv = extension === '.ts' ? ['-r', 'ts-node/register/transpile-only'] : [];
  return new Worker(join(__dirname, `fitWorker${extension}`), { workerData: task, execArgv });
}

/** Classes do not survive the way between threads. */
function revive({ name, code, message }: WorkerMessage & { kind: 'failed' }): Error {
  if (code) return new DriftlabError(code, message);
  if (name === 'RangeError') return new RangeError(message);
  return name === 'TypeError' ? new TypeError(message) : new Error(message);
}
