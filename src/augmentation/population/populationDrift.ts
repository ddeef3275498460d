import { checkNumber } from '../../errors';
import type { LabeledImages } from '../../data/labeledImages';
import { selectLabeled } from '../../data/labeledImages';
import type { Random } from '../../random';
import { atSeverity } from '../atSeverity';
import type { StreamDrift } from '../driftStream';

/** What a population drift has to know of a set of samples: one number for each of them. */
export interface Population {
  /** Class indices from 0. */
  readonly labels: ArrayLike<number>;
  /** Group indices from 0, e.g. of a sensitive attribute. */
  readonly groups?: ArrayLike<number>;
  /** A property of each sample, e.g. age. */
  readonly covariate?: ArrayLike<number>;
}

/** A change of who is in a sample, with one dial: the samples themselves stay as they are. */
export interface PopulationDrift {
  readonly name: string;
  /**
   * The rows of the drifted population, in ascending order; one may come twice. Severity 0 gives each row once.
   * @throws {TypeError | RangeError} if severity is not a number in [0, 1], or the population lacks what the drift is about.
   */
  rows(population: Population, severity: number, random: Random): Uint32Array;
}

/** A {@link PopulationDrift} from a choice of rows, for severities in (0, 1]. */
export function populationDrift(name: string, choose: PopulationDrift['rows']): PopulationDrift {
  return {
    name,
    rows: (population, severity, random) =>
      atSeverity(
        severity,
        () => Uint32Array.from({ length: population.labels.length }, (_, i) => i),
        () => choose(population, severity, random),
      ),
  };
}

/** How to see a batch of samples as a population, and how to take rows out of it. */
export interface PopulationView<Samples> {
  of(samples: Samples): Population;
  select(samples: Samples, rows: Uint32Array): Samples;
}

/** Labelled images as a population. */
export const labeledImagesView: PopulationView<LabeledImages> = {
  of: ({ labels, groups }) => ({ labels, groups: groups?.members }),
  select: selectLabeled,
};

/**
 * A population drift of batches, for `driftStream`.
 * @example
 * driftStream(batches, [resampled(prevalenceChange({ prevalence: 0.4 }), labeledImagesView)], sudden({ at: 20 }), { random, length: 40 });
 */
export function resampled<Samples>(drift: PopulationDrift, view: PopulationView<Samples>): StreamDrift<Samples> {
  return {
    name: drift.name,
    apply: (samples, severity, random) =>
      severity === 0 ? samples : view.select(samples, drift.rows(view.of(samples), severity, random)),
  };
}

/** @throws {RangeError} if there is no covariate, or one that is not finite. */
export function covariateOf(name: string, { covariate }: Population): Float64Array {
  if (!covariate) throw new RangeError(`invalid population: expected a covariate for ${name}, got none`);
  return Float64Array.from(covariate, (value) => checkNumber('covariate', value));
}
