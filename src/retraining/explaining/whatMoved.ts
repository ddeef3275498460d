import { checkNumber } from '../../errors';
import { matrix, type Matrix } from '../../matrix';
import { chiSquare } from '../../stats/chiSquare';
import { fSf } from '../../stats/distributions/f';
import { squaredSeparation } from './driftSeverity';
import { featureColumns, separation, type FeatureColumns } from './featureColumns';
import { classInputsTest, conceptTest, halves, labelledRows, learnScores, type LabelledRows } from './labelledRows';

/** Inputs and labels, for `whatMoved`. */
export interface ObservedRows {
  readonly inputs: Matrix;
  /** The class of each row, an integer ≥ 0; NaN where it has not come. */
  readonly labels?: ArrayLike<number>;
}

/** Whether one law moved, and what the answer rests on. */
export interface Movement {
  /** 'notSeen' is not proof that it did not move; 'cannotTell' names what is missing in `restsOn`. */
  readonly answer: 'moved' | 'notSeen' | 'cannotTell';
  /** Null without a test. */
  readonly pValue: number | null;
  readonly restsOn: string;
}

/** What a drift is a drift of. */
export type DriftCause = 'nothingSeen' | 'inputs' | 'labelPrior' | 'concept' | 'inputsAndConcept' | 'cannotTell';

/** Outcome of `whatMoved`. */
export interface WhatMoved {
  readonly cause: DriftCause;
  readonly because: string;
  /** P(x). */
  readonly inputs: Movement;
  /** P(y). */
  readonly labelPrior: Movement;
  /** P(y | x). */
  readonly concept: Movement;
  /** P(x | y): the same under a pure shift of the label prior. */
  readonly classInputs: Movement;
  /** Labels of the sample. */
  readonly labels: number;
}

/** Options of {@link whatMoved}. */
export interface WhatMovedOptions {
  /** A law has moved if p ≤ this, in (0, 0.05]; default 0.01. It is not seen to if p > 0.05, and between them one cannot tell. */
  readonly alpha?: number;
  /** Whether squares of features count too, where there are rows for them; default true. */
  readonly squares?: boolean;
}

const PLAUSIBLE = 0.05;
/** χ² laws of likelihood ratios want so many labels for each degree of freedom; P(x | y) has columns × classes of them. */
const LABELS_PER_DEGREE = 10;

/**
 * Whether the inputs P(x), the label prior P(y) or the concept P(y | x) moved. P(x) is tested by Hotelling's T² of features and their squares,
 * on all rows; the others on rows with labels: P(y) by χ², P(y | x) and P(x | y) by likelihood ratios of logistic regressions, with as many
 * columns as the labels bear (squares, features, or only the log odds that half of the reference taught; the tests then take the other half).
 *
 * - 'inputs': P(x) and P(x | y) moved, P(y | x) is not seen to: covariate shift.
 * - 'labelPrior': P(x), P(y) and P(y | x) moved, P(x | y) is not seen to: label shift.
 * - 'concept': P(y | x) and P(x | y) moved, P(x) is not seen to. 'inputsAndConcept': all three.
 * - 'nothingSeen': neither P(x) nor P(y | x), and no sign of the others.
 * - 'cannotTell': anything else, and always with fewer than 10 · classes · (classes − 1) labels: a drift of P(x) alone may be covariate or
 *   label shift, and a pure change of P(y | x) leaves P(x) as it was.
 *
 * The labels that came must not depend on what they say, given x: labels of treated or suspicious cases only make their own drift. Each
 * of the tests has its own level alpha. O((n + m) · columns²), times Newton steps where there are labels.
 * @throws {TypeError | RangeError} if the reference has fewer than two classes or one row of a class, a label is no class of the reference, a sample has
 * too few rows for its columns, columns differ, a number is not finite, or alpha is wrong.
 * @example
 * whatMoved({ inputs, labels }, { inputs: today }).cause; // 'cannotTell'
 * whatMoved({ inputs, labels }, { inputs: today, labels: [NaN, 1, 0, NaN, …] }).concept; // { answer: 'moved', pValue: 0.0004, … }
 */
