import { checkInteger, checkNumber, checkOneOf } from '../../errors';
import { BaseDetector } from './baseDetector';
import { checkValue, LARGEST, sum, type Checks } from './detectorState';
import { NO_MEAN, runningMean, withValue, type RunningMean } from './runningMean';
import type { StreamStatus } from './streamDetector';

/** Options of `PageHinkley`. */
export interface PageHinkleyOptions {
  /** Values before the first test, default 30. */
  readonly minInstances?: number;
  /** Change of the mean that is tolerated, in the unit of the values, default 0.005. */
  readonly delta?: number;
  /** The sum that is a drift (λ in papers), in the unit of the values, above 0, default 50. */
  readonly threshold?: number;
  /** Share of the sum kept at each value, in (0, 1]; 1 is the published test, default 0.9999 as in river and MOA. */
  readonly alpha?: number;
  /** Which change is a drift: of the mean 'up', 'down' or 'both' (default). */
  readonly mode?: 'up' | 'down' | 'both';
}

interface PageHinkleyState {
  values: RunningMean;
  rise: number;
  lowestRise: number;
  fall: number;
  highestFall: number;
}

/**
 * Page–Hinkley test (Page 1954; Hinkley 1971) for a change of the mean. Sums the deviations from the mean of all values
 * so far, the newest included, less `delta`: m ← alpha·m + x − mean − delta; a drift is m − min m > threshold (mirrored
 * for a fall). The published test has alpha = 1. With alpha 0.9999 the sum forgets, as in river and MOA, whose default
 * this is, so that the chance of an alarm does not depend on how long the detector has run. `delta` and `threshold` are
 * in the unit of the values: scale them. (Measured at the defaults: 0.6 false alarms per 1000 standard normal values.)
 * @throws {TypeError | RangeError} for options out of range, and from `update` for values outside [−1e100, 1e100].
 * @example
 * const detector = new PageHinkley({ delta: 0.1 * deviation, threshold: 30 * deviation });
 * detector.update(temperature); // 'stable' or 'drift'
 */
export class PageHinkley extends BaseDetector<Required<PageHinkleyOptions>, PageHinkleyState> {
  readonly name = 'PageHinkley';

  constructor({
    minInstances = 30,
    delta = 0.005,
    threshold = 50,
    alpha = 0.9999,
    mode = 'both',
  }: PageHinkleyOptions = {}) {
    super({
      minInstances: checkInteger('minInstances', minInstances, 0),
      delta: checkNumber('delta', delta, 0, LARGEST),
      threshold: checkNumber('threshold', threshold, Number.MIN_VALUE, LARGEST),
      alpha: checkNumber('alpha', alpha, Number.MIN_VALUE, 1),
      mode: checkOneOf('mode', mode, ['up', 'down', 'both']),
    });
  }

  /** The detector that `json` (text or what JSON.parse gives) is the state of. */
  static fromJSON(json: unknown): PageHinkley {
    return PageHinkley.restore(json, 'PageHinkley', (options: PageHinkleyOptions) => new PageHinkley(options));
  }

  /** Mean of the values since the last drift, that at the drift included. */
  get mean(): number {
    return this.state.values.mean;
  }

  /** How far the sum has risen above its lowest value; compared with `threshold`. */
  get rise(): number {
    return this.state.rise - this.state.lowestRise;
  }

  /** How far the sum has fallen below its highest value; compared with `threshold`. */
  get fall(): number {
    return this.state.highestFall - this.state.fall;
  }

  protected check(value: number): number {
    return checkValue(value);
  }

  protected start(): PageHinkleyState {
    return { values: NO_MEAN, rise: 0, lowestRise: 0, fall: 0, highestFall: 0 };
  }

  protected step(value: number): StreamStatus {
    const { state } = this;
    const { minInstances, delta, threshold, alpha, mode } = this.options;
    state.values = withValue(state.values, value);
    const deviation = value - state.values.mean;
    state.rise = alpha * state.rise + deviation - delta;
    state.fall = alpha * state.fall + deviation + delta;
    state.lowestRise = Math.min(state.lowestRise, state.rise);
    state.highestFall = Math.max(state.highestFall, state.fall);
    if (state.values.count < minInstances) return 'stable';
    const drift = (mode !== 'down' && this.rise > threshold) || (mode !== 'up' && this.fall > threshold);
    return drift ? 'drift' : 'stable';
  }

  protected checks(): Checks<PageHinkleyState> {
    return {
      values: runningMean(-LARGEST, LARGEST),
      rise: sum,
      lowestRise: sum,
      fall: sum,
      highestFall: sum,
    };
  }
}
