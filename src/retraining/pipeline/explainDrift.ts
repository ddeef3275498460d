import { attributeDrift, type FeatureAttribution } from '../explaining/attributeDrift';
import { changePoint, type DatedChange } from '../explaining/changePoint';
import { driftSeverity, type DriftSeverity } from '../explaining/driftSeverity';
import { whatMoved, type WhatMoved } from '../explaining/whatMoved';
import type { ChangePoint } from '../deciding/trainingWindow';
import { errorsOf, hasRowsEnough } from './driftMonitor';
import type { SampleRing, SampleWindow } from './sampleRing';

/** Why a window is not like its reference. */
export interface DriftExplanation {
  /** Of the inputs. */
  readonly severity: DriftSeverity;
  /** Features with a share of the drift, the largest first. */
  readonly features: readonly FeatureAttribution[];
  /** Null where it cannot be asked: the reference has not two labels of two classes, or a new class came. */
  readonly moved: WhatMoved | null;
  /** Null where no change stands out. */
  readonly change: PositionedChange | null;
}

/** When a series changed, by position. */
export interface PositionedChange extends ChangePoint, Pick<DatedChange, 'level' | 'logBayesFactor'> {
  /** 'errors', or the feature. */
  readonly of: string;
  /** The times of the samples at these positions, milliseconds since 1970. */
  readonly times: ChangePoint;
}

/** ln of the Bayes factor from which a change is believed: odds of 10. */
const EVIDENT = Math.log(10);
const LEAST = 20;

/**
 * Severity, features, cause and time of a drift; null where there are too few rows for the columns, such as those of images. Dated are the errors where the concept has moved, else, or where they
 * show no date, the feature with the largest share; the series begins as far before the window as the window is long.
 */
export function explainDrift(
  reference: SampleWindow,
  sample: SampleWindow,
  ring: SampleRing,
  from: number,
): DriftExplanation | null {
  if (!hasRowsEnough(reference, sample)) return null;
  const severity = driftSeverity(reference.inputs, sample.inputs);
  const attribution = attributeDrift(reference.inputs, sample.inputs);
  const features = attribution.features.filter(({ share }) => share > 0).sort((a, b) => b.share - a.share);
  const moved = comparable(reference.labels, sample.labels) ? whatMoved(reference, sample) : null;
  const column = features.length > 0 ? attribution.features.indexOf(features[0]) : undefined;
  return { severity, features, moved, change: dateChange(ring, from, moved, column) };
}

function comparable(before: Float64Array, now: Float64Array): boolean {
  const counts = new Map<number, number>();
  for (const label of before) if (!Number.isNaN(label)) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts.size > 1 && [...counts.values()].every((count) => count > 1) && now.every((label) => Number.isNaN(label) || counts.has(label)); // prettier-ignore
}

/** By the errors where the concept has moved, and where they date nothing by the feature. */
function dateChange(
  ring: SampleRing,
  from: number,
  moved: WhatMoved | null,
  column: number | undefined,
): PositionedChange | null {
  const ofErrors = moved?.concept.answer === 'moved' ? dateSeries(ring, from, 'errors') : null;
  return ofErrors ?? (column === undefined ? null : dateSeries(ring, from, column));
}

function dateSeries(ring: SampleRing, from: number, of: 'errors' | number): PositionedChange | null {
  const positions = ring.held({ from, labelled: of === 'errors' });
  if (positions.length < LEAST) return null;
  const { inputs, predictions, labels, times } = ring.window(positions);
  const series =
    of === 'errors'
      ? errorsOf({ predictions, labels })
      : predictions.map((_, i) => inputs.values[i * inputs.columns + of]);
  const { estimate, low, high, level, logBayesFactor } = changePoint(series);
  if (logBayesFactor < EVIDENT) return null;
  const at = (places: ArrayLike<number>) => ({ estimate: places[estimate], low: places[low], high: places[high] });
  const name = of === 'errors' ? of : `feature ${of}`;
  return { ...at(positions), level, logBayesFactor, of: name, times: at(times) };
}
