import type { Random } from '../../random';
import { kolmogorovSmirnov } from '../../stats/kolmogorovSmirnov';
import type { SampleWindow } from './sampleRing';

/** What is known of a window beside its reference. */
export interface DriftAssessment {
  /** In [0, 1], of the inputs or the errors, whichever is larger. */
  readonly severity: number;
  /** Posterior probability of a drift under `prior`. */
  readonly confidence: number;
  /** Whether confidence is above 0.5. */
  readonly drift: boolean;
  readonly bayesFactor: number;
  /** Share of windows that are taken to have drifted, before this one is looked at. */
  readonly prior: number;
  readonly because: readonly string[];
}

/** Says whether a window has drifted; the same windows and generator give the same answer. */
export type DriftMonitor = (
  reference: SampleWindow,
  sample: SampleWindow,
  random: Random,
) => DriftAssessment | Promise<DriftAssessment>;

/**
 * The smallest p value of Kolmogorov–Smirnov tests of features and predictions and of errors, times their number, as a bound on the Bayes
 * factor, 1 / (−e p ln p) (Sellke, Bayarri & Berger 2001).
 */
export function boundMonitor({ prior = 0.1 }: { readonly prior?: number } = {}): DriftMonitor {
  return (reference, sample) => {
    const tests = comparisons(reference, sample).map(([name, a, b]) => ({ name, ...kolmogorovSmirnov(a, b) }));
    const best = tests.reduce((least, test) => (test.pValue < least.pValue ? test : least));
    const p = Math.min(1, best.pValue * tests.length);
    const bayesFactor = p < 1 / Math.E ? Math.min(1e12, 1 / (-Math.E * Math.max(p, 1e-300) * Math.log(Math.max(p, 1e-300)))) : 1; // prettier-ignore
    const confidence = (bayesFactor * prior) / (bayesFactor * prior + 1 - prior);
    return {
      ...{ severity: best.statistic, confidence, drift: confidence > 0.5, bayesFactor, prior },
      because: [`${best.name} differs most: p = ${p.toPrecision(3)} for ${tests.length} tests`],
    };
  };
}

function comparisons(reference: SampleWindow, sample: SampleWindow): [string, Float64Array, Float64Array][] {
  const column = ({ inputs }: SampleWindow, j: number) => Float64Array.from({ length: inputs.rows }, (_, i) => inputs.values[i * inputs.columns + j]); // prettier-ignore
  const errors = ({ predictions, labels }: SampleWindow) => predictions.map((said, i) => (Number.isNaN(labels[i]) ? NaN : Number(said !== labels[i]))).filter((one) => !Number.isNaN(one)); // prettier-ignore
  const features = Array.from({ length: reference.inputs.columns }, (_, j) => [`feature ${j}`, column(reference, j), column(sample, j)] as [string, Float64Array, Float64Array]); // prettier-ignore
  const [before, now] = [errors(reference), errors(sample)];
  return before.length > 9 && now.length > 9 ? [...features, ['errors', before, now]] : features;
}
