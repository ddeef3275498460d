import { distinctCount, type DistinctCount } from './distinctCount';
import { LabelCounter, mergeHitters, type HeavyHitters } from './heavyHitters';
import type { ProfileSettings } from './profileOptions';

/** A column of categories, or the words of texts, by their most frequent ones. */
export interface LabelPart extends HeavyHitters {
  readonly kind: 'categorical' | 'tokens';
  readonly name: string;
  readonly count: number;
  readonly missing: number;
  /** Registers of `distinctCount`. */
  readonly distinct: string;
  /**
   * How much more the counts of words vary than those of independent draws: the mean number of times that a word is in the text it
   * is in. 1 for categories.
   */
  readonly dispersion: number;
}

/** Makes a `LabelPart` out of any number of labels. */
export class LabelRecorder {
  private readonly counter: LabelCounter;
  private readonly distinct: DistinctCount = distinctCount();
  private count = 0;
  private missing = 0;
  private squares = 0;

  constructor(
    readonly name: string,
    private readonly kind: LabelPart['kind'],
    private readonly settings: ProfileSettings,
  ) {
    this.counter = new LabelCounter(settings.capacity);
  }

  add(label: string, times = 1): void {
    if (times === 0) return;
    this.count += times;
    this.squares += this.kind === 'tokens' ? times * times : times;
    this.counter.add(label, times);
    this.distinct.add(label);
  }

  addMissing(times = 1): void {
    this.missing += times;
  }

  part(): LabelPart {
    const { kind, name, count, missing } = this;
    const dispersion = count === 0 ? 1 : this.squares / count;
    const distinct = this.distinct.toString();
    return { kind, name, count, missing, ...this.counter.hitters(this.settings.rare), distinct, dispersion };
  }
}

/** Both together. */
export function mergeLabels(a: LabelPart, b: LabelPart, capacity: number, rare: number): LabelPart {
  const distinct = distinctCount(a.distinct);
  distinct.merge(distinctCount(b.distinct));
  const count = a.count + b.count;
  return {
    ...{ kind: a.kind, name: a.name, count, missing: a.missing + b.missing },
    ...mergeHitters(a, b, capacity, rare),
    distinct: distinct.toString(),
    dispersion: count === 0 ? 1 : (a.dispersion * a.count + b.dispersion * b.count) / count,
  };
}
