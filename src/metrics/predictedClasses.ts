import { row, type Matrix } from '../matrix';

/** What a model says about each sample. */
export interface PredictedClasses {
  /** The class with the largest score, the first one on ties. */
  readonly classes: Int32Array;
  /** That score: the confidence, where scores are probabilities. */
  readonly confidences: Float64Array;
}

/**
 * The class that a model finds most likely, from a row of scores or probabilities for each sample.
 * @example
 * predictedClasses(fromRows([[0.2, 0.8], [0.5, 0.5]])).classes; // Int32Array [1, 0]
 */
export function predictedClasses(scores: Matrix): PredictedClasses {
  const classes = new Int32Array(scores.rows);
  const confidences = new Float64Array(scores.rows);
  for (let i = 0; i < scores.rows; i++) {
    const own = row(scores, i);
    classes[i] = indexOfLargest(own);
    confidences[i] = own[classes[i]];
  }
  return { classes, confidences };
}

function indexOfLargest(values: ArrayLike<number>): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (values[k] > values[best]) best = k;
  return best;
}
