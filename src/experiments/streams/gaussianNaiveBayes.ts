/** A classifier that learns from one labelled sample at a time. */
export interface OnlineClassifier {
  /** The class index; 0 before anything was learned. */
  predict(features: Float64Array): number;
  learn(features: Float64Array, label: number): void;
  /** Forgets everything. */
  reset(): void;
}

/** Of a feature that has been constant in all classes. */
const LEAST_VARIANCE = 1e-9;

/**
 * Gaussian naive Bayes, one sample at a time: running mean and variance (Welford 1962) of each feature in each class, and the
 * classes' frequencies as the prior. Each class's variance counts one sample more than there was, of the variance of all classes
 * together: right after a reset, a class with three equal values must not exclude all others.
 * @example
 * const learner = gaussianNaiveBayes({ classes: 2, features: 8 });
 * learner.learn(features, 1);
 */
export function gaussianNaiveBayes({ classes, features }: { classes: number; features: number }): OnlineClassifier {
  const ofClass = Array.from({ length: classes }, () => moments(features));
  const all = moments(features);
  const overall = new Float64Array(features);

  function logLikelihood({ count, means, squares }: Moments, sample: Float64Array): number {
    let sum = Math.log(count);
    for (let i = 0; i < features; i++) {
      const variance = (squares[i] + overall[i]) / count;
      sum -= 0.5 * (Math.log(variance) + (sample[i] - means[i]) ** 2 / variance);
    }
    return sum;
  }

  return {
    predict(sample) {
      for (let i = 0; i < features; i++) overall[i] = Math.max(all.squares[i] / all.count, LEAST_VARIANCE);
      let best = 0;
      let highest = -Infinity;
      ofClass.forEach((one, label) => {
        const value = one.count > 0 ? logLikelihood(one, sample) : -Infinity;
        if (value > highest) [best, highest] = [label, value];
      });
      return best;
    },
    learn(sample, label) {
      add(all, sample);
      add(ofClass[label], sample);
    },
    reset() {
      for (const one of [all, ...ofClass]) clear(one);
    },
  };
}

interface Moments {
  count: number;
  readonly means: Float64Array;
  /** Sums of squared deviations from the means. */
  readonly squares: Float64Array;
}

function moments(features: number): Moments {
  return { count: 0, means: new Float64Array(features), squares: new Float64Array(features) };
}

function add(to: Moments, sample: Float64Array): void {
  to.count++;
  for (let i = 0; i < sample.length; i++) {
    const before = sample[i] - to.means[i];
    to.means[i] += before / to.count;
    to.squares[i] += before * (sample[i] - to.means[i]);
  }
}

function clear(one: Moments): void {
  one.count = 0;
  one.means.fill(0);
  one.squares.fill(0);
}
