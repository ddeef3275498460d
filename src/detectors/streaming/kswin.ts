import { checkInteger, checkOneOf } from '../../errors';
import { createRandom, type Random } from '../../random';
import { checkProbability } from '../../stats/checkProbability';
import { BaseDetector } from './baseDetector';
import { checkValue, flag, integer, LARGEST, list, nullable, number, type Checks } from './detectorState';
import { equalSizesPValue } from './equalSizesKs';
import { SortedWindow } from './sortedWindow';
import type { StreamStatus } from './streamDetector';

/** Options of `Kswin`. */
export interface KswinOptions {
  /** Level of one test, in (0, 1), default 0.005. */
  readonly alpha?: number;
  /** Values in the window, at least twice `statSize` and at most 10⁶, default 100. */
  readonly windowSize?: number;
  /** Newest values, and older ones drawn to compare them with, default 30. */
  readonly statSize?: number;
  /** Seed of the draws, default 0. Nothing is drawn if the window is twice `statSize`. */
  readonly seed?: number;
  /**
   * When D is a drift. 'exact' (default, river): exact p ≤ alpha and D > 0.1. 'paper': D > √(−ln(alpha)/statSize), at
   * which the asymptotic p is twice alpha.
   */
  readonly rule?: 'exact' | 'paper';
  /** Whether a drift empties the window (default, river) instead of keeping its newest `statSize` values (paper). */
  readonly resetOnDrift?: boolean;
}

interface KswinState {
  /** Values since the beginning; each has its own draw. */
  count: number;
  window: SortedWindow;
  /** statSize · D of the last test; null before the first. */
  steps: number | null;
}

/**
 * Kolmogorov–Smirnov windowing (Raab, Heusinger & Schleif 2020): compares the newest `statSize` values with as many
 * drawn without replacement from the older ones of a sliding window, at every value once the window is full. Sees
 * changes of any kind, not of the mean only. The level is that of one test, and every value is one: measured at the
 * default level, 1.4 false alarms per 1000 independent values. Draws depend on `seed` and on the number of the value
 * only. O(windowSize) a value.
 * @throws {TypeError | RangeError} for options out of range, and from `update` for values outside [−1e100, 1e100].
 * @example
 * const detector = new Kswin({ alpha: 0.0001, seed: 7 });
 * if (detector.update(latency) === 'drift') console.log('D was', detector.statistic);
 */
export class Kswin extends BaseDetector<Required<KswinOptions>, KswinState> {
  readonly name = 'Kswin';
  private readonly random: Random;
  private readonly criticalSteps: number;

  constructor({
    alpha = 0.005,
    windowSize = 100,
    statSize = 30,
    seed = 0,
    rule = 'exact',
    resetOnDrift = true,
  }: KswinOptions = {}) {
    super({
      alpha: checkProbability('alpha', alpha),
      windowSize: checkInteger('windowSize', windowSize, 2 * checkInteger('statSize', statSize, 1, 5e5), 1e6),
      statSize,
      seed: checkInteger('seed', seed, 0, 0xffffffff),
      rule: checkOneOf('rule', rule, ['exact', 'paper']),
      resetOnDrift: flag('resetOnDrift', resetOnDrift),
    });
    this.random = createRandom(seed);
    this.criticalSteps = rule === 'exact' ? exactSteps(statSize, alpha) : paperSteps(statSize, alpha);
  }

  /** The detector that `json` (text or what JSON.parse gives) is the state of. */
  static fromJSON(json: unknown): Kswin {
    return Kswin.restore(json, 'Kswin', (options: KswinOptions) => new Kswin(options));
  }

  /** D of the last test, in [0, 1]; null before the first. */
  get statistic(): number | null {
    const { steps } = this.state;
    return steps === null ? null : steps / this.options.statSize;
  }

  /** Exact p value of the last test, an upper bound if there are ties; null before the first. */
  get pValue(): number | null {
    const { steps } = this.state;
    return steps === null ? null : equalSizesPValue(this.options.statSize, steps);
  }

  protected check(value: number): number {
    return checkValue(value);
  }

  protected start(): KswinState {
    return { count: 0, window: new SortedWindow(this.options.windowSize), steps: null };
  }

  protected override restart(): void {
    const { count, window } = this.state;
    const kept = this.options.resetOnDrift ? [] : window.newest(Math.min(this.options.statSize, window.length));
    this.state = { ...this.start(), count };
    for (const value of kept) this.state.window.add(value);
  }

  protected step(value: number): StreamStatus {
    const { state } = this;
    const { windowSize } = this.options;
    state.count++;
    state.window.add(value);
    if (state.window.length < windowSize) return 'stable';
    this.markSamples();
    state.steps = state.window.largestGap();
    return state.steps >= this.criticalSteps ? 'drift' : 'stable';
  }

  protected checks(): Checks<KswinState> {
    const { windowSize, statSize } = this.options;
    const values = list(number(-LARGEST, LARGEST), windowSize);
    const window = (name: string, value: unknown): SortedWindow => {
      const restored = new SortedWindow(windowSize);
      for (const one of values(name, value)) restored.add(one);
      return restored;
    };
    return { count: integer(), window, steps: nullable(integer(0, statSize)) };
  }

  private markSamples(): void {
    const { window, count } = this.state;
    const { windowSize, statSize } = this.options;
    window.clearMarks();
    for (let age = 0; age < statSize; age++) window.mark(age, 1);
    const older = windowSize - statSize;
    if (older === statSize) for (let age = statSize; age < windowSize; age++) window.mark(age, -1);
    else draw(window, statSize, older, this.random.fork(count));
  }
}

/** Marks `size` of the `older` values behind the newest `size`; each choice is equally likely (Floyd's algorithm). */
function draw(window: SortedWindow, size: number, older: number, random: Random): void {
  for (let last = older - size; last < older; last++) {
    const age = size + random.integer(last + 1);
    window.mark(window.isMarked(age) ? size + last : age, -1);
  }
}

/** The smallest size · D with p ≤ alpha and D > 0.1; more than `size` if there is none. */
function exactSteps(size: number, alpha: number): number {
  let steps = Math.floor(size / 10) + 1;
  for (let high = size + 1; steps < high;) {
    const middle = (steps + high) >>> 1;
    if (equalSizesPValue(size, middle) <= alpha) high = middle;
    else steps = middle + 1;
  }
  return steps;
}

function paperSteps(size: number, alpha: number): number {
  return Math.floor(size * Math.sqrt(-Math.log(alpha) / size)) + 1;
}
