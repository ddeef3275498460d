import { checkNumber, checkOneOf } from '../../errors';
import { checkProbability } from '../../stats/checkProbability';
import { BaseDetector } from './baseDetector';
import { checkValue, flag, nullable, number, record, type Checks } from './detectorState';
import { worse, type StreamStatus } from './streamDetector';

/** Options of `HddmW`. */
export interface HddmWOptions {
  /** Error probability of one test for a drift, in (0, 1), default 0.001. */
  readonly driftConfidence?: number;
  /** Error probability of one test for a warning, in (0, 1), default 0.005. */
  readonly warningConfidence?: number;
  /** Weight of the newest value, in [1e-6, 1], default 0.05; a smaller one sees slower drifts. */
  readonly lambda?: number;
  /** Whether a falling mean is a drift too, default false. */
  readonly twoSided?: boolean;
  /**
   * What an average starts with. 'firstValue' (default): as published. 'river': also afresh with the next value whenever it is
   * exactly 0, as river's averages do, which adds alarms on streams that begin with zeros.
   */
  readonly ewmaInit?: 'firstValue' | 'river';
}

/** An exponentially weighted average, and the sum of its squared weights. */
interface Average {
  readonly mean: number;
  readonly weight: number;
}

interface HddmWState {
  all: Average | null;
  /** The value of the bound at the cut, and the averages up to it and from it on; null where there is none. */
  lowest: number | null;
  beforeRise: Average | null;
  afterRise: Average | null;
  highest: number | null;
  beforeFall: Average | null;
  afterFall: Average | null;
  warned: boolean;
}

/**
 * Drift detection by McDiarmid's bound on weighted averages (Frías-Blanco et al. 2015, HDDM_W-test) for values in [0, 1], such as
 * errors (1 is an error). Two exponentially weighted averages, up to the cut where average + bound was lowest and from it on,
 * differ by more than √((w₁ + w₂) ln(1/α)/2) at a drift; w are the sums of squared weights. Recent values count most, so gradual
 * drifts are seen earlier than by HDDM_A. For independent values each test errs with probability α at most, but every value is
 * tested: alarms over a long stream are more frequent.
 * @throws {TypeError | RangeError} for options out of range, and from `update` for values outside [0, 1].
 * @example
 * const detector = new HddmW({ lambda: 0.01 });
 * detector.update(prediction === label ? 0 : 1); // 'stable', 'warning' or 'drift'
 */
export class HddmW extends BaseDetector<Required<HddmWOptions>, HddmWState> {
  readonly name = 'HddmW';
  private readonly logDrift: number;
  private readonly logWarning: number;

  constructor({
    driftConfidence = 0.001,
    warningConfidence = 0.005,
    lambda = 0.05,
    twoSided = false,
    ewmaInit = 'firstValue',
  }: HddmWOptions = {}) {
    super({
      driftConfidence: checkProbability('driftConfidence', driftConfidence),
      warningConfidence: checkProbability('warningConfidence', warningConfidence),
      lambda: checkNumber('lambda', lambda, 1e-6, 1),
      twoSided: flag('twoSided', twoSided),
      ewmaInit: checkOneOf('ewmaInit', ewmaInit, ['firstValue', 'river']),
    });
    this.logDrift = Math.log(1 / driftConfidence);
    this.logWarning = Math.log(1 / warningConfidence);
  }

  /** The detector that `json` (text or what JSON.parse gives) is the state of. */
  static fromJSON(json: unknown): HddmW {
    return this.restore(json, 'HddmW', (options: HddmWOptions) => new HddmW(options));
  }

  /** Whether a warning is up: also at a drift, when one side warns and the other is over its bound. */
  get warning(): boolean {
    return this.state.warned;
  }

  protected check(value: number): number {
    return checkValue(value, 0, 1);
  }

  protected start(): HddmWState {
    return {
      all: null,
      lowest: null,
      beforeRise: null,
      afterRise: null,
      highest: null,
      beforeFall: null,
      afterFall: null,
      warned: false,
    };
  }

  protected step(value: number): StreamStatus {
    const { state } = this;
    const { twoSided } = this.options;
    const all = this.average(state.all, value);
    state.all = all;
    this.followRise(all, value);
    if (twoSided) this.followFall(all, value);
    const rise = this.compare(state.beforeRise, state.afterRise);
    const fall = twoSided ? this.compare(state.afterFall, state.beforeFall) : 'stable';
    state.warned = rise === 'warning' || fall === 'warning';
    return worse(rise, fall);
  }

  protected checks(): Checks<HddmWState> {
    const average = nullable(record<Average>({ mean: number(0, 1), weight: number(0, 1) }));
    const cut = nullable(number(-1e3, 1e3));
    return {
      all: average,
      lowest: cut,
      beforeRise: average,
      afterRise: average,
      highest: cut,
      beforeFall: average,
      afterFall: average,
      warned: flag,
    };
  }

  private compare(low: Average | null, high: Average | null): StreamStatus {
    if (low === null || high === null) return 'stable';
    const change = high.mean - low.mean;
    const weight = low.weight + high.weight;
    if (change > bound(weight, this.logDrift)) return 'drift';
    return change > bound(weight, this.logWarning) ? 'warning' : 'stable';
  }

  private followRise(all: Average, value: number): void {
    const { state } = this;
    const level = all.mean + bound(all.weight, this.logDrift);
    if (state.lowest === null || level < state.lowest) {
      state.lowest = level;
      state.beforeRise = all;
      state.afterRise = null;
    } else state.afterRise = this.average(state.afterRise, value);
  }

  private followFall(all: Average, value: number): void {
    const { state } = this;
    const level = all.mean - bound(all.weight, this.logDrift);
    if (state.highest === null || level > state.highest) {
      state.highest = level;
      state.beforeFall = all;
      state.afterFall = null;
    } else state.afterFall = this.average(state.afterFall, value);
  }

  private average(before: Average | null, value: number): Average {
    const { lambda, ewmaInit } = this.options;
    const starts = before === null || (ewmaInit === 'river' && before.mean === 0);
    const mean = starts ? value : lambda * value + (1 - lambda) * before.mean;
    return { mean, weight: lambda * lambda + (1 - lambda) ** 2 * (before?.weight ?? 1) };
  }
}

function bound(weight: number, log: number): number {
  return Math.sqrt((weight * log) / 2);
}
