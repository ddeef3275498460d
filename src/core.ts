/** The part of driftlab that is pure TypeScript: the same in Node, in a notebook and in a browser page. */

export { DriftlabError, type ErrorCode } from './errors';
export { createRandom, permutation, type Random } from './random';
export { concatRows, fromRows, matrix, row, selectRows, type Matrix } from './matrix';
export { concatImages, images, sliceImages, type Images } from './images';

export * from './stats';

// streams with known drift
export { driftStream, type DriftStream, type DriftStreamOptions, type StreamDrift } from './augmentation/driftStream';
export { blip } from './augmentation/schedules/blip';
export { gradual } from './augmentation/schedules/gradual';
export { incremental } from './augmentation/schedules/incremental';
export { none } from './augmentation/schedules/none';
export { recurring } from './augmentation/schedules/recurring';
export type { DriftSchedule, ScheduleName } from './augmentation/schedules/schedule';
export { seasonal } from './augmentation/schedules/seasonal';
export { sudden } from './augmentation/schedules/sudden';
export { agrawal, type AgrawalOptions } from './data/streams/agrawal';
export type { DriftPoint } from './data/streams/driftPoint';
export { hyperplane, type HyperplaneOptions } from './data/streams/hyperplane';
export { led, type LedOptions } from './data/streams/led';
export { rbf, type RbfOptions } from './data/streams/rbf';
export { sea, type SeaOptions } from './data/streams/sea';
export { sampler, type LabeledSample, type StreamSource } from './data/streams/streamSource';

// metrics
export { aupro, type AuproOptions } from './metrics/aupro';
export { auroc } from './metrics/auroc';
export { averagePrecision } from './metrics/averagePrecision';
export { cohenKappa } from './metrics/cohenKappa';
export { evaluateStream, type EvaluateStreamOptions } from './metrics/evaluateStream';
export { kappaTemporal } from './metrics/kappaTemporal';
export { majorityClass, noChange } from './metrics/naivePredictions';
export { pixelAuroc } from './metrics/pixelAuroc';
export { pixelMetrics, type PixelMetrics } from './metrics/pixelMetrics';
export { prequentialAccuracy, type Forgetting } from './metrics/prequentialAccuracy';
export { recallAtFpr } from './metrics/recallAtFpr';
export { rocCurve, type RocCurve } from './metrics/rocCurve';
export { streamAlarms, type AlarmSource } from './metrics/streamAlarms';
export { poolEvaluations, type StreamEvaluation } from './metrics/streamEvaluation';

// detectors of drift in a stream
export * from './detectors/streaming';
export { strawMen } from './detectors/strawMen';
