/** Cells `from` to `to`, both included. */
export interface CellRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The shortest run of cells with at least `level` of the probability; of equally short ones the most probable, then the first. For a
 * posterior with one peak it is the set of highest density, which can hold the end of the range, where an equal-tailed one never does.
 * O(cells).
 * @param probability of each cell; sum 1
 * @param edges where cells begin, and the last one ends: one more than cells
 */
export function shortestInterval(probability: ArrayLike<number>, edges: ArrayLike<number>, level: number): CellRange {
  const cells = probability.length;
  // a sum of many cells ends a rounding error below 1
  const enough = level - 1e-12;
  let best = { from: 0, to: cells - 1, width: Infinity, mass: 0 };
  for (let from = 0, to = 0, mass = 0; from < cells; mass -= probability[from++]) {
    while (mass < enough && to < cells) mass += probability[to++];
    if (mass < enough) break;
    const width = edges[to] - edges[from];
    if (width < best.width || (width === best.width && mass > best.mass)) best = { from, to: to - 1, width, mass };
  }
  return { from: best.from, to: best.to };
}

/** The cell in which the probability reaches one half; any interval with more than that holds it. */
export function medianCell(probability: ArrayLike<number>): number {
  let cell = 0;
  for (let mass = probability[0]; mass < 0.5 && cell < probability.length - 1;) mass += probability[++cell];
  return cell;
}
