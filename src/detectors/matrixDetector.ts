import type { Precision } from '../compute/graph';
import type { Subsets } from '../compute/kernelSums';
import { checkFinite } from '../compute/centring';
import { precisionOf } from '../compute/precision';
import { checkInteger, show } from '../errors';
import { selectRows, type Matrix } from '../matrix';
import type { Random } from '../random';
import { checkProbability } from '../stats/checkProbability';
import { checkDependence, drawSplits, exchange, type Dependence, type Exchange } from '../stats/exchange';
import type { BatchDetector, DriftResult, Effect } from './driftResult';
import { powerlessNote } from './featureDetector';
import { permutationPValue } from './mmdEstimates';
import { pool, rowSubsets } from './splits';

/** Options that detectors over the rows of a matrix share; `groups` and `blocks` are those of the reference. */
export interface MatrixDriftOptions extends Dependence {
  readonly random: Random;
  /** Default 0.05. */
  readonly alpha?: number;
  /** Number of random exchanges of units, default 499; all of them, each once, if there are no more. At least 1 / alpha − 1. */
  readonly permutations?: number;
}

/** Two samples as they are exchanged. */
export interface Exchanged {
  /** The rows that take part, reference first. */
  readonly pooled: Matrix;
  readonly precision: Precision;
  readonly exchange: Exchange;
  /** The rows that play the reference in each split; the first is the observed one. */
  readonly subsets: Subsets;
  readonly random: Random;
}

/** What a statistic says about two samples. */
export interface Finding {
  /** One per split, large where the samples differ. */
  readonly statistics: Float64Array;
  /** One per pooled row: how little it is like the reference. */
  readonly scores: ArrayLike<number>;
  readonly method: string;
  readonly effect?: Effect;
  readonly notes?: readonly string[];
}

/**
 * A batch detector whose p value comes from exchanging units of [reference; sample]: exact for any statistic that looks at both
 * samples alike.
 * @throws {TypeError | RangeError} for an option out of its range, and if `permutations` are too few for alpha.
 */
export function matrixDetector(
  name: string,
  reference: Matrix,
  options: MatrixDriftOptions,
  find: (exchanged: Exchanged) => Finding | Promise<Finding>,
): BatchDetector<Matrix> {
  const { alpha = 0.05 } = options;
  checkOptions(options, alpha);
  checkInteger('rows of reference', reference.rows, 2);
  checkInteger('columns of reference', reference.columns, 1);
  checkFinite('reference', reference, precisionOf(reference));
  checkDependence('reference', reference.rows, options);
  const compare = async (sample: Matrix, dependence: Dependence = {}): Promise<DriftResult> => {
    const exchanged = exchangeRows(reference, sample, options, dependence);
    const finding = await find(exchanged);
    const sizes = { reference: reference.rows, sample: sample.rows };
    return report({ name, alpha, sizes }, exchanged, finding);
  };
  return { name, alpha, compare };
}

function checkOptions({ permutations = 499, random }: MatrixDriftOptions, alpha: number): void {
  checkProbability('alpha', alpha);
  if (typeof random?.fork !== 'function')
    throw new TypeError(`invalid random: expected one that createRandom gives, got ${show(random)}`);
  checkInteger('permutations', permutations, Math.ceil(1 / alpha - 1 - 1e-9));
}

function exchangeRows(
  reference: Matrix,
  sample: Matrix,
  options: MatrixDriftOptions,
  dependence: Dependence,
): Exchanged {
  const { permutations = 499, random } = options;
  const all = pool(reference, sample);
  const precision = precisionOf(all);
  checkFinite('sample', sample, precision);
  const units = exchange([reference.rows, sample.rows], options, dependence);
  const pooled = units.rows.length === all.rows ? all : selectRows(all, units.rows);
  const subsets = rowSubsets(units, drawSplits(units, permutations, random.fork('permutations')));
  return { pooled, precision, exchange: units, subsets, random };
}

function report(
  { name, alpha, sizes }: Pick<DriftResult, 'alpha' | 'sizes'> & { readonly name: string },
  { precision, exchange, subsets }: Exchanged,
  { statistics, scores, method, effect, notes = [] }: Finding,
): DriftResult {
  const pValue = permutationPValue(statistics, precision);
  const permutations = subsets.count - 1;
  return {
    ...{ detector: name, drift: pValue <= alpha, alpha, pValue, statistic: statistics[0] },
    ...{ method: `${method}, ${permutations} permutations of ${exchange.kind}`, effect, features: [] },
    mostDrifted: mostDrifted(scores, exchange, sizes.reference),
    sizes,
    notes: [...powerlessNote(exchange, permutations, 1, alpha), ...notes],
  };
}

/** Rows of the sample by falling score. */
function mostDrifted(scores: ArrayLike<number>, { rows }: Exchange, offset: number): number[] {
  const places = Array.from(rows, (_, i) => i).filter((i) => rows[i] >= offset);
  return places.sort((a, b) => scores[b] - scores[a]).map((i) => rows[i] - offset);
}
