import { checkInteger, checkNumber } from '../../errors';
import { BaseDetector } from './baseDetector';
import { checkError, nullable, number, type Checks } from './detectorState';
import { NO_MEAN, runningMean, withValue, type RunningMean } from './runningMean';
import type { StreamStatus } from './streamDetector';

/** Options of `Ddm`. */
export interface DdmOptions {
  /** Values before the first test, default 30. */
  readonly warmStart?: number;
  /** Standard deviations above the lowest error rate that warn, default 2. */
  readonly warningThreshold?: number;
  /** Standard deviations above the lowest error rate that are a drift, default 3. */
  readonly driftThreshold?: number;
}

interface DdmState {
  errors: RunningMean;
  /** Error rate and its standard deviation when their sum was lowest; null before the first test. */
  lowestRate: number | null;
  lowestDeviation: number | null;
}

/**
 * Drift detection method (Gama, Medas, Castillo & Rodrigues 2004) for a stream of errors: 1 is an error, 0 is none.
 * With p the error rate of n values and s = √(p(1 − p)/n), it warns while p + s > p_min + 2 s_min and finds a drift at
 * 3 s_min, where p_min + s_min is the lowest p + s so far (the last one of equals). Sees rising error rates only,
 * abrupt ones best. It makes no promise of false alarms: a run without errors as long as the warm start makes the first
 * error a drift.
 * @throws {TypeError | RangeError} for options out of range, and from `update` for anything but 0 and 1.
 * @example
 * const detector = new Ddm();
 * for (const [i, label] of labels.entries())
 *   if (detector.update(predictions[i] === label ? 0 : 1) === 'drift') console.log('drift at', i);
 */
export class Ddm extends BaseDetector<Required<DdmOptions>, DdmState> {
  readonly name = 'Ddm';

  constructor({ warmStart = 30, warningThreshold = 2, driftThreshold = 3 }: DdmOptions = {}) {
    super({
      warmStart: checkInteger('warmStart', warmStart, 0),
      warningThreshold: checkNumber('warningThreshold', warningThreshold, 0),
      driftThreshold: checkNumber('driftThreshold', driftThreshold, 0),
    });
  }

  /** The detector that `json` (text or what JSON.parse gives) is the state of. */
  static fromJSON(json: unknown): Ddm {
    return Ddm.restore(json, 'Ddm', (options: DdmOptions) => new Ddm(options));
  }

  protected check(value: number): number {
    return checkError(value);
  }

  protected start(): DdmState {
    return { errors: NO_MEAN, lowestRate: null, lowestDeviation: null };
  }

  protected step(value: number): StreamStatus {
    const { warmStart, warningThreshold, driftThreshold } = this.options;
    const { state } = this;
    state.errors = withValue(state.errors, value);
    const { count, mean: rate } = state.errors;
    if (count <= warmStart) return 'stable';
    const deviation = Math.sqrt((rate * (1 - rate)) / count);
    const level = rate + deviation;
    if (
      state.lowestRate === null ||
      state.lowestDeviation === null ||
      level <= state.lowestRate + state.lowestDeviation
    ) {
      state.lowestRate = rate;
      state.lowestDeviation = deviation;
    }
    if (level > state.lowestRate + driftThreshold * state.lowestDeviation) return 'drift';
    return level > state.lowestRate + warningThreshold * state.lowestDeviation ? 'warning' : 'stable';
  }

  protected checks(): Checks<DdmState> {
    return {
      errors: runningMean(0, 1),
      lowestRate: nullable(number(0, 1)),
      lowestDeviation: nullable(number(0, 1)),
    };
  }

  protected override verify(name: string): void {
    const { lowestRate, lowestDeviation } = this.state;
    if (lowestRate !== null) number()(`${name}.lowestDeviation`, lowestDeviation);
    else if (lowestDeviation !== null) number()(`${name}.lowestRate`, lowestRate);
  }
}
