import { Adwin } from '../../../src/detectors/streaming/adwin';
import { Ddm } from '../../../src/detectors/streaming/ddm';
import { Eddm } from '../../../src/detectors/streaming/eddm';
import { HddmA } from '../../../src/detectors/streaming/hddmA';
import { HddmW } from '../../../src/detectors/streaming/hddmW';
import { Kswin } from '../../../src/detectors/streaming/kswin';
import { PageHinkley } from '../../../src/detectors/streaming/pageHinkley';
import type { StreamDetector } from '../../../src/detectors/streaming/streamDetector';
import { restoreDetector } from '../../../src/detectors/streaming/streamDetectors';

interface Stream {
  readonly stream: number[];
  readonly use_first?: number;
}

interface Hddm extends Stream {
  readonly drift_confidence: number;
  readonly warning_confidence: number;
  readonly two_sided_test: boolean;
}

/** What of it an adapter needs: the indices at which the state is asked for. */
interface Asked {
  readonly checkpoints?: readonly { readonly index: number }[];
}

interface AdwinInput extends Stream {
  readonly delta: number;
  readonly clock: number;
  readonly max_buckets: number;
  readonly min_window_length: number;
  readonly grace_period: number;
  readonly reset_on_drift: boolean;
}

interface PageHinkleyInput extends Stream {
  readonly min_instances: number;
  readonly delta: number;
  readonly threshold: number;
  readonly alpha: number;
  readonly mode: 'up' | 'down' | 'both';
}

interface KswinInput extends Stream {
  readonly alpha: number;
  readonly window_size: number;
  readonly stat_size: number;
}

export function adwin(input: AdwinInput, asked: Asked): unknown {
  const { delta, clock } = input;
  const [maxBuckets, minWindowLength, gracePeriod] = [input.max_buckets, input.min_window_length, input.grace_period];
  const windows = { maxBuckets, minWindowLength, gracePeriod, resetOnDrift: input.reset_on_drift };
  return follow(new Adwin({ delta, clock, ...windows }), input, asked, ({ width, mean, variance }) => {
    return { width, estimation: mean, variance: variance * width };
  });
}

export function ddm(
  input: Stream & { warm_start: number; warning_threshold: number; drift_threshold: number },
): unknown {
  const thresholds = { warningThreshold: input.warning_threshold, driftThreshold: input.drift_threshold };
  return follow(new Ddm({ warmStart: input.warm_start, ...thresholds }), input);
}

export function eddm(input: Stream & { warm_start: number; alpha: number; beta: number }): unknown {
  const { warm_start: warmStart, alpha, beta } = input;
  return follow(new Eddm({ warmStart, alpha, beta }), input);
}

export function hddm_a(input: Hddm): unknown {
  return follow(new HddmA(confidences(input)), input);
}

export function hddm_w(input: Hddm & { lambda: number; ewma_init: 'river' | 'first_value' }): unknown {
  const ewmaInit = input.ewma_init === 'first_value' ? 'firstValue' : input.ewma_init;
  return follow(new HddmW({ ...confidences(input), lambda: input.lambda, ewmaInit }), input);
}

export function page_hinkley(input: PageHinkleyInput, asked: Asked): unknown {
  const { min_instances: minInstances, delta, threshold, alpha, mode } = input;
  const detector = new PageHinkley({ minInstances, delta, threshold, alpha, mode });
  return follow(detector, input, asked, ({ mean, rise, fall }) => ({ mean, up: rise, down: fall }));
}

export function kswin(input: KswinInput): unknown {
  const { alpha, window_size: windowSize, stat_size: statSize } = input;
  return follow(new Kswin({ alpha, windowSize, statSize }), input);
}

export function kswin_check(input: { window: number[]; indices: number[]; stat_size: number; alpha: number }): unknown {
  const { window, indices, stat_size: statSize, alpha } = input;
  const detector = new Kswin({ alpha, windowSize: 2 * statSize, statSize });
  for (const value of [...indices.map((i) => window[i]), ...window.slice(-statSize)]) detector.update(value);
  return { statistic: detector.statistic, pvalue: detector.pValue, drift: detector.status === 'drift' };
}

function confidences(input: Hddm): { driftConfidence: number; warningConfidence: number; twoSided: boolean } {
  const { drift_confidence: driftConfidence, warning_confidence: warningConfidence, two_sided_test: twoSided } = input;
  return { driftConfidence, warningConfidence, twoSided };
}

/**
 * The indices of drifts and warnings, and the state after the updates that are asked for.
 * @throws {Error} if a copy that is restored from JSON in the middle goes on differently.
 */
function follow<Detector extends StreamDetector>(
  detector: Detector,
  { stream, use_first }: Stream,
  { checkpoints = [] }: Asked = {},
  stateOf?: (detector: Detector) => object,
): unknown {
  const indices = new Set(checkpoints.map(({ index }) => index));
  const [detections, warnings, states]: [number[], number[], object[]] = [[], [], []];
  const values = stream.slice(0, use_first);
  let copy: StreamDetector | undefined;
  for (const [index, value] of values.entries()) {
    if (index === values.length >> 1) copy = restoreDetector(JSON.stringify(detector));
    copy?.update(value);
    if (detector.update(value) === 'drift') detections.push(index);
    if (isWarned(detector)) warnings.push(index);
    if (copy && copy.status !== detector.status) throw new Error(`restored detector: ${copy.status} at ${index}`);
    if (indices.has(index)) states.push({ index, ...stateOf?.(detector) });
  }
  const counts = { n_detections: detections.length, n_warnings: warnings.length };
  return { detections, warnings: warnings.slice(0, 50), ...counts, checkpoints: states };
}

/** A detector may warn and alarm at once; its status is the alarm then. */
function isWarned(detector: StreamDetector & { warning?: boolean }): boolean {
  return detector.warning ?? detector.status === 'warning';
}
