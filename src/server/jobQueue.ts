import type { Limits } from './limits';
import { ServiceError } from './serviceError';

interface Job {
  readonly shared: boolean;
  readonly start: () => Promise<void>;
}

/** How a job is done. */
export interface JobOptions {
  /** Whether it may run beside other such jobs; default: it runs alone. */
  readonly shared?: boolean;
}

/** Jobs in the order in which they came: up to `width` shared ones side by side, others alone. Few may wait, and none for long. */
export class JobQueue {
  private readonly waiting = new Set<Job>();
  private readonly running = new Set<Job>();
  private idle: (() => void)[] = [];

  constructor(private readonly limits: Pick<Limits, 'queue' | 'width' | 'milliseconds'>) {}

  /**
   * Runs the job when it is its turn.
   * @throws {ServiceError} BUSY if as many wait as may; TIMEOUT if its turn does not come in time.
   */
  add<T>(run: () => Promise<T>, { shared = false }: JobOptions = {}): Promise<T> {
    const { queue, milliseconds } = this.limits;
    return new Promise<T>((resolve, reject) => {
      const start = (): Promise<void> => {
        clearTimeout(timer);
        return run().then(resolve, reject);
      };
      const job = { shared, start };
      const refuse = (code: 'BUSY' | 'TIMEOUT', message: string): void => {
        clearTimeout(timer);
        this.waiting.delete(job);
        reject(new ServiceError(code, message));
        this.next();
      };
      const timer = setTimeout(() => refuse('TIMEOUT', `waited ${milliseconds} ms in vain: try again later`), milliseconds); // prettier-ignore
      this.waiting.add(job);
      this.next();
      if (this.waiting.size > queue) refuse('BUSY', `${queue} requests wait already: try again later`);
    });
  }

  /** Resolves when nothing runs and nothing waits. */
  async drain(): Promise<void> {
    if (this.running.size > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private next(): void {
    for (const job of this.waiting) {
      if (!this.fits(job)) return;
      this.waiting.delete(job);
      this.running.add(job);
      void job.start().then(() => this.finish(job));
    }
  }

  private fits({ shared }: Job): boolean {
    if (this.running.size === 0) return true;
    const [first] = this.running;
    return shared && first.shared && this.running.size < this.limits.width;
  }

  private finish(job: Job): void {
    this.running.delete(job);
    this.next();
    if (this.running.size === 0) this.idle.splice(0).forEach((resolve) => resolve());
  }
}
