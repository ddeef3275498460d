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
   * What an average starts with. 'firstValue' (default): as published. 'river': also afresh with the next value
   * whenever it is exactly 0, as river's averages do, which adds alarms on streams that begin with zeros.
   */
  readonly ewmaInit?: 'firstValue' | 'river';
}

/** An exponentially weighted average, and the sum of its squared weights. */
interface Average {
  readonly mean: number;
  readonly weight: number;
}

/** The averages up to the cut where average + bound was lowest, and from it on; null where there is nothing yet. */
interface Cut {
  level: number | null;
  before: Average | null;
  after: Average | null;
}

interface HddmWState {
  all: Average | null;
  rise: Cut;
  /** Of the mirrored values. */
  fall: Cut;
  warned: boolean;
}

/**
 * Drift detection by McDiarmid's bound on weighted averages (Frías-Blanco et al. 2015, HDDM_W-test) for values in [0,
 * 1], such as errors (1 is an error). Two exponentially weighted averages, up to the cut where average + bound was
 * lowest and from it on, differ by more than √((w₁ + w₂) ln(1/α)/2) at a drift; w are the sums of squared weights.
 * Recent values count most, so gradual drifts are seen earlier than by HDDM_A. For independent values each test errs
 * with probability α at most; of a whole stream nothing is promised (measured: 0.08 false alarms per 1000 errors of
 * rate 0.2).
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
    return HddmW.restore(json, 'HddmW', (options: HddmWOptions) => new HddmW(options));
  }

  /** Whether a warning is up: also at a drift, when one side warns and the other is over its bound. */
  get warning(): boolean {
    return this.state.warned;
  }

  protected check(value: number): number {
    return checkValue(value, 0, 1);
  }

  protected start(): HddmWState {
    const cut = (): Cut => ({ level: null, before: null, after: null });
    return { all: null, rise: cut(), fall: cut(), warned: false };
  }

  protected step(value: number): StreamStatus {
    const { state } = this;
    const all = this.average(state.all, value);
    state.all = all;
    const rise = this.follow(state.rise, 1, all, value);
    const fall = this.options.twoSided ? this.follow(state.fall, -1, all, value) : 'stable';
    state.warned = rise === 'warning' || fall === 'warning';
    return worse(rise, fall);
  }

  protected checks(): Checks<HddmWState> {
    const average = nullable(record<Average>({ mean: number(0, 1), weight: number(0, 1) }));
    const cut = record<Cut>({ level: nullable(number(-100, 100)), before: average, after: average });
    return { all: average, rise: cut, fall: cut, warned: flag };
  }

  /** Moves the cut, or adds the value behind it, and compares its two sides. */
  private follow(cut: Cut, sign: 1 | -1, all: Average, value: number): StreamStatus {
    const level = sign * all.mean + bound(all.weight, this.logDrift);
    if (cut.level === null || level < cut.level) {
      cut.level = level;
      cut.before = all;
      cut.after = null;
    } else cut.after = this.average(cut.after, value);
    const { before, after } = cut;
    if (before === null || after === null) return 'stable';
    const change = sign * (after.mean - before.mean);
    const weight = before.weight + after.weight;
    if (change > bound(weight, this.logDrift)) return 'drift';
    return change > bound(weight, this.logWarning) ? 'warning' : 'stable';
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
