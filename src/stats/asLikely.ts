/** A law of whole numbers with a single peak. */
export interface PeakedLaw {
  readonly lowest: number;
  readonly highest: number;
  /** A most likely outcome. */
  readonly mode: number;
  readonly pmf: (k: number) => number;
  /** P(X ≤ k) and P(X > k). */
  readonly cdf: (k: number) => number;
  readonly sf: (k: number) => number;
}

/** Masses this close are ties: the same mass computed in two ways differs in its last digits. */
const TIE = 1 + 1e-10;

/** The probability of all outcomes that are at most as likely as the observed one: the two-sided p value of exact tests. */
export function atMostAsLikely(law: PeakedLaw, observed: number): number {
  const { lowest, highest, mode, pmf, cdf, sf } = law;
  const most = pmf(observed) * TIE;
  if (pmf(mode) <= most) return 1;
  if (observed < mode) {
    const k = firstWhere(mode, highest + 1, (x) => pmf(x) <= most);
    return Math.min(1, cdf(observed) + sf(k - 1));
  }
  const above = firstWhere(0, mode - lowest + 1, (steps) => pmf(mode - steps) <= most);
  return Math.min(1, sf(observed - 1) + cdf(mode - above));
}

/** The first whole number in [low, high) from which on `holds` is true, else `high`. */
function firstWhere(low: number, high: number, holds: (x: number) => boolean): number {
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
