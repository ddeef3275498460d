import { checkOneOf } from '../../errors';
import { Adwin } from './adwin';
import { parse } from './baseDetector';
import { Cusum } from './cusum';
import { Ddm } from './ddm';
import { checkRecord } from './detectorState';
import { Eddm } from './eddm';
import { Ewma } from './ewma';
import { HddmA } from './hddmA';
import { HddmW } from './hddmW';
import { Kswin } from './kswin';
import { PageHinkley } from './pageHinkley';
import type { StreamDetector } from './streamDetector';

/** The stream detectors by name. */
export const streamDetectors = { Adwin, Cusum, Ddm, Eddm, Ewma, HddmA, HddmW, Kswin, PageHinkley } as const;

/** The name of a stream detector. */
export type StreamDetectorName = keyof typeof streamDetectors;

/**
 * The stream detector, of whichever kind, that `json` (text or what JSON.parse gives) is the state of.
 * @throws {TypeError | RangeError} that names the field, if it is no state of a detector in this version.
 * @example
 * const detector = restoreDetector(JSON.stringify(new Adwin()));
 */
export function restoreDetector(json: unknown): StreamDetector {
  const { detector } = checkRecord('json', parse(json));
  const names = Object.keys(streamDetectors) as StreamDetectorName[];
  return streamDetectors[checkOneOf('json.detector', detector, names)].fromJSON(json);
}
