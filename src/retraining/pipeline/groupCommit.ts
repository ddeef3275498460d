import { checkInteger, checkNumber, DriftlabError } from '../../errors';

/** When what is gathered is committed: whichever comes first. */
export interface CommitOptions {
  /** Default 1000. */
  readonly items?: number;
  /** After the first one, default 1000. */
  readonly milliseconds?: number;
  /** Most that may wait, default 100,000: beyond it `add` refuses. */
  readonly waiting?: number;
}

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/** Gathers items and commits them together, one batch after another: the price of a sync is paid once for many. */
export class GroupCommit<T, R> {
  private readonly options: Required<CommitOptions>;
  private queue: Waiting<T, R>[] = [];
  private timer: NodeJS.Timeout | undefined;
  /** Of all that was begun. */
  private last: Promise<unknown> = Promise.resolve();

  /** @param commit gives a result for each item; if it fails, all of them have failed. */
  constructor(
    private readonly commit: (items: readonly T[]) => Promise<readonly R[]>,
    { items = 1000, milliseconds = 1000, waiting = 100_000 }: CommitOptions = {},
  ) {
    checkInteger('commit.items', items, 1);
    checkNumber('commit.milliseconds', milliseconds, 0, 60_000);
    checkInteger('commit.waiting', waiting, items);
    this.options = { items, milliseconds, waiting };
  }

  /**
   * Resolves once the item is committed.
   * @throws {DriftlabError} DRIFTLAB_IO if more wait than may.
   */
  add(item: T): Promise<R> {
    const { items, milliseconds, waiting } = this.options;
    if (this.queue.length >= waiting)
      throw new DriftlabError('DRIFTLAB_IO', `${waiting} wait to be written: await some before you add more`);
    const added = new Promise<R>((resolve, reject) => this.queue.push({ item, resolve, reject }));
    if (this.queue.length >= items && this.queue.length % items === 0) void this.flush();
    else this.timer ??= setTimeout(() => void this.flush(), milliseconds);
    return added;
  }

  /** Commits what waits now, in batches; resolves when that is done, whether it went well or not. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    return this.alone(async () => {
      while (this.queue.length > 0) await this.commitBatch(this.queue.splice(0, this.options.items));
    });
  }

  /** Runs `work` between two batches. */
  alone<W>(work: () => Promise<W>): Promise<W> {
    const done = this.last.then(work);
    this.last = done.catch(() => undefined);
    return done;
  }

  private async commitBatch(batch: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await this.commit(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, i) => resolve(results[i]));
    } catch (error) {
      batch.forEach(({ reject }) => reject(error));
    }
  }
}
