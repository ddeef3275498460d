import type { Random } from '../../random';

/** One row of a labelled stream: numbers and its class. */
export interface LabeledSample {
  readonly features: Float64Array;
  /** Class index from 0. */
  readonly label: number;
}

/** Opens a run of a stream: its samples in order, everything random drawn from `random`. A generator function is one. */
export type StreamSource<Sample> = (random: Random) => Iterable<Sample>;

/**
 * An endless source out of a function that draws one sample.
 * @example
 * const normals = sampler((random) => random.normal());
 */
export function sampler<Sample>(draw: (random: Random) => Sample): StreamSource<Sample> {
  return function* (random) {
    for (;;) yield draw(random);
  };
}

/** A sampler of labelled rows that, on wish, waits for the two classes in turn, as MOA balances them: 1, 0, 1, … */
export function labeledSampler(draw: (random: Random) => LabeledSample, balance: boolean): StreamSource<LabeledSample> {
  if (!balance) return sampler(draw);
  return function* (random) {
    for (let wanted = 1; ;) {
      const sample = draw(random);
      if (sample.label !== wanted) continue;
      yield sample;
      wanted = 1 - wanted;
    }
  };
}
