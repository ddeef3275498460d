import { checkInteger, checkNumber } from '../../errors';
import { labeledSampler, type LabeledSample, type StreamSource } from './streamSource';

/** Options of `sea`. */
export interface SeaOptions {
  /** Which of the four functions labels the rows, 1 to 4; default 1. */
  readonly concept?: number;
  /** Share of labels that are turned round, in [0, 1]; default 0.1. */
  readonly noise?: number;
  /** Give the two classes in turn (before noise); default false. */
  readonly balance?: boolean;
}

/** A row has class 0 if the first two features sum to at most this. */
const THRESHOLDS = [8, 9, 7, 9.5];

/**
 * SEA concepts (Street & Kim 2001), as MOA defines them (Bifet et al. 2010): three features uniform in [0, 10), the third
 * one irrelevant; class 0 if x₁ + x₂ ≤ θ with θ = 8, 9, 7, 9.5 for concept 1 to 4, else class 1.
 * @throws {TypeError | RangeError} for an option out of range.
 * @example
 * const stream = driftStream(sea(), [sea({ concept: 3 })], sudden({ at: 5000 }), { random, length: 10_000 });
 */
export function sea({ concept = 1, noise = 0.1, balance = false }: SeaOptions = {}): StreamSource<LabeledSample> {
  const threshold = THRESHOLDS[checkInteger('concept', concept, 1, 4) - 1];
  checkNumber('noise', noise, 0, 1);
  const clean = labeledSampler((random) => {
    const features = Float64Array.from({ length: 3 }, () => 10 * random.uniform());
    return { features, label: features[0] + features[1] <= threshold ? 0 : 1 };
  }, balance);
  return function* (random) {
    for (const { features, label } of clean(random))
      yield { features, label: random.uniform() < noise ? 1 - label : label };
  };
}
