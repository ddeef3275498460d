import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { checkInteger } from '../errors';
import { limitsWith, type Limits } from './limits';
import type { DriftService } from './requests';
import { ServiceError, type ServiceErrorCode } from './serviceError';

/** What the process is asked: a method of the service and its arguments. */
export interface ProcessCall {
  readonly id: number;
  readonly method: 'predict' | 'embed' | 'detect';
  readonly args: readonly unknown[];
}

/** What it answers, and the models that it has in memory now. */
export type ProcessAnswer = { readonly id: number; readonly loaded: readonly string[] } & (
  { readonly result: unknown } | { readonly failed: ProcessFailure }
);

/** An error, as it passes between processes. */
export interface ProcessFailure {
  readonly code?: ServiceErrorCode;
  readonly field?: string;
  readonly message: string;
  readonly stack?: string;
}

/** How the process of the models is run. */
export interface ProcessServiceOptions {
  /** Path of a module that exports `models`, a list of {@link ServedModel}; default those that ship, `defaultModels`. */
  readonly models?: string;
  readonly limits?: Partial<Limits>;
  /** Threads of one run of a model; default what DRIFTLAB_THREADS says, or 2. */
  readonly threads?: number;
}

const DEFAULT = join(__dirname, 'defaultModels');

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * The service in a process of its own, started when it is first asked. A process and no worker thread: it can be killed while native
 * code runs (ending such a thread aborts everything, server included), so a job that takes too long can be stopped; all its memory goes back
 * to the system when models are unloaded, which no allocator does; and a crash in there is no crash of the server.
 * @throws {TypeError | RangeError} for wrong options.
 * @example
 * const app = await buildServer({ models: defaultModels, service: processService() });
 */
export function processService({ models = DEFAULT, limits, threads }: ProcessServiceOptions = {}): DriftService {
  if (threads !== undefined) checkInteger('threads', threads, 1, 1024);
  const own = limitsWith(limits);
  const process = new ModelProcess(() => start(models, own, threads), own.milliseconds);
  return {
    loaded: () => process.loaded,
    predict: (request) => process.call('predict', request),
    embed: (model, sample) => process.call('embed', model, sample),
    detect: (request) => process.call('detect', request),
    unload: async () => {
      const names = process.loaded;
      await process.end(new ServiceError('BUSY', 'the models are unloaded: try again'));
      return [...names];
    },
    close: () => process.end(new ServiceError('BUSY', 'the service is closed')),
  };
}

class ModelProcess {
  loaded: readonly string[] = [];
  private readonly waiting = new Map<number, Waiting>();
  private child: ChildProcess | undefined;
  private ready: Promise<void> | undefined;
  private next = 0;

  constructor(
    private readonly start: () => ChildProcess,
    private readonly milliseconds: number,
  ) {}

  /** The time that the process needs to start does not count. */
  async call<T>(method: ProcessCall['method'], ...args: unknown[]): Promise<T> {
    await (this.ready ??= this.open());
    return new Promise<T>((resolve, reject) => {
      const id = this.next++;
      const timer = setTimeout(() => void this.interrupt(id), this.milliseconds);
      this.waiting.set(id, { resolve: resolve as Waiting['resolve'], reject, timer });
      this.child!.send({ id, method, args } satisfies ProcessCall);
    });
  }

  /** Kills the process; who still waits gets the error. */
  async end(error: Error): Promise<void> {
    const { child } = this;
    this.forget(error);
    if (child?.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  private open(): Promise<void> {
    const child = this.start();
    this.child = child;
    return new Promise((resolve, reject) => {
      const gone = (why: string): void => {
        const error = new Error(`the process of the models ended: ${why}`);
        if (this.child === child) this.forget(error);
        reject(error);
      };
      child.once('error', ({ message }) => gone(message));
      child.once('exit', (code, signal) => gone(signal ?? `code ${code}`));
      // the first word is that it is ready
      child.once('message', () => {
        child.on('message', (answer: ProcessAnswer) => this.settle(answer));
        resolve();
      });
    });
  }

  private settle(answer: ProcessAnswer): void {
    this.loaded = answer.loaded;
    const asked = this.waiting.get(answer.id);
    if (!asked) return;
    this.waiting.delete(answer.id);
    clearTimeout(asked.timer);
    if ('result' in answer) asked.resolve(answer.result);
    else asked.reject(revive(answer.failed));
  }

  /** A job took too long; the others did nothing wrong. */
  private interrupt(id: number): Promise<void> {
    const { reject } = this.waiting.get(id)!;
    reject(new ServiceError('TIMEOUT', `the answer took longer than ${this.milliseconds} ms: ask for less`));
    return this.end(new ServiceError('BUSY', 'another request took too long, and the models start again: try again'));
  }

  private forget(error: Error): void {
    this.child = undefined;
    this.ready = undefined;
    this.loaded = [];
    for (const { reject, timer } of this.waiting.values()) {
      clearTimeout(timer);
      reject(error);
    }
    this.waiting.clear();
  }
}

function start(models: string, limits: Limits, threads?: number): ChildProcess {
  const extension = extname(__filename);
  return fork(join(__dirname, `serviceProcess${extension}`), [models, JSON.stringify(limits)], {
    serialization: 'advanced',
    // from sources the process needs the compiler that this one was given by a flag or a test runner
    execArgv: extension === '.ts' ? ['-r', require.resolve('ts-node/register/transpile-only')] : [],
    env: { ...process.env, ...(threads !== undefined && { DRIFTLAB_THREADS: String(threads) }) },
  });
}

function revive({ code, message, field, stack }: ProcessFailure): Error {
  return code ? new ServiceError(code, message, field) : Object.assign(new Error(message), { stack });
}
