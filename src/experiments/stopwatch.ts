/** Adds up milliseconds by name; without a clock nothing. */
export class Stopwatch {
  readonly spent: Record<string, number> = {};
  constructor(private readonly clock?: () => number) {}

  /** Starts the time of `name`; call what it gives to stop. */
  start(name: string): () => void {
    const { clock, spent } = this;
    if (!clock) return () => undefined;
    const started = clock();
    return () => {
      spent[name] = (spent[name] ?? 0) + clock() - started;
    };
  }

  /** Milliseconds each name took for one of `count` things. */
  each(count: number): Readonly<Record<string, number>> {
    return Object.fromEntries(Object.entries(this.spent).map(([name, ms]) => [name, ms / count]));
  }
}
