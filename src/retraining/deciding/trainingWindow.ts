import { checkInteger, checkNumber } from '../../errors';

/** Where a change happened, as sample numbers. */
export interface ChangePoint {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** Which samples to train on: those from `from` to before `to`. Or how many more to wait for. */
export type TrainingWindow =
  | {
      readonly outcome: 'train';
      readonly from: number;
      readonly to: number;
      /** Samples in it that may be from before the change. */
      readonly doubtful: number;
      readonly because: string;
    }
  | { readonly outcome: 'wait'; readonly missing: number; readonly because: string };

/** Options of `trainingWindow`. */
export interface TrainingWindowOptions {
  /** Fewest samples to train on, default 1000. */
  readonly least?: number;
  /** Most samples to train on, the newest; default no limit. */
  readonly most?: number;
  /** Null where no change was found: then all samples are of one kind. */
  readonly change: ChangePoint | null;
}

/**
 * The window of samples numbered 0..count − 1 that follows the change: from the upper end of its interval, where all is
 * new; if that leaves too few, from as little before it as needed, down to the estimate itself. It never reaches past
 * the estimate: rather than to train on what is probably the old concept, wait. Without a change all samples serve.
 * @throws {TypeError | RangeError} if count, least or most is not an integer ≥ 0, 1 or `least`, or not 0 ≤ low ≤
 * estimate ≤ high.
 * @example
 * trainingWindow(5000, { least: 1000, change: { estimate: 3800, low: 3700, high: 4200 } });
 * // { outcome: 'train', from: 4000, to: 5000, doubtful: 200, …
 */
export function trainingWindow(
  count: number,
  { least = 1000, most = Number.MAX_SAFE_INTEGER, change }: TrainingWindowOptions,
): TrainingWindow {
  checkInteger('count', count, 0);
  checkInteger('most', most, checkInteger('least', least, 1));
  if (change) checkChange(change);
  const [sure, first] = change ? [Math.ceil(change.high), Math.ceil(change.estimate)] : [0, 0];
  const since = change ? `since the change at ${change.estimate}` : 'without a change';
  const there = Math.max(count - first, 0);
  if (there < least)
    return { outcome: 'wait', missing: least - there, because: `${there} samples ${since}, ${least} are needed` };
  const from = Math.max(Math.min(sure, count - least), count - most);
  const doubtful = Math.max(Math.min(sure, count) - from, 0);
  const doubt = doubtful > 0 ? `, ${doubtful} of them perhaps from before it` : '';
  return {
    outcome: 'train',
    from,
    to: count,
    doubtful,
    because: `${count - from} of ${there} samples ${since}${doubt}`,
  };
}

function checkChange({ estimate, low, high }: ChangePoint): void {
  checkNumber('change.low', low, 0);
  checkNumber('change.estimate', estimate, low);
  checkNumber('change.high', high, estimate);
}
