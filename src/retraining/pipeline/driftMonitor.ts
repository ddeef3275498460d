import { matrix } from '../../matrix';
import type { Random } from '../../random';
import { mean } from '../../stats/moments';
import { driftSeverity } from '../explaining/driftSeverity';
import { driftEvidence } from '../monitoring/driftEvidence';
import { driftPosterior, type DriftPosterior } from '../monitoring/driftPosterior';
import { ensembleEvidence, type EnsembleEvidence } from '../monitoring/ensembleEvidence';
import type { SampleWindow } from './sampleRing';

/** What is known of a window beside its reference. */
export interface DriftAssessment {
  /** In [0, 1]. */
  readonly severity: number;
  /** Probability of a drift in [0, 1], under a stated prior. */
  readonly confidence: number;
  /** Whether that is a detection. */
  readonly drift: boolean;
  readonly because: readonly string[];
  /** Of the ensemble. */
  readonly posterior?: DriftPosterior;
  readonly evidence?: EnsembleEvidence;
}

/** Says whether a window has drifted. The same windows and generator have to give the same answer. */
export type DriftMonitor = (
  reference: SampleWindow,
  sample: SampleWindow,
  random: Random,
) => DriftAssessment | Promise<DriftAssessment>;

/** Options of {@link ensembleMonitor}. */
export interface EnsembleMonitorOptions {
  /** Share of windows with a drift that is expected before one is looked at, in (0, 1); default 0.1. */
  readonly baseRate?: number;
  /** The posterior beyond which a drift counts as detected, default 0.5. */
  readonly threshold?: number;
  /** Whether to compare every k-th sample only, where neighbours are alike, as in a sensor's readings (`ensembleEvidence`); default false. */
  readonly thin?: boolean;
}

/** An error rate is compared when so many labels have come. */
const LEAST_LABELS = 10;

/**
 * The ensemble of `ensembleEvidence` with the posterior of `driftPosterior`. The severity is that of the inputs (`driftSeverity`; the largest
 * Kolmogorov–Smirnov distance where there are too few rows for the columns) or that of the errors, if there are more of them than before, whichever is
 * larger.
 * @example
 * const monitor = ensembleMonitor({ baseRate: 0.02 });
 */
export function ensembleMonitor({ baseRate = 0.1, threshold = 0.5, thin }: EnsembleMonitorOptions = {}): DriftMonitor {
  return (reference, sample, random) => {
    const [before, now] = [reference, sample].map(({ inputs, predictions, labels }) => ({
      ...{ inputs, predictions },
      errors: errorsOf({ predictions, labels }),
    }));
    const evidence = ensembleEvidence(before, now, { random, thin });
    const posterior = driftPosterior(driftEvidence(evidence), { baseRate });
    const [ofInputs, ofErrors] = [inputSeverity(reference, sample, evidence), errorSeverity(before.errors, now.errors)];
    const { probability: confidence, statement } = posterior;
    const severity = Math.max(ofInputs, ofErrors);
    const sizes = `severity of inputs ${ofInputs.toPrecision(3)}, of errors ${ofErrors.toPrecision(3)}`;
    return { severity, confidence, drift: confidence > threshold, because: [statement, sizes], posterior, evidence };
  };
}

/** 1 where the model was wrong, 0 where it was right, NaN where that is not known. */
export function errorsOf({ predictions, labels }: Pick<SampleWindow, 'predictions' | 'labels'>): Float64Array {
  return labels.map((label, i) => (Number.isNaN(label) || Number.isNaN(predictions[i]) ? NaN : Number(label !== predictions[i]))); // prettier-ignore
}

/** Whether two samples have rows enough for means, squares and covariances of their columns. */
export function hasRowsEnough({ inputs }: SampleWindow, { inputs: others }: SampleWindow): boolean {
  return inputs.rows + others.rows > 2 * inputs.columns + 3;
}

function inputSeverity(reference: SampleWindow, sample: SampleWindow, { members }: EnsembleEvidence): number {
  if (hasRowsEnough(reference, sample)) return driftSeverity(reference.inputs, sample.inputs).severity;
  const [ks] = members;
  return ks.pValue === null ? 0 : Math.min(1, ks.statistic);
}

function errorSeverity(before: Float64Array, now: Float64Array): number {
  const [old, recent] = [before, now].map((errors) => errors.filter((error) => !Number.isNaN(error)));
  if (Math.min(old.length, recent.length) < LEAST_LABELS || mean(recent) <= mean(old)) return 0;
  const [first, second] = [old, recent].map((errors) => matrix(errors, errors.length, 1));
  return driftSeverity(first, second, { squares: false }).severity;
}
