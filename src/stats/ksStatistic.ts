/** An excess of one empirical distribution function over another, 0 or more. */
export interface KsExcess {
  /** The excess times n·m, a whole number. */
  readonly height: number;
  /** The excess as a difference of two rounded quotients. */
  readonly distance: number;
  /**
   * Where it is: the first value that reaches it in the reference, or else in the sample; the largest of all if it is
   * 0.
   */
  readonly location: number;
}

/** How far the distribution function of the reference is above that of the sample, and below it. */
export interface KsExtremes {
  readonly above: KsExcess;
  readonly below: KsExcess;
}

/**
 * The extremes of F − G for ascending samples, in O(n + m) time. Differences are compared as doubles, which in NumPy
 * and here decides between places whose exact differences are equal.
 */
export function ksStatistic(reference: Float64Array, sample: Float64Array): KsExtremes {
  const { length: n } = reference;
  const { length: m } = sample;
  const last = Math.max(reference[n - 1], sample[m - 1]);
  let above = 0;
  let aboveHeight = 0;
  let aboveAt = last;
  let below = 0;
  let belowHeight = 0;
  let belowAt = last;
  let belowTied = false;
  let i = 0;
  let j = 0;
  // F − G is largest just before a value of the sample and smallest at one
  while (j < m) {
    const value = sample[j];
    while (i < n && reference[i] < value) i++;
    const rise = i / n - j / m;
    if (rise > above) {
      above = rise;
      aboveHeight = i * m - j * n;
      aboveAt = reference[i - 1];
    }
    while (j < m && sample[j] === value) j++;
    const tied = i < n && reference[i] === value;
    while (i < n && reference[i] === value) i++;
    const fall = j / m - i / n;
    if (fall > below || (fall === below && fall > 0 && tied && !belowTied)) {
      below = fall;
      belowHeight = j * n - i * m;
      belowAt = value;
      belowTied = tied;
    }
  }
  return {
    above: { height: aboveHeight, distance: above, location: aboveAt },
    below: { height: belowHeight, distance: below, location: belowAt },
  };
}
