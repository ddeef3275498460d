import { fromRows, row } from '../../../src/matrix';
import type { Samples } from '../../../src/nn/samples';
import { logOdds, logisticRegression, type LogisticModel } from '../../../src/stats/logisticRegression';
import type { OwnFunctions } from '../../../src/retraining/learning/ownLearner';

/** Gaussian naive Bayes: sums of each class, so that it can go on learning. */
export interface NaiveBayes {
  readonly counts: readonly number[];
  readonly sums: readonly (readonly number[])[];
  readonly squares: readonly (readonly number[])[];
}

/** A model that is not ours: naive Bayes with `train` and `predict` alone. */
export const naiveBayes: OwnFunctions<NaiveBayes> = {
  name: 'naive Bayes',
  classes: 2,
  train: ({ inputs, labels = [] }, start) => {
    const empty = () => [0, 1].map((k) => [...Array(inputs.columns).keys()].map((j) => start?.sums[k][j] ?? 0));
    const [counts, sums] = [[...(start?.counts ?? [0, 0])], empty()];
    const squares = start ? start.squares.map((own) => [...own]) : empty();
    for (let i = 0; i < inputs.rows; i++) {
      counts[labels[i]]++;
      row(inputs, i).forEach((x, j) => {
        sums[labels[i]][j] += x;
        squares[labels[i]][j] += x * x;
      });
    }
    return { counts, sums, squares };
  },
  predict: ({ counts, sums, squares }, inputs) =>
    fromRows(
      Array.from({ length: inputs.rows }, (_, i) =>
        [0, 1].map((k) =>
          row(inputs, i).reduce((sum, x, j) => {
            const mean = sums[k][j] / counts[k];
            const variance = squares[k][j] / counts[k] - mean * mean;
            return sum - (x - mean) ** 2 / (2 * variance) - Math.log(variance) / 2;
          }, Math.log(counts[k])),
        ),
      ),
    ),
  metrics: (model, { inputs }) => ({ samples: model.counts[0] + model.counts[1], judgedOn: inputs.rows }),
};

/** Logistic regression of two classes with gradients, by the package's own statistics. */
export const logistic: OwnFunctions<LogisticModel> = {
  name: 'logistic regression',
  classes: 2,
  train: ({ inputs, labels = [] }) => logisticRegression(inputs, labels),
  predict: (model, inputs) => fromRows([...logOdds(inputs, model)].map((odds) => [0, odds])),
  params: ({ coefficients, intercept }) => ({ coefficients, intercept: [intercept] }),
  withParams: (_, { coefficients, intercept }) => ({
    coefficients: Float64Array.from(coefficients),
    intercept: intercept[0],
  }),
  gradients: (model, { inputs, labels = [] }: Samples) => {
    const coefficients = new Float64Array(inputs.columns);
    let intercept = 0;
    logOdds(inputs, model).forEach((odds, i) => {
      const miss = (1 / (1 + Math.exp(-odds)) - labels[i]) / inputs.rows;
      intercept += miss;
      row(inputs, i).forEach((x, j) => (coefficients[j] += miss * x));
    });
    return { coefficients, intercept: [intercept] };
  },
};