export function whatMoved(
  reference: ObservedRows,
  sample: ObservedRows,
  { alpha = 0.01, squares = true }: WhatMovedOptions = {},
): WhatMoved {
  checkNumber('alpha', alpha, Number.MIN_VALUE, PLAUSIBLE);
  const expanded = featureColumns(reference.inputs, sample.inputs, squares);
  const old = labelledRows('reference', expanded.reference, reference.labels ?? missing(reference.inputs));
  const present = labelledRows('sample', expanded.sample, sample.labels ?? missing(sample.inputs));
  const classes = classesOf(old, present);
  const inputs = judged(inputsTest(expanded), alpha, 'means of features and squares, all rows');
  const parts = { inputs, ...labelledParts(old, present, { classes, features: reference.inputs.columns, alpha }) };
  return { ...conclude(parts), ...parts, labels: present.labels.length };
}

function missing({ rows }: Matrix): Float64Array {
  return new Float64Array(rows).fill(NaN);
}

function classesOf(old: LabelledRows, present: LabelledRows): number[] {
  const classes = [...new Set(old.labels)].sort((a, b) => a - b);
  if (classes.length < 2)
    throw new RangeError(`invalid labels of reference: expected two classes or more, got ${classes.join() || 'none'}`);
  const lone = classes.find((one) => old.labels.filter((label) => label === one).length < 2);
  if (lone !== undefined)
    throw new RangeError(
      `invalid labels of reference: expected each class twice or more, got one row of class ${lone}`,
    );
  const unknown = present.labels.find((label) => !classes.includes(label));
  if (unknown !== undefined)
    throw new RangeError(`invalid labels of sample: expected classes of the reference, got the new class ${unknown}`);
  return classes;
}

function judged(pValue: number, alpha: number, restsOn: string): Movement {
  const answer = pValue <= alpha ? 'moved' : pValue > PLAUSIBLE ? 'notSeen' : 'cannotTell';
  return { answer, pValue, restsOn };
}

/** Hotelling's test of all columns. */
function inputsTest(expanded: FeatureColumns): number {
  const apart = separation(expanded);
  const [columns, freedom] = [apart.shift.length, apart.rows - apart.shift.length - 1];
  return fSf((apart.weight * squaredSeparation(apart) * freedom) / ((apart.rows - 2) * columns), columns, freedom);
}

type LabelledParts = Pick<WhatMoved, 'labelPrior' | 'concept' | 'classInputs'>;

function labelledParts(
  old: LabelledRows,
  present: LabelledRows,
  { classes, features, alpha }: { classes: readonly number[]; features: number; alpha: number },
): LabelledParts {
  const labels = Math.min(present.labels.length, old.labels.length);
  const least = LABELS_PER_DEGREE * classes.length * (classes.length - 1);
  if (labels < least) {
    const lacking = { answer: 'cannotTell', pValue: null, restsOn: `cannot tell without labels: ${labels} of the ${least} needed` } as const; // prettier-ignore
    return { labelPrior: lacking, concept: lacking, classInputs: lacking };
  }
  const [first, second, basis] = bearable(old, present, classes, features);
  const counts = [old, present].map((rows) => classes.map((one) => rows.labels.filter((label) => label === one).length)); // prettier-ignore
  const given = `${present.labels.length} labels that do not depend on what they say`;
  return {
    labelPrior: judged(chiSquare(counts, { correction: false }).pValue, alpha, `counts of classes; ${given}`),
    concept: judged(conceptTest(first, second, classes), alpha, `log odds of classes linear in ${basis}; ${given}`),
    classInputs: judged(classInputsTest(first, second, classes), alpha, `the ratio of densities, within classes, log-linear in ${basis}; ${given}`), // prettier-ignore
  };
}

