import { bettingSamples } from './bettingSamples';
import { looksEvery, type JudgingPlan } from './judgingPlan';
import { pairedPower, pairedSamples, type PairRates } from './pairedPower';
import type { PriorPower } from './verdict';

/**
 * The power of a plan on so many labelled samples, for the gain and the discordance that it expects: to know before the test whether
 * it can find anything. For primary tests of non-inferiority a challenger as good as the champion is meant.
 * @throws {TypeError | RangeError} if the count is not an integer ≥ 0 or alpha is outside (0, 1).
 * @example
 * priorPower(judgingPlan({ expected: { gain: 0.01, discordance: 0.09 } }), 1000); // { power: 0.155…, needs: 7241, … }
 */
export function priorPower(
  plan: JudgingPlan,
  count: number,
  { alpha = plan.alpha }: { readonly alpha?: number } = {},
): PriorPower {
  const { gain, discordance } = plan.expected;
  if (plan.primary === 'permutation') return { gain, discordance, power: null, needs: null };
  const rates = expectedRates(plan);
  const options = { alpha, margin: marginOf(plan), power: plan.power };
  const power = looksEvery(plan) ? null : pairedPower(count, rates, options);
  return { gain, discordance, power, needs: samplesFor(plan, rates, alpha) };
}

/** Samples that the primary test needs where the models differ so often; null where no number suffices. */
export function samplesFor(plan: JudgingPlan, rates: PairRates, alpha: number): number | null {
  const options = { alpha, margin: marginOf(plan), power: plan.power };
  return looksEvery(plan) ? bettingSamples(rates, options) : pairedSamples(rates, options);
}

/** The rates at which a model with a gain wins and loses, where the two differ on a share of the samples. */
export function ratesOf(gain: number, discordance: number): PairRates {
  const both = Math.min(1, Math.max(discordance, Math.abs(gain)));
  return { won: (both + gain) / 2, lost: (both - gain) / 2 };
}

/** The gain with which the primary test is tried: none where it is to show that nothing is lost. */
export function gainOf(plan: JudgingPlan): number {
  return marginOf(plan) === undefined ? plan.expected.gain : 0;
}

function expectedRates(plan: JudgingPlan): PairRates {
  return ratesOf(gainOf(plan), plan.expected.discordance);
}

function marginOf({ primary, margin }: JudgingPlan): number | undefined {
  return primary === 'nonInferiority' || primary === 'marginBets' ? margin : undefined;
}
