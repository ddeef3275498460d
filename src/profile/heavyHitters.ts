import { compareLabels } from '../stats/contingency';

/** The most frequent labels with their counts. */
export interface HeavyHitters {
  /** The most frequent first; of labels as frequent the first in the order of code points. */
  readonly labels: readonly (readonly [label: string, count: number])[];
  /** True counts are at most this much above those listed, never below; 0 where all is exact. */
  readonly error: number;
  /** Occurrences that are in no listed count. */
  readonly unlisted: number;
  /** No label that is not listed occurred more often. */
  readonly unlistedMost: number;
}

/** Counts labels in bounded memory: the summary of Misra & Gries (1982), exact up to `capacity` labels. */
export class LabelCounter {
  private counts = new Map<string, number>();
  private taken = 0;
  private total = 0;

  constructor(private readonly capacity: number) {}

  add(label: string, times = 1): void {
    this.total += times;
    this.counts.set(label, (this.counts.get(label) ?? 0) + times);
    // twice the room, so that the work is constant per label
    if (this.counts.size > 2 * this.capacity) this.shrink();
  }

  /** What may leave: labels seen fewer than `rare` times are not named. */
  hitters(rare: number): HeavyHitters {
    const all = { labels: [...this.counts], error: this.taken, unlistedMost: this.taken };
    return listed(all, this.total, this.capacity, rare);
  }

  private shrink(): void {
    const cut = [...this.counts.values()].sort((a, b) => b - a)[this.capacity];
    this.taken += cut;
    this.counts = new Map([...this.counts].flatMap(([label, n]) => (n > cut ? [[label, n - cut] as const] : [])));
  }
}

/**
 * Counts of both samples together (Agarwal et al. 2012): a label that one side does not list may have occurred there as often as
 * its unlisted labels did.
 */
export function mergeHitters(a: HeavyHitters, b: HeavyHitters, capacity: number, rare: number): HeavyHitters {
  const counts = new Map(a.labels);
  const known = new Set(b.labels.map(([label]) => label));
  const onlyA = a.labels.some(([label]) => !known.has(label));
  const onlyB = b.labels.some(([label]) => !counts.has(label));
  for (const [label, count] of b.labels) counts.set(label, (counts.get(label) ?? 0) + count);
  const error = Math.max(
    a.labels.length > 0 && b.labels.length > 0 ? a.error + b.error : 0,
    onlyA ? a.error + b.unlistedMost : 0,
    onlyB ? b.error + a.unlistedMost : 0,
  );
  const all = { labels: [...counts], error, unlistedMost: a.unlistedMost + b.unlistedMost };
  return listed(all, totalOf(a) + totalOf(b), capacity, rare);
}

/** How many occurrences there were. */
export function totalOf({ labels, unlisted }: HeavyHitters): number {
  return labels.reduce((sum, [, count]) => sum + count, unlisted);
}

function listed(all: Omit<HeavyHitters, 'unlisted'>, total: number, capacity: number, rare: number): HeavyHitters {
  const order = [...all.labels].sort((a, b) => b[1] - a[1] || compareLabels(a[0], b[0]));
  const labels = order.slice(0, capacity).filter(([, count]) => count >= rare);
  const dropped = order.length > labels.length ? order[labels.length][1] + all.error : 0;
  const unlistedMost = Math.max(all.unlistedMost, dropped);
  const shown = labels.reduce((sum, [, count]) => sum + count, 0);
  return { labels, error: all.error, unlisted: total - shown, unlistedMost: Math.min(unlistedMost, total - shown) };
}
