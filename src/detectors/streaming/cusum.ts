import { checkNumber, checkOneOf } from '../../errors';
import { BaseDetector } from './baseDetector';
import { chartOptions, NO_WARM_UP, standardScore, warmUpCheck } from './chartReference';
import type { ChartOptions, WarmUp } from './chartReference';
import { cusumThreshold, type CusumDesign } from './cusumRunLength';
import { checkValue, LARGEST, number, type Checks } from './detectorState';
import type { StreamStatus } from './streamDetector';

/** Options of `Cusum`. */
export interface CusumOptions extends CusumDesign, ChartOptions {
  /** The sum that is a drift (h), in standard deviations, above 0; default `cusumThreshold(10_000)`: 8.05 at k = 0.5. */
  readonly threshold?: number;
}

interface CusumState {
  warmUp: WarmUp;
  rise: number;
  fall: number;
}

/**
 * Tabular CUSUM chart (Page 1954; Montgomery 2013, section 9.1) for a change of the mean. With z the standardised
 * value, it sums S⁺ ← max(0, S⁺ + z − k) and S⁻ ← max(0, S⁻ − z − k); a drift is a sum above h. Best for a lasting
 * shift of 2k standard deviations; h = 8.05 finds one of 1 sd after 17 values on average.
 *
 * The default h gives one false alarm in 10,000 independent normal values on average. With a learned reference (mean
 * and sd of `warmUp` values, learned again after each drift) this stays true of the mean distance between false alarms
 * over many references (measured within 5 %); a single reference may be unlucky, and a drift in the warm-up becomes
 * part of it. Autocorrelated or heavy-tailed values alarm more often. After a reference of equal values any other value
 * is a drift.
 * @throws {TypeError | RangeError} for options out of range, and from `update` for values outside [−1e100, 1e100].
 * @example
 * const detector = new Cusum({ threshold: cusumThreshold(1000), reference: { mean: 20, standardDeviation: 0.5 } });
 * detector.update(20.3); // 'stable' or 'drift'
 */
export class Cusum extends BaseDetector<Required<Omit<CusumOptions, 'reference'>> & ChartOptions, CusumState> {
  readonly name = 'Cusum';

  constructor({ allowance = 0.5, mode = 'both', threshold, warmUp, reference }: CusumOptions = {}) {
    const design = {
      allowance: checkNumber('allowance', allowance, 0, 1e6),
      mode: checkOneOf('mode', mode, ['up', 'down', 'both']),
    };
    const h = threshold ?? cusumThreshold(10_000, design);
    super({
      ...design,
      threshold: checkNumber('threshold', h, Number.MIN_VALUE, 1e9),
      ...chartOptions({ warmUp, reference }),
    });
  }

  /** The detector that `json` (text or what JSON.parse gives) is the state of. */
  static fromJSON(json: unknown): Cusum {
    return Cusum.restore(json, 'Cusum', (options: CusumOptions) => new Cusum(options));
  }

  /** S⁺, in standard deviations; compared with `threshold`. */
  get rise(): number {
    return this.state.rise;
  }

  /** S⁻, in standard deviations; compared with `threshold`. */
  get fall(): number {
    return this.state.fall;
  }

  protected check(value: number): number {
    return checkValue(value);
  }

  protected start(): CusumState {
    return { warmUp: NO_WARM_UP, rise: 0, fall: 0 };
  }

  protected step(value: number): StreamStatus {
    const { state, options } = this;
    const score = standardScore(options, state, value);
    if (score === null) return 'stable';
    const { allowance, threshold, mode } = options;
    if (mode !== 'down') state.rise = Math.max(0, state.rise + score - allowance);
    if (mode !== 'up') state.fall = Math.max(0, state.fall - score - allowance);
    return Math.max(state.rise, state.fall) > threshold ? 'drift' : 'stable';
  }

  protected checks(): Checks<CusumState> {
    return { warmUp: warmUpCheck, rise: number(0, 2 * LARGEST), fall: number(0, 2 * LARGEST) };
  }
}
