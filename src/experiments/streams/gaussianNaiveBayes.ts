/** A classifier that learns from one labelled sample at a time. */
export interface OnlineClassifier {
  /** The class index; 0 before anything was learned. */
  predict(features: Float64Array): number;
  learn(features: Float64Array, label: number): void;
  /** Forgets everything. */
  reset(): void;
}

/** Keeps a class that was constant so far from excluding all other values; as a share of nothing, it only has to be small. */
const LEAST_VARIANCE = 1e-9;

/**
 * Gaussian naive Bayes, one sample at a time: running mean and variance (Welford 1962) of each feature in each class. A feature
 * counts for a class with two samples or more; the classes' frequencies are the prior.
 * @example
 * const learner = gaussianNaiveBayes({ classes: 2, features: 8 });
 * learner.learn(features, 1);
 */
export function gaussianNaiveBayes({ classes, features }: { classes: number; features: number }): OnlineClassifier {
  const counts = new Float64Array(classes);
  const means = new Float64Array(classes * features);
  const squares = new Float64Array(classes * features);

  function logLikelihood(sample: Float64Array, label: number): number {
    const count = counts[label];
    let sum = Math.log(count);
    for (let i = 0, at = label * features; i < features; i++, at++) {
      const variance = count > 1 ? Math.max(squares[at] / (count - 1), LEAST_VARIANCE) : 1;
      sum -= 0.5 * (Math.log(variance) + (sample[i] - means[at]) ** 2 / variance);
    }
    return sum;
  }

  return {
    predict(sample) {
      let best = 0;
      let highest = -Infinity;
      for (let label = 0; label < classes; label++) {
        const value = counts[label] > 0 ? logLikelihood(sample, label) : -Infinity;
        if (value > highest) [best, highest] = [label, value];
      }
      return best;
    },
    learn(sample, label) {
      const count = ++counts[label];
      for (let i = 0, at = label * features; i < features; i++, at++) {
        const before = sample[i] - means[at];
        means[at] += before / count;
        squares[at] += before * (sample[i] - means[at]);
      }
    },
    reset() {
      for (const state of [counts, means, squares]) state.fill(0);
    },
  };
}
