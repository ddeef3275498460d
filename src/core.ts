/** The part of driftlab that is pure TypeScript: the same in Node, in a notebook and in a browser page. */

export { DriftlabError, type ErrorCode } from './errors';
export { createRandom, permutation, type Random } from './random';
export { concatRows, fromRows, matrix, row, selectRows, type Matrix } from './matrix';
export { concatImages, images, sliceImages, type Images } from './images';

export * from './stats';

// metrics
export { aupro, type AuproOptions } from './metrics/aupro';
export { auroc } from './metrics/auroc';
export { averagePrecision } from './metrics/averagePrecision';
export { pixelAuroc } from './metrics/pixelAuroc';
export { pixelMetrics, type PixelMetrics } from './metrics/pixelMetrics';
export { recallAtFpr } from './metrics/recallAtFpr';
export { rocCurve, type RocCurve } from './metrics/rocCurve';

// detectors of drift in a stream
export * from './detectors/streaming';
