import type { Images } from '../images';
import type { Matrix } from '../matrix';
import { sortScores, type Scores } from './sortScores';

/** The scores of normal and of anomalous samples; the normal ones ascending, the others in the order they came. */
export interface SplitScores {
  readonly normal: Scores;
  readonly anomalous: Scores;
}

/** Splits scores by label: 0 is normal, 1 anomalous. */
export function splitScores(scores: ArrayLike<number>, labels: ArrayLike<number>): SplitScores {
  for (let i = 0; i < labels.length; i++)
    if (labels[i] !== 0 && labels[i] !== 1)
      throw new RangeError(`invalid labels: expected 0 (normal) or 1 (anomalous), got ${labels[i]} at ${i}`);
  return splitByMark('labels', toScores(scores), labels);
}

/** Splits the pixels of anomaly maps by their masks, 0 for what is normal. */
export function splitPixels(maps: Matrix, masks: Images): SplitScores {
  const pixels = masks.height * masks.width;
  if (maps.rows !== masks.count || maps.columns !== pixels)
    throw new RangeError(
      `invalid maps: expected ${masks.count} × ${pixels}, the size of the masks, got ${maps.rows} × ${maps.columns}`,
    );
  return splitByMark('masks', maps.values, masks.pixels);
}

/** Splits scores by a mark that is 0 for what is normal; `name` is what errors call the marks. */
function splitByMark(name: string, scores: Scores, marks: ArrayLike<number>): SplitScores {
  if (scores.length !== marks.length)
    throw new RangeError(`invalid ${name}: expected ${scores.length}, one for each score, got ${marks.length}`);
  let count = 0;
  for (let i = 0; i < marks.length; i++) if (marks[i] === 0) count++;
  if (count === 0 || count === marks.length)
    throw new RangeError(
      `invalid ${name}: expected both normal and anomalous ones, got ${count} normal of ${marks.length}`,
    );
  const normal = emptyLike(scores, count);
  const anomalous = emptyLike(scores, marks.length - count);
  for (let i = 0, n = 0, a = 0; i < marks.length; i++) {
    if (Number.isNaN(scores[i])) throw new RangeError(`invalid scores: expected numbers, got NaN at ${i}`);
    if (marks[i] === 0) normal[n++] = scores[i];
    else anomalous[a++] = scores[i];
  }
  return { normal: sortScores(normal), anomalous };
}

function toScores(scores: ArrayLike<number>): Scores {
  return scores instanceof Float32Array || scores instanceof Float64Array ? scores : Float64Array.from(scores);
}

function emptyLike(scores: Scores, length: number): Scores {
  return scores instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
}
