import type { Precision } from '../compute/graph';
import type { Subsets } from '../compute/kernelSums';
import { checkFinite } from '../compute/centring';
import { precisionOf } from '../compute/precision';
import { checkInteger } from '../errors';
import { selectRows, type Matrix } from '../matrix';
import type { Random } from '../random';
import { checkProbability } from '../stats/checkProbability';
import { checkDependence, exchange, type Dependence, type Exchange } from '../stats/exchange';
import { checkMatrix } from './checkMatrix';
import { checkRandom } from './checkRandom';
import type { BatchDetector, DriftResult, Effect } from './driftResult';
import { permutationPValue } from './mmdEstimates';
import { powerlessNote } from './powerlessNote';
import { pool, rowSubsets } from './splits';
import { splitUnits } from './splitUnits';

/** Options that detectors over the rows of a matrix share; `groups` and `blocks` are those of the reference. */
export interface MatrixDriftOptions extends Dependence {
  readonly random: Random;
  /** Default 0.05. */
  readonly alpha?: number;
  /**
   * Number of random exchanges of units, default 499, or 1 / alpha if that is more; all of them, each once, if there are no more. At
   * least 1 / alpha − 1.
   */
  readonly permutations?: number;
}

const PERMUTATIONS = 499;

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
 * @throws {TypeError | RangeError} for a reference that is no matrix, an option out of its range, and if `permutations` are too few
 * for alpha.
 */
export function matrixDetector(
  name: string,
  reference: Matrix,
  options: MatrixDriftOptions,
  find: (exchanged: Exchanged) => Finding | Promise<Finding>,
): BatchDetector<Matrix> {
  const { alpha = 0.05, random } = options;
  checkProbability('alpha', alpha);
  checkRandom(random);
  const { permutations = Math.max(PERMUTATIONS, Math.ceil(1 / alpha)) } = options;
  checkInteger('permutations', permutations, Math.ceil(1 / alpha - 1 - 1e-9));
  checkMatrix('reference', reference, 2);
  checkFinite('reference', reference, precisionOf(reference));
  checkDependence('reference', reference.rows, options);
  const compare = async (sample: Matrix, dependence: Dependence = {}): Promise<DriftResult> => {
    const exchanged = exchangeRows(reference, sample, { ...options, permutations }, dependence);
    const finding = await find(exchanged);
    const sizes = { reference: reference.rows, sample: sample.rows };
    return report({ name, alpha, sizes }, exchanged, finding);
  };
  return { name, alpha, compare };
}

function exchangeRows(
  reference: Matrix,
  sample: Matrix,
  options: MatrixDriftOptions & { readonly permutations: number },
  dependence: Dependence,
): Exchanged {
  const { permutations, random } = options;
  const all = pool(reference, sample);
  const precision = precisionOf(all);
  const units = exchange([reference.rows, sample.rows], options, dependence);
  const pooled = units.rows.length === all.rows ? all : selectRows(all, units.rows);
  const subsets = rowSubsets(units, splitUnits(units, permutations, random.fork('permutations')));
  return { pooled, precision, exchange: units, subsets, random };
}

function report(
  { name, alpha, sizes }: Pick<DriftResult, 'alpha' | 'sizes'> & { readonly name: string },
  { precision, exchange, subsets }: Exchanged,
  { statistics, scores, method, effect, notes = [] }: Finding,
): DriftResult {
  const pValue = permutationPValue(statistics, precision);
  return {
    ...{ detector: name, drift: pValue <= alpha, alpha, pValue, statistic: statistics[0] },
    ...{ method: `${method}, ${subsets.count - 1} permutations of ${exchange.kind}`, effect, features: [] },
    mostDrifted: mostDrifted(scores, exchange, sizes.reference),
    sizes,
    notes: [...powerlessNote(exchange, alpha), ...notes],
  };
}

/** Rows of the sample by falling score. */
function mostDrifted(scores: ArrayLike<number>, { rows }: Exchange, offset: number): number[] {
  const places = Array.from(rows, (_, i) => i).filter((i) => rows[i] >= offset);
  return places.sort((a, b) => scores[b] - scores[a]).map((i) => rows[i] - offset);
}
