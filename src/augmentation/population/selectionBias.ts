import { checkNumber } from '../../errors';
import { type PopulationDrift, populationDrift } from './populationDrift';

/** A row that may get into the sample or not. */
export interface Candidate {
  readonly label: number;
  readonly group?: number;
  readonly covariate?: number;
}

/**
 * Not everybody is seen: a row stays with probability 1 − severity · (1 − chance), so that at severity 1 `chance` is its probability to be selected
 * (Heckman 1979). It may depend on the label: then what is left says something else about the classes than the whole. Fewer rows than before, perhaps
 * none; those of a higher severity are among those of a lower one with the same seed.
 * @param chance the probability in [0, 1] to be selected.
 * @throws {TypeError | RangeError} when applied, if a chance is not a number in [0, 1].
 * @example
 * selectionBias(({ label }) => (label === 1 ? 1 : 0.2)).rows({ labels }, 1, random); // the healthy rarely come
 */
export function selectionBias(chance: (candidate: Candidate) => number): PopulationDrift {
  return populationDrift('selectionBias', ({ labels, groups, covariate }, severity, random) => {
    const stays = (_: unknown, row: number) => {
      const wanted = chance({ label: labels[row], group: groups?.[row], covariate: covariate?.[row] });
      return random.uniform() >= severity * (1 - checkNumber('chance', wanted, 0, 1));
    };
    return Uint32Array.from({ length: labels.length }, (_, row) => row).filter(stays);
  });
}
