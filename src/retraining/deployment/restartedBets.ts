import { mixture } from '../judging/betaMixture';

/** Counts of a bet, and those at which later bets began. */
export interface BetsState {
  readonly successes: number;
  readonly failures: number;
  /** Bets that began so far. */
  readonly begun: number;
  /** [successes, failures] when each of the youngest bets began, the oldest first. */
  readonly starts: readonly (readonly [successes: number, failures: number])[];
}

/** Bets that are kept; leaving out the oldest only lowers the e-value. */
const KEPT = 64;

/** No trial yet. */
export const NO_BETS: BetsState = { successes: 0, failures: 0, begun: 1, starts: [[0, 0]] };

/**
 * The state after one more trial. A new bet begins after every `every` trials, so that a change late in a long stream is not
 * drowned by what was good before.
 */
export function addTrial(
  { successes, failures, begun, starts }: BetsState,
  success: boolean,
  every: number,
): BetsState {
  const now = [successes + Number(success), failures + Number(!success)] as const;
  const [s, f] = now;
  if ((s + f) % every !== 0) return { successes: s, failures: f, begun, starts };
  return { successes: s, failures: f, begun: begun + 1, starts: [...starts, now].slice(-KEPT) };
}

/** What bets are worth. */
export interface BetsWorth {
  readonly eValue: number;
  /** The trials of the bet that is worth most: what the evidence rests on. */
  readonly best: { readonly successes: number; readonly trials: number };
}

/**
 * The e-value of all bets together (`betaMixture` of each), the k-th to begin with weight 6/(π²k²). Null: each trial succeeds with at
 * most `probability`, whatever came before; P(ever eValue ≥ 1/alpha) ≤ alpha, for a stream without end.
 */
export function restartedBets({ successes, failures, begun, starts }: BetsState, probability: number): BetsWorth {
  const oldest = begun - starts.length + 1;
  const worths = starts.map(
    ([s, f], i) => (6 / (Math.PI * (oldest + i)) ** 2) * mixture(successes - s, failures - f, probability),
  );
  const [s, f] = starts[worths.indexOf(Math.max(...worths))];
  return {
    eValue: worths.reduce((sum, worth) => sum + worth, 0),
    best: { successes: successes - s, trials: successes + failures - s - f },
  };
}
