import { sortNumbers } from '../stats/sortNumbers';
import { countSketch, countSorted, referenceEdges, sameEdges, type BinnedCounts } from './bins';
import { distinctCount } from './distinctCount';
import { mergeMoments, momentsOf, noMoments, storable, type Moments } from './moments';
import type { ProfileSettings } from './profileOptions';
import { clampSketch, emptySketch, mergeSketches, sketchSorted, type QuantileSketch } from './quantileSketch';

/** A column of numbers without its numbers. */
export interface NumericPart {
  readonly kind: 'numeric';
  readonly name: string;
  /** Values, infinite ones too. */
  readonly count: number;
  readonly missing: number;
  readonly infinite: readonly [below: number, above: number];
  /** Of the finite values, as are the fields below. */
  readonly moments: Moments;
  /** Generalised: so many values as the profile's `rare` says lie at or beyond it. null where there are not so many. */
  readonly min: number | null;
  readonly max: number | null;
  readonly histogram: BinnedCounts;
  readonly sketch: QuantileSketch;
  /** Registers of `distinctCount`. */
  readonly distinct: string;
}

const CHUNK = 65_536;
// most profiles are of fewer values: their buffers grow
const FIRST_CHUNK = 1024;

/** Makes a `NumericPart` out of any number of values. */
export class NumericRecorder {
  private buffer = new Float64Array(FIRST_CHUNK);
  private held = 0;
  private missing = 0;
  private readonly infinite: [number, number] = [0, 0];
  private moments = noMoments;
  private sketch: QuantileSketch;
  private readonly distinct = distinctCount();
  private lowest: number[] = [];
  private highest: number[] = [];
  private counts: number[];
  private chunks = 0;
  private last: Float64Array = new Float64Array(0);

  /** @param edges count in these bins; else bins are made at the end. */
  constructor(
    readonly name: string,
    private readonly settings: ProfileSettings,
    private readonly edges?: readonly number[],
  ) {
    this.sketch = emptySketch(settings.sketchSize);
    this.counts = new Array<number>((edges?.length ?? 0) + 1).fill(0);
  }

  /** NaN is missing. */
  add(values: ArrayLike<number>): void {
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (value - value === 0) this.buffer[this.held++] = value;
      else this.addOther(value);
      if (this.held === this.buffer.length) this.makeRoom();
    }
  }

  part(): NumericPart {
    this.flush();
    const { name, missing, infinite, distinct } = this;
    const moments = storable(this.moments);
    const { rare } = this.settings;
    const [min, max] = [this.lowest, this.highest].map((ends) => ends[rare - 1] ?? null);
    // of fewer values than are called rare nothing is told
    const sketch =
      min === null || max === null ? emptySketch(this.settings.sketchSize) : clampSketch(this.sketch, min, max);
    const histogram = this.edges ? { edges: this.edges, counts: this.counts, error: 0 } : this.ownBins(sketch);
    const count = moments.count + infinite[0] + infinite[1];
    const copies = { infinite: [...infinite] as const, histogram, distinct: distinct.toString() };
    return { kind: 'numeric', name, count, missing, moments, min, max, sketch, ...copies };
  }

  private ownBins(sketch: QuantileSketch): BinnedCounts {
    const edges = referenceEdges(sketch);
    const few = this.chunks === 1 && this.last.length === this.moments.count;
    const bins = few ? { edges, counts: countSorted(this.last, edges), error: 0 } : countSketch(this.sketch, edges);
    return withInfinite(bins, this.infinite);
  }

  private addOther(value: number): void {
    if (Number.isNaN(value)) {
      this.missing++;
      return;
    }
    this.infinite[value < 0 ? 0 : 1]++;
    this.counts[value < 0 ? 0 : this.counts.length - 1]++;
  }

  private makeRoom(): void {
    if (this.held === CHUNK) return this.flush();
    const larger = new Float64Array(2 * this.held);
    larger.set(this.buffer);
    this.buffer = larger;
  }

  private flush(): void {
    if (this.held === 0) return;
    const sorted = sortNumbers(this.buffer.subarray(0, this.held));
    this.held = 0;
    this.last = sorted;
    const { rare, sketchSize, seed } = this.settings;
    this.moments = mergeMoments(this.moments, momentsOf(sorted));
    this.sketch = mergeSketches(this.sketch, sketchSorted(sorted, sketchSize, (seed + this.chunks++) >>> 0));
    for (let i = 0; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) this.distinct.add(sorted[i]);
    this.lowest = [...this.lowest, ...sorted.subarray(0, rare)].sort((a, b) => a - b).slice(0, rare);
    this.highest = [...this.highest, ...sorted.slice(-rare)].sort((a, b) => b - a).slice(0, rare);
    if (this.edges) this.counts = addCounts(this.counts, countSorted(sorted, this.edges));
  }
}

/** Both together, in the bins of the first. */
export function mergeNumeric(a: NumericPart, b: NumericPart): NumericPart {
  if (a.count === 0) return { ...b, missing: a.missing + b.missing };
  const distinct = distinctCount(a.distinct);
  distinct.merge(distinctCount(b.distinct));
  const second = binsOf(b, a.histogram.edges);
  const count = a.count + b.count;
  const error = (a.histogram.error * a.count + second.error * b.count) / count;
  return {
    kind: 'numeric',
    name: a.name,
    count,
    missing: a.missing + b.missing,
    infinite: [a.infinite[0] + b.infinite[0], a.infinite[1] + b.infinite[1]],
    moments: storable(mergeMoments(a.moments, b.moments)),
    min: extreme(Math.min, a.min, b.min),
    max: extreme(Math.max, a.max, b.max),
    histogram: { edges: a.histogram.edges, counts: addCounts(a.histogram.counts, second.counts), error },
    sketch: mergeSketches(a.sketch, b.sketch),
    distinct: distinct.toString(),
  };
}

/** A part's counts in bins that may be another's: exact in its own, else from the sketch. */
export function binsOf({ histogram, sketch, infinite, moments }: NumericPart, edges: readonly number[]): BinnedCounts {
  if (sameEdges(histogram.edges, edges)) return histogram;
  if (sketch.count === moments.count) return withInfinite(countSketch(sketch, edges), infinite);
  // parts that were too small to be told about lie at the mean, for all that is known
  const untold = moments.count - sketch.count;
  const counts = addCounts(
    countSketch(sketch, edges).counts,
    countSorted([moments.mean], edges).map((n) => n * untold),
  );
  return withInfinite({ edges, counts, error: untold / moments.count + countSketch(sketch, edges).error }, infinite);
}

function withInfinite(bins: BinnedCounts, [below, above]: readonly [number, number]): BinnedCounts {
  const counts = [...bins.counts];
  counts[0] += below;
  counts[counts.length - 1] += above;
  return { ...bins, counts };
}

const addCounts = (a: readonly number[], b: readonly number[]): number[] => a.map((count, i) => count + b[i]);

function extreme(pick: (...values: number[]) => number, a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : pick(a, b);
}
