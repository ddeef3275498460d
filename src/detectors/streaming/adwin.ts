import { checkInteger, checkNumber, show } from '../../errors';
import { checkProbability } from '../../stats/checkProbability';
import { BaseDetector } from './baseDetector';
import { checkValue, flag, integer, LARGEST, number, type Checks } from './detectorState';
import { ExponentialHistogram } from './exponentialHistogram';
import type { StreamStatus } from './streamDetector';

/** Options of `Adwin`. */
export interface AdwinOptions {
  /** Error probability of one look at the window, in (0, 1), default 0.002. */
  readonly delta?: number;
  /** Values between looks, default 32; smaller ones see drifts earlier and cost more. */
  readonly clock?: number;
  /** Buckets of one size (M in the paper), default 5; more of them make finer cuts. */
  readonly maxBuckets?: number;
  /** Values that either side of a cut has at least, default 5. */
  readonly minWindowLength?: number;
  /** No look before the window is wider, default 10. */
  readonly gracePeriod?: number;
  /** Whether a drift empties the window (river) instead of cutting off its old part (paper), default false. */
  readonly resetOnDrift?: boolean;
  /** Smallest and largest possible value: values are scaled to [0, 1], others refused. Default: values as they are. */
  readonly range?: readonly [minimum: number, maximum: number];
}

interface AdwinState {
  /** Values since the last look. */
  ticks: number;
  newest: number;
  /** How many values at the end are equal. */
  run: number;
  window: ExponentialHistogram;
}

/**
 * Adaptive windowing (Bifet & Gavaldà 2007): keeps a window as long as no cut of it has two sides with different means.
 * A cut into n₀ and n₁ of W values is a drift if the means differ by more than √(2 m v d) + (2/3) m d, with d = ln(2
 * ln(W)/delta), v the variance of the window and m = 1/(n₀ − l + 1) + 1/(n₁ − l + 1), l = `minWindowLength` (river's
 * form of the paper's harmonic mean). The oldest buckets then go until no cut is left. O(log W) memory and time of a
 * look.
 *
 * As published, the window goes on with its recent part, so a large drift may be reported by several looks while the
 * window shrinks. `resetOnDrift` starts afresh after each, as river does: fewer alarms for one drift, but the recent
 * values are lost. The bound holds for values in [0, 1]: for others give their `range`, or know that without it nothing
 * is promised.
 * @throws {TypeError | RangeError} for options out of range, and from `update` for values outside `range` or
 * [−1e100, 1e100].
 * @example
 * const detector = new Adwin({ range: [-40, 60] });
 * for (const celsius of temperatures) if (detector.update(celsius) === 'drift') console.log(detector.mean);
 */
export class Adwin extends BaseDetector<
  Required<Omit<AdwinOptions, 'range'>> & Pick<AdwinOptions, 'range'>,
  AdwinState
> {
  readonly name = 'Adwin';

  constructor({
    delta = 0.002,
    clock = 32,
    maxBuckets = 5,
    minWindowLength = 5,
    gracePeriod = 10,
    resetOnDrift = false,
    range,
  }: AdwinOptions = {}) {
    super({
      delta: checkProbability('delta', delta),
      clock: checkInteger('clock', clock, 1),
      maxBuckets: checkInteger('maxBuckets', maxBuckets, 1, 1e4),
      minWindowLength: checkInteger('minWindowLength', minWindowLength, 1),
      gracePeriod: checkInteger('gracePeriod', gracePeriod, 0),
      resetOnDrift: flag('resetOnDrift', resetOnDrift),
      ...(range !== undefined && { range: checkRange(range) }),
    });
  }

  /** The detector that `json` (text or what JSON.parse gives) is the state of. */
  static fromJSON(json: unknown): Adwin {
    return Adwin.restore(json, 'Adwin', (options: AdwinOptions) => new Adwin(options));
  }

  /** Number of values in the window. */
  get width(): number {
    return this.state.window.width;
  }

  /** Mean of the window, in the unit of the values; 0 of an empty one. */
  get mean(): number {
    const { width, total } = this.state.window;
    const [minimum, maximum] = this.options.range ?? [0, 1];
    return width === 0 ? 0 : minimum + (maximum - minimum) * (total / width);
  }

  /** Variance of the window (n in the denominator), in the squared unit of the values; 0 of an empty one. */
  get variance(): number {
    const { width, squares } = this.state.window;
    const [minimum, maximum] = this.options.range ?? [0, 1];
    return width === 0 ? 0 : (maximum - minimum) ** 2 * (squares / width);
  }

  protected check(value: number): number {
    const { range } = this.options;
    if (!range) return checkValue(value);
    const [minimum, maximum] = range;
    return (checkValue(value, minimum, maximum) - minimum) / (maximum - minimum);
  }

  protected start(): AdwinState {
    return { ticks: 0, newest: 0, run: 0, window: new ExponentialHistogram(this.options.maxBuckets) };
  }

  protected override restart(): void {
    if (this.options.resetOnDrift) super.restart();
  }

  protected step(value: number): StreamStatus {
    const { state } = this;
    const { clock, gracePeriod } = this.options;
    state.window.add(value);
    state.run = value === state.newest ? state.run + 1 : 1;
    state.newest = value;
    state.ticks = (state.ticks + 1) % clock;
    if (state.ticks > 0 || state.window.width <= gracePeriod) return 'stable';
    return this.shrink() ? 'drift' : 'stable';
  }

  protected checks(): Checks<AdwinState> {
    const { clock, maxBuckets } = this.options;
    return {
      ticks: integer(0, clock - 1),
      newest: number(-LARGEST, LARGEST),
      run: integer(),
      window: (name, value) => ExponentialHistogram.read(maxBuckets, name, value),
    };
  }

  /** Drops the oldest buckets while there is a cut; tells whether there was one. */
  private shrink(): boolean {
    const { window, run } = this.state;
    let found = false;
    // equal values have no cut; their sums, rounded, may have one
    while (run < window.width && this.hasCut()) {
      window.dropOldest();
      found = true;
    }
    return found;
  }

  private hasCut(): boolean {
    const { minWindowLength, delta } = this.options;
    const { rows, width, total, squares } = this.state.window;
    const log = Math.log((2 * Math.log(width)) / delta);
    const variance = squares / width;
    let oldCount = 0;
    let oldTotal = 0;
    let newTotal = total;
    for (let i = rows.length - 1; i >= 0; i--) {
      const { count, totals } = rows[i];
      for (let k = 0; k < count; k++) {
        oldCount += 2 ** i;
        oldTotal += totals[k];
        newTotal -= totals[k];
        const newCount = width - oldCount;
        if (oldCount < minWindowLength) continue;
        if (newCount < minWindowLength) return false;
        const difference = Math.abs(oldTotal / oldCount - newTotal / newCount);
        const weight = 1 / (oldCount - minWindowLength + 1) + 1 / (newCount - minWindowLength + 1);
        if (difference > Math.sqrt(2 * weight * variance * log) + (2 / 3) * log * weight) return true;
      }
    }
    return false;
  }
}

function checkRange(range: readonly number[]): readonly [number, number] {
  if (!Array.isArray(range) || range.length !== 2)
    throw new TypeError(`invalid range: expected [minimum, maximum], got ${show(range)}`);
  const [minimum, maximum] = range as readonly number[];
  checkNumber('range[0]', minimum, -LARGEST, LARGEST);
  checkNumber('range[1]', maximum, minimum, LARGEST);
  if (maximum === minimum) throw new RangeError(`invalid range: expected maximum > minimum, got ${show(range)}`);
  return [minimum, maximum];
}
