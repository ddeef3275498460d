/** Detectors of drift in a stream, one value at a time: pure, the same in Node and in a browser. */

export { Adwin, type AdwinOptions } from './adwin';
export type { ChartOptions } from './chartReference';
export { Cusum, type CusumOptions } from './cusum';
export { cusumRunLength, cusumThreshold, type CusumDesign } from './cusumRunLength';
export { Ddm, type DdmOptions } from './ddm';
export { Eddm, type EddmOptions } from './eddm';
export { Ewma, type EwmaOptions } from './ewma';
export { ewmaLimit, ewmaRunLength } from './ewmaRunLength';
export { HddmA, type HddmAOptions } from './hddmA';
export { HddmW, type HddmWOptions } from './hddmW';
export { Kswin, type KswinOptions } from './kswin';
export { PageHinkley, type PageHinkleyOptions } from './pageHinkley';
export type { StreamDetector, StreamDetectorState, StreamStatus } from './streamDetector';
export { restoreDetector, streamDetectors, type StreamDetectorName } from './streamDetectors';
