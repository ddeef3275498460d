import { checkInteger } from '../../errors';
import { checkProbability } from '../../stats/checkProbability';
import { BaseDetector } from './baseDetector';
import { checkValue, flag, type Checks } from './detectorState';
import { NO_MEAN, runningMean, withValue, type RunningMean } from './runningMean';
import { worse, type StreamStatus } from './streamDetector';

/** Options of `HddmA`. */
export interface HddmAOptions {
  /** Error probability of one test for a drift, in (0, 1), default 0.001. */
  readonly driftConfidence?: number;
  /** Error probability of one test for a warning, in (0, 1), default 0.005. */
  readonly warningConfidence?: number;
  /** Whether a falling mean is a drift too, default false. */
  readonly twoSided?: boolean;
}

interface HddmAState {
  all: RunningMean;
  /** The values up to the cut from which on the mean seems to rise, and to fall. */
  beforeRise: RunningMean;
  beforeFall: RunningMean;
  warned: boolean;
}

/**
 * Drift detection by Hoeffding's bound on averages (Frías-Blanco et al. 2015, HDDM_A-test) for values in [0, 1], such
 * as errors (1 is an error). Compares the mean of all values with the mean up to the cut where mean + √(ln(1/α)/(2n))
 * was lowest; a rise of √((1/n_cut − 1/n)/2 · ln(2/α)) is a drift. For independent values each test errs with
 * probability α at most; of a whole stream nothing is promised (measured: 0.001 false alarms per 1000 errors of rate
 * 0.2). With `twoSided` a fall is a drift as well, as in river (the authors' code forgets its state then, but raises no
 * flag).
 * @throws {TypeError | RangeError} for options out of range, and from `update` for values outside [0, 1].
 * @example
 * const detector = new HddmA({ twoSided: true });
 * detector.update(0.3); // 'stable', 'warning' or 'drift'
 */
export class HddmA extends BaseDetector<Required<HddmAOptions>, HddmAState> {
  readonly name = 'HddmA';
  private readonly logCut: number;
  private readonly logDrift: number;
  private readonly logWarning: number;

  constructor({ driftConfidence = 0.001, warningConfidence = 0.005, twoSided = false }: HddmAOptions = {}) {
    super({
      driftConfidence: checkProbability('driftConfidence', driftConfidence),
      warningConfidence: checkProbability('warningConfidence', warningConfidence),
      twoSided: flag('twoSided', twoSided),
    });
    this.logCut = Math.log(1 / driftConfidence);
    this.logDrift = Math.log(2 / driftConfidence);
    this.logWarning = Math.log(2 / warningConfidence);
  }

  /** The detector that `json` (text or what JSON.parse gives) is the state of. */
  static fromJSON(json: unknown): HddmA {
    return HddmA.restore(json, 'HddmA', (options: HddmAOptions) => new HddmA(options));
  }

  /** Whether a warning is up: also at a drift, when one side warns and the other is over its bound. */
  get warning(): boolean {
    return this.state.warned;
  }

  protected check(value: number): number {
    return checkValue(value, 0, 1);
  }

  protected start(): HddmAState {
    return { all: NO_MEAN, beforeRise: NO_MEAN, beforeFall: NO_MEAN, warned: false };
  }

  protected step(value: number): StreamStatus {
    const { state } = this;
    const all = withValue(state.all, value);
    state.all = all;
    state.beforeRise = this.moveCut(state.beforeRise, 1);
    state.beforeFall = this.moveCut(state.beforeFall, -1);
    const rise = this.compare(state.beforeRise, 1);
    const fall = this.options.twoSided ? this.compare(state.beforeFall, -1) : 'stable';
    state.warned = rise === 'warning' || fall === 'warning';
    return worse(rise, fall);
  }

  protected checks(): Checks<HddmAState> {
    return { all: runningMean(0, 1), beforeRise: runningMean(0, 1), beforeFall: runningMean(0, 1), warned: flag };
  }

  protected override verify(name: string): void {
    const { all, beforeRise, beforeFall } = this.state;
    checkInteger(`${name}.beforeRise.count`, beforeRise.count, Math.min(1, all.count), all.count);
    checkInteger(`${name}.beforeFall.count`, beforeFall.count, Math.min(1, all.count), all.count);
  }

  /** Everything so far, if its mean (of mirrored values, for a fall) + bound is the lowest. */
  private moveCut(before: RunningMean, sign: 1 | -1): RunningMean {
    const { all } = this.state;
    const lower = before.count === 0 || sign * before.mean + this.bound(before) >= sign * all.mean + this.bound(all);
    return lower ? all : before;
  }

  private compare(before: RunningMean, sign: 1 | -1): StreamStatus {
    const { all } = this.state;
    if (before.count === all.count) return 'stable';
    const change = sign * (all.mean - before.mean);
    const weight = ((all.count - before.count) / before.count) * (1 / all.count);
    if (change >= Math.sqrt((weight / 2) * this.logDrift)) return 'drift';
    return change >= Math.sqrt((weight / 2) * this.logWarning) ? 'warning' : 'stable';
  }

  private bound({ count }: RunningMean): number {
    return Math.sqrt((1 / (2 * count)) * this.logCut);
  }
}
