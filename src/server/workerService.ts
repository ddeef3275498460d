import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { defaultLimits, type Limits } from './limits';
import type { DriftService } from './requests';
import { ServiceError, type ServiceErrorCode } from './serviceError';

/** What the worker is asked: a method of the service and its arguments. */
export interface WorkerCall {
  readonly id: number;
  readonly method: keyof DriftService;
  readonly args: readonly unknown[];
}

/** What it answers. */
export type WorkerAnswer =
  | { readonly id: number; readonly result: unknown }
  | {
      readonly id: number;
      readonly failed: { readonly code?: ServiceErrorCode; readonly field?: string; readonly message: string };
    };

/** What the worker starts with. */
export interface WorkerStart {
  /** Path of a module that exports `models`. */
  readonly models: string;
  readonly limits: Limits;
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * The service in a thread of its own: this one stays free to answer. A job that takes longer than the limit ends the thread; the
 * next job starts a new one.
 * @param models path of a module that exports `models`, a list of {@link ServedModel}.
 */
export function workerService(models: string, limits: Limits = defaultLimits): DriftService {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let next = 0;

  const end = (error: Error): void => {
    worker?.removeAllListeners();
    void worker?.terminate();
    worker = undefined;
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer);
      reject(error);
    }
    waiting.clear();
  };
  const start = (): Worker => {
    const thread = startWorker({ models, limits });
    thread.on('message', (answer: WorkerAnswer) => settle(waiting, answer));
    thread.on('error', end);
    thread.on('exit', (code) => end(new Error(`the thread of the models ended with code ${code}`)));
    return thread;
  };
  const call = (method: keyof DriftService, ...args: unknown[]): Promise<never> =>
    new Promise((resolve, reject) => {
      const id = next++;
      const late = new ServiceError('TIMEOUT', `the answer took longer than ${limits.milliseconds} ms: ask for less`);
      const timer = setTimeout(() => end(late), limits.milliseconds);
      waiting.set(id, { resolve: resolve as Waiting['resolve'], reject, timer });
      worker ??= start();
      worker.postMessage({ id, method, args } satisfies WorkerCall);
    });
  return {
    models: () => call('models'),
    predict: (request) => call('predict', request),
    embed: (model, sample) => call('embed', model, sample),
    detect: (request) => call('detect', request),
    unload: () => call('unload'),
    close: async () => {
      if (worker) await call('close');
      end(new ServiceError('BUSY', 'the service is closed'));
    },
  };
}

function settle(waiting: Map<number, Waiting>, answer: WorkerAnswer): void {
  const asked = waiting.get(answer.id);
  if (!asked) return;
  waiting.delete(answer.id);
  clearTimeout(asked.timer);
  if ('result' in answer) return asked.resolve(answer.result);
  const { code, message, field } = answer.failed;
  asked.reject(code ? new ServiceError(code, message, field) : new Error(message));
}

function startWorker(workerData: WorkerStart): Worker {
  const extension = extname(__filename);
  // from sources the thread needs the compiler that this one was given by a flag or a test runner
  const execArgv = extension === '.ts' ? ['-r', 'ts-node/register/transpile-only'] : [];
  return new Worker(join(__dirname, `serviceWorker${extension}`), { workerData, execArgv });
}