/** The rows to test, with the most columns for which there are labels enough. */
function bearable(
  old: LabelledRows,
  present: LabelledRows,
  classes: readonly number[],
  features: number,
): readonly [LabelledRows, LabelledRows, string] {
  const labels = Math.min(present.labels.length, old.labels.length);
  const bears = (columns: number) => LABELS_PER_DEGREE * classes.length * columns <= labels;
  const { columns } = old.inputs;
  if (bears(columns)) return [old, present, columns > features ? 'features and squares' : 'features'];
  const linear = [old, present].map(({ inputs, labels }) => ({ inputs: firstColumns(inputs, features), labels }));
  if (bears(features)) return [linear[0], linear[1], 'features'];
  const [taught, tested] = halves(linear[0]);
  const score = learnScores(taught, classes);
  const scored = ({ inputs, labels }: LabelledRows) => ({ inputs: score(inputs), labels });
  return [scored(tested), scored(linear[1]), 'the log odds that the reference taught'];
}

function firstColumns({ values, rows, columns }: Matrix, count: number): Matrix<Float64Array> {
  return matrix(
    Float64Array.from({ length: rows * count }, (_, k) => values[Math.floor(k / count) * columns + (k % count)]),
    rows,
    count,
  );
}

type Parts = LabelledParts & Pick<WhatMoved, 'inputs'>;

function conclude(parts: Parts): Pick<WhatMoved, 'cause' | 'because'> {
  const answers = [parts.inputs, parts.labelPrior, parts.concept, parts.classInputs].map(({ answer }) => answer);
  const found = PATTERNS.find(({ pattern }) => pattern.every((wanted, k) => wanted.includes(answers[k])));
  if (found) return { cause: found.cause, because: found.because };
  const unsure = 'the answers fit no single cause, or are not sure enough: more labels may tell';
  return { cause: 'cannotTell', because: parts.concept.pValue === null ? unlabelled(parts.inputs) : unsure };
}

function unlabelled({ answer }: Movement): string {
  return answer === 'moved'
    ? 'the inputs moved; without labels a covariate shift, a label shift and a change of concept look the same'
    : 'the inputs are not seen to move; without labels a pure change of the concept cannot be seen';
}

type Answers = readonly Movement['answer'][];

const MOVED: Answers = ['moved'];
const NOT_SEEN: Answers = ['notSeen'];
const NO_SIGN: Answers = ['notSeen', 'cannotTell'];
const ANY: Answers = ['moved', 'notSeen', 'cannotTell'];

/** The answers for P(x), P(y), P(y | x) and P(x | y) that make a cause. */
const PATTERNS: readonly {
  readonly pattern: readonly Answers[];
  readonly cause: DriftCause;
  readonly because: string;
}[] = [
  {
    pattern: [NOT_SEEN, NO_SIGN, NOT_SEEN, NO_SIGN],
    cause: 'nothingSeen',
    because: 'neither P(x) nor P(y | x) is seen to move',
  },
  {
    pattern: [MOVED, ANY, NOT_SEEN, MOVED],
    cause: 'inputs',
    because: 'P(x) moved and so did P(x | y), which a label shift would leave; P(y | x) is not seen to move',
  },
  {
    pattern: [MOVED, MOVED, MOVED, NOT_SEEN],
    cause: 'labelPrior',
    because: 'P(y) moved, and P(y | x) as it then must; P(x | y) is not seen to move',
  },
  {
    pattern: [NOT_SEEN, ANY, MOVED, MOVED],
    cause: 'concept',
    because: 'P(y | x) moved, P(x) is not seen to',
  },
  {
    pattern: [MOVED, ANY, MOVED, MOVED],
    cause: 'inputsAndConcept',
    because: 'P(x) and P(y | x) moved, and P(x | y) too, so that it is no label shift alone',
  },
];
