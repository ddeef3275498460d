import { checkInteger, checkNumber } from '../../errors';
import { BaseDetector } from './baseDetector';
import { checkError, flag, integer, number, type Checks } from './detectorState';
import { NO_MEAN, runningMean, withValue, type RunningMean } from './runningMean';
import type { StreamStatus } from './streamDetector';

/** Options of `Eddm`. */
export interface EddmOptions {
  /** Values, and errors, before the first test, default 30. */
  readonly warmStart?: number;
  /** Share of the largest distance below which it warns, in [beta, 1], default 0.95. */
  readonly alpha?: number;
  /** Share of the largest distance below which there is a drift, in [0, 1], default 0.9. */
  readonly beta?: number;
}

interface EddmState {
  count: number;
  lastError: number;
  distances: RunningMean;
  /** Sum of squared deviations of the distances. */
  squares: number;
  largest: number;
  warned: boolean;
}

/**
 * Early drift detection method (Baena-García et al. 2006) for a stream of errors: 1 is an error, 0 is none. Follows the
 * distances between errors, with mean m and standard deviation s (n − 1 in the denominator, as in river): when m + 2s
 * falls below 95 % of the largest so far it warns, below 90 % there is a drift. Between errors the status stays. Sees
 * small rises of the error rate earlier than DDM and pays with false alarms, about which it promises nothing (measured:
 * 0.12 per 1000 errors of rate 0.2, where DDM has none).
 * @throws {TypeError | RangeError} for options out of range, and from `update` for anything but 0 and 1.
 * @example
 * const detector = new Eddm({ beta: 0.8 });
 * detector.update(prediction === label ? 0 : 1); // 'stable', 'warning' or 'drift'
 */
export class Eddm extends BaseDetector<Required<EddmOptions>, EddmState> {
  readonly name = 'Eddm';

  constructor({ warmStart = 30, alpha = 0.95, beta = 0.9 }: EddmOptions = {}) {
    super({
      warmStart: checkInteger('warmStart', warmStart, 0),
      beta: checkNumber('beta', beta, 0, 1),
      alpha: checkNumber('alpha', alpha, beta, 1),
    });
  }

  /** The detector that `json` (text or what JSON.parse gives) is the state of. */
  static fromJSON(json: unknown): Eddm {
    return Eddm.restore(json, 'Eddm', (options: EddmOptions) => new Eddm(options));
  }

  /** Whether the warning is up; it stays up at the drift that it warned of. */
  get warning(): boolean {
    return this.state.warned;
  }

  protected check(value: number): number {
    return checkError(value);
  }

  protected start(): EddmState {
    return { count: 0, lastError: 0, distances: NO_MEAN, squares: 0, largest: 0, warned: false };
  }

  protected step(value: number): StreamStatus {
    const { state } = this;
    state.count++;
    const drift = value === 1 && this.addError();
    if (drift) return 'drift';
    return state.warned ? 'warning' : 'stable';
  }

  protected checks(): Checks<EddmState> {
    return {
      count: integer(),
      lastError: integer(0),
      distances: runningMean(0, Number.MAX_SAFE_INTEGER),
      squares: number(0),
      largest: number(0),
      warned: flag,
    };
  }

  protected override verify(name: string): void {
    const { count, lastError, distances } = this.state;
    checkInteger(`${name}.lastError`, lastError, 0, count);
    checkInteger(`${name}.distances.count`, distances.count, 0, count);
  }

  private addError(): boolean {
    const { state } = this;
    const { warmStart, alpha, beta } = this.options;
    this.addDistance(state.count - state.lastError);
    state.lastError = state.count;
    if (state.count <= warmStart) return false;
    const { count, mean } = state.distances;
    const deviation = count > 1 ? Math.sqrt(state.squares / (count - 1)) : 0;
    const distance = mean + 2 * deviation;
    if (distance > state.largest) {
      state.largest = distance;
      return false;
    }
    if (count <= warmStart) return false;
    if (distance / state.largest < beta) return true;
    state.warned = distance / state.largest < alpha;
    return false;
  }

  private addDistance(distance: number): void {
    const { state } = this;
    const before = state.distances.mean;
    state.distances = withValue(state.distances, distance);
    state.squares += (distance - before) * (distance - state.distances.mean);
  }
}
