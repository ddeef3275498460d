import type { Matrix } from '../matrix';
import type { Random } from '../random';
import { exchange } from '../stats/exchange';
import { ranks } from '../stats/ranks';
import { checkMatrix } from './checkMatrix';
import type { BatchDetector, Dependence, DriftResult } from './driftResult';
import { holdOut } from './heldOut';
import { matrixDetector, type Exchanged, type Finding, type MatrixDriftOptions } from './matrixDetector';
import { aucEffect, countWins, winShare } from './scoreAuc';

/** How unlike what was fitted each row is. */
export type Scorer = (rows: Matrix) => Float64Array;

/**
 * A detector that fits a score to one half of the reference and compares the scores of the other half with those of the sample: by
 * how far the chance that a row of the sample scores above one of the reference is from one half, on either side.
 * A series too short to be divided never raises an alarm; a note says so.
 * @throws as `matrixDetector` and `holdOut` do.
 */
export function scoreDetector(
  name: string,
  reference: Matrix,
  options: MatrixDriftOptions,
  { fit, method }: { readonly fit: (rows: Matrix, random: Random) => Scorer; readonly method: string },
): BatchDetector<Matrix> {
  // checks the whole reference
  matrixDetector(name, reference, options, () => Promise.reject(new Error('not used')));
  const { fit: fitted, test, apart, dependence } = holdOut(reference, options, options.random.fork('held out'));
  const score = apart ? fit(fitted, options.random.fork('fit')) : ({ rows }: Matrix) => new Float64Array(rows);
  const note = apart
    ? `fitted to ${fitted.rows} rows of the reference, tested against ${test.rows} others`
    : `no alarm is possible: ${reference.rows} rows of reference are too few for two parts that do not depend on each other`;
  const find = (exchanged: Exchanged): Finding => {
    const scores = score(exchanged.pooled);
    return { ...findBySides(scores, exchanged), method, notes: [note] };
  };
  const tested = matrixDetector(name, test, { ...options, ...dependence }, find);
  const compare = async (sample: Matrix, ofSample: Dependence = {}): Promise<DriftResult> => {
    checkMatrix('sample', sample, 2);
    // refuses a sample with a group of the half that was fitted, too
    exchange([reference.rows, sample.rows], options, ofSample);
    return tested.compare(sample, ofSample);
  };
  return { name, alpha: tested.alpha, compare };
}

function findBySides(
  scores: Float64Array,
  { subsets: { members, count, sizes }, exchange: units }: Exchanged,
): Pick<Finding, 'statistics' | 'scores' | 'effect'> {
  const ranked = ranks(scores);
  const shares = Float64Array.from(sizes, (_, s) =>
    winShare(countWins(ranked, (row) => members[row * count + s] === 1)),
  );
  const statistics = shares.map((share, s) => {
    const [n, m] = [sizes[s], scores.length - sizes[s]];
    return Math.abs(share - 0.5) * Math.sqrt((n * m) / (n + m));
  });
  const all = [Array.from(scores, (_, row) => row)];
  return { statistics, scores, effect: aucEffect(scores, all, units, shares) };
}
