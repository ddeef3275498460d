import { checkInteger } from '../../errors';
import { concatRows, matrix, selectRows, type Matrix } from '../../matrix';
import { logisticRegression, logOdds } from '../../stats/logisticRegression';
import { besides, likelihoodRatio } from './likelihoodRatio';

/** Rows with a label each. */
export interface LabelledRows {
  readonly inputs: Matrix<Float64Array>;
  readonly labels: Float64Array;
}

/** The rows whose label is there; NaN stands for one that is not. */
export function labelledRows(name: string, inputs: Matrix<Float64Array>, labels: ArrayLike<number>): LabelledRows {
  checkInteger(`number of labels of ${name}`, labels.length, inputs.rows, inputs.rows);
  const there = [...Array(inputs.rows).keys()].filter((i) => !Number.isNaN(labels[i]));
  return {
    inputs: selectRows(inputs, there),
    labels: Float64Array.from(there, (i) => checkInteger(`label ${i} of ${name}`, labels[i], 0)),
  };
}

/** The rows named by `indices`. */
function selected({ inputs, labels }: LabelledRows, indices: readonly number[]): LabelledRows {
  return { inputs: selectRows(inputs, indices), labels: Float64Array.from(indices, (i) => labels[i]) };
}

/** Two halves, with half of the rows of each class. */
export function halves(rows: LabelledRows): readonly [LabelledRows, LabelledRows] {
  const order = [...rows.labels.keys()].sort((a, b) => rows.labels[a] - rows.labels[b]);
  const [even, odd] = [0, 1].map((rest) => selected(rows, order.filter((_, place) => place % 2 === rest))); // prettier-ignore
  return [even, odd];
}

/**
 * A function that turns inputs into log odds of each class against the first one, learnt from the rows. With these columns a test
 * has few degrees of freedom however many features there are.
 */
export function learnScores(rows: LabelledRows, classes: readonly number[]): (inputs: Matrix) => Matrix<Float64Array> {
  const models = classes.slice(1).map((one) => {
    const pair = ofClasses(rows, classes[0], one);
    return logisticRegression(pair.inputs, pair.labels.map((label) => Number(label === one))); // prettier-ignore
  });
  return (inputs) => {
    const columns = models.map((model) => logOdds(inputs, model));
    const values = Float64Array.from(
      { length: inputs.rows * columns.length },
      (_, k) => columns[k % columns.length][Math.floor(k / columns.length)],
    );
    return matrix(values, inputs.rows, columns.length);
  };
}

function ofClasses(rows: LabelledRows, first: number, second: number): LabelledRows {
  return selected(rows, [...rows.labels.keys()].filter((i) => rows.labels[i] === first || rows.labels[i] === second)); // prettier-ignore
}

/** Null: P(x | y) is one; the log odds of being of the sample depend on the class only, within no class on the columns. */
export function classInputsTest(reference: LabelledRows, sample: LabelledRows, classes: readonly number[]): number {
  const { inputs, labels } = both(reference, sample);
  const indicators = classes.map((one) => labels.map((label) => Number(label === one)));
  const base: Matrix[] = indicators.slice(1).map((indicator) => matrix(indicator, indicator.length, 1));
  const within: Matrix[] = indicators.map((indicator) => weighted(inputs, indicator));
  return likelihoodRatio(base.reduce(besides), within.reduce(besides), newness(reference, sample));
}

/**
 * Null: P(y | x) is one, its log odds linear in the columns: those of each class against the first one (Begg & Gray 1984) have the same
 * coefficients in both. The smallest of the p values, corrected for their number.
 */
export function conceptTest(reference: LabelledRows, sample: LabelledRows, classes: readonly number[]): number {
  const pValues = classes.slice(1).map((one) => {
    const [old, present] = [reference, sample].map((rows) => ofClasses(rows, classes[0], one));
    const { inputs, labels } = both(old, present);
    const recent = newness(old, present);
    const extra = besides(matrix(recent, recent.length, 1), weighted(inputs, recent));
    return likelihoodRatio(inputs, extra, labels.map((label) => Number(label === one))); // prettier-ignore
  });
  return Math.min(1, Math.min(...pValues) * pValues.length);
}

function both(reference: LabelledRows, sample: LabelledRows): LabelledRows {
  const labels = new Float64Array(reference.labels.length + sample.labels.length);
  labels.set(reference.labels);
  labels.set(sample.labels, reference.labels.length);
  return { inputs: concatRows([reference.inputs, sample.inputs]), labels };
}

/** 0 for rows of the reference, 1 for those of the sample. */
function newness(reference: LabelledRows, sample: LabelledRows): Float64Array {
  const old = reference.labels.length;
  return Float64Array.from({ length: old + sample.labels.length }, (_, i) => Number(i >= old));
}

function weighted({ values, rows, columns }: Matrix, weights: Float64Array): Matrix<Float64Array> {
  return matrix(
    Float64Array.from(values, (value, k) => value * weights[Math.floor(k / columns)]),
    rows,
    columns,
  );
}
