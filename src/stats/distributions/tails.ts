/** The two tails of a law at a point, each computed so that a small one keeps its digits. */
export interface Tails {
  /** P(X ≤ x). */
  readonly lower: number;
  /** P(X > x). */
  readonly upper: number;
}

/** The tails of a law whose parameters or argument are not those of a law. */
export const NO_TAILS: Tails = { lower: NaN, upper: NaN };

/** Both tails from the lower one, which should be the smaller. */
export function fromLower(lower: number): Tails {
  return { lower: Math.min(lower, 1), upper: Math.max(1 - lower, 0) };
}

/** Both tails from the upper one, which should be the smaller. */
export function fromUpper(upper: number): Tails {
  return { lower: Math.max(1 - upper, 0), upper: Math.min(upper, 1) };
}
