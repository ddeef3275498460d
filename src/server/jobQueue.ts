import { ServiceError } from './serviceError';

/** Jobs one after the other, and a limit to how many may wait. */
export class JobQueue {
  private readonly waiting: (() => Promise<void>)[] = [];
  private running = false;
  private idle: (() => void)[] = [];

  constructor(private readonly limit: number) {}

  /** How many wait, the one that runs not counted. */
  get length(): number {
    return this.waiting.length;
  }

  /**
   * Runs the job when it is its turn.
   * @throws {ServiceError} BUSY if as many wait as may.
   */
  add<T>(job: () => Promise<T>): Promise<T> {
    if (this.running && this.waiting.length >= this.limit)
      return Promise.reject(new ServiceError('BUSY', `${this.limit} requests wait already: try again later`));
    return new Promise<T>((resolve, reject) => {
      this.waiting.push(() => job().then(resolve, reject));
      if (!this.running) void this.work();
    });
  }

  /** Resolves when nothing runs and nothing waits. */
  async drain(): Promise<void> {
    if (this.running) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private async work(): Promise<void> {
    this.running = true;
    for (let job = this.waiting.shift(); job; job = this.waiting.shift()) await job();
    this.running = false;
    this.idle.splice(0).forEach((resolve) => resolve());
  }
}
