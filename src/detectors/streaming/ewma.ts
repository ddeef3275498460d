import { checkNumber } from '../../errors';
import { BaseDetector } from './baseDetector';
import { chartOptions, NO_WARM_UP, standardScore, warmUpCheck } from './chartReference';
import type { ChartOptions, WarmUp } from './chartReference';
import { checkValue, integer, LARGEST, number, type Checks } from './detectorState';
import { ewmaLimit } from './ewmaRunLength';
import type { StreamStatus } from './streamDetector';

/** Options of `Ewma`. */
export interface EwmaOptions extends ChartOptions {
  /** Weight of the newest value, in [0.01, 1], default 0.1; a smaller one sees smaller shifts. */
  readonly lambda?: number;
  /** Limit L, in standard deviations of the average, above 0; default `ewmaLimit(10_000, lambda)`: 3.75 at 0.1. */
  readonly limit?: number;
}

interface EwmaState {
  warmUp: WarmUp;
  /** Values in the average. */
  count: number;
  average: number;
}

/**
 * Chart of the exponentially weighted moving average (Roberts 1959; Lucas & Saccucci 1990) for a change of the mean:
 * with z the standardised value, a ← λz + (1 − λ)a from 0. A drift is |a| > L √(λ/(2 − λ) · (1 − (1 − λ)^(2t))) after t
 * values: the exact standard deviation of a, so that the limits are narrow at the start.
 *
 * The default L gives one false alarm in 10,000 independent normal values on average. With a learned reference (mean
 * and sd of `warmUp` values, learned again after each drift) this stays true of the mean distance between false alarms
 * over many references (measured within 5 %); a single reference may be unlucky, and a drift in the warm-up becomes
 * part of it. Autocorrelated or heavy-tailed values alarm more often. After a reference of equal values any other value
 * is a drift.
 * @throws {TypeError | RangeError} for options out of range, and from `update` for values outside [−1e100, 1e100].
 * @example
 * const detector = new Ewma({ lambda: 0.2, limit: ewmaLimit(1000, 0.2) });
 * detector.update(latency); // 'stable' or 'drift'
 */
export class Ewma extends BaseDetector<Required<Omit<EwmaOptions, 'reference'>> & ChartOptions, EwmaState> {
  readonly name = 'Ewma';

  constructor({ lambda = 0.1, limit, warmUp, reference }: EwmaOptions = {}) {
    checkNumber('lambda', lambda, 0.01, 1);
    const checked = checkNumber('limit', limit ?? ewmaLimit(10_000, lambda), Number.MIN_VALUE, 1e9);
    super({ lambda, limit: checked, ...chartOptions({ warmUp, reference }) });
  }

  /** The detector that `json` (text or what JSON.parse gives) is the state of. */
  static fromJSON(json: unknown): Ewma {
    return Ewma.restore(json, 'Ewma', (options: EwmaOptions) => new Ewma(options));
  }

  /** The average of standardised values. */
  get average(): number {
    return this.state.average;
  }

  /** What |average| is compared with now; 0 before the first value in it. */
  get bound(): number {
    const { lambda, limit } = this.options;
    return limit * Math.sqrt((lambda / (2 - lambda)) * (1 - (1 - lambda) ** (2 * this.state.count)));
  }

  protected check(value: number): number {
    return checkValue(value);
  }

  protected start(): EwmaState {
    return { warmUp: NO_WARM_UP, count: 0, average: 0 };
  }

  protected step(value: number): StreamStatus {
    const { state, options } = this;
    const score = standardScore(options, state, value);
    if (score === null) return 'stable';
    state.count++;
    state.average = options.lambda * score + (1 - options.lambda) * state.average;
    return Math.abs(state.average) > this.bound ? 'drift' : 'stable';
  }

  protected checks(): Checks<EwmaState> {
    return { warmUp: warmUpCheck, count: integer(), average: number(-LARGEST, LARGEST) };
  }
}
