import type { Effect } from './driftResult';
import type { EffectScale, NullDistance } from './columnTest';

/** Where exchanged units leave fewer splits than this, their 0.95 quantile says nothing. */
const FEWEST_SPLITS = 20;

/**
 * The effect of an observed distance r with a 95 % interval that holds 0 where nothing drifts: r ± what chance alone exceeds in
 * 5 % of cases, not below 0. An interval of resampled effects would never reach 0, since resampling adds chance to chance. The
 * value is the root of r² less what chance makes of r² on average, 0 if that is negative.
 */
export function effectInterval(
  { name, effect }: EffectScale,
  distance: number,
  { meanSquare, high }: NullDistance,
): Effect {
  return {
    name,
    value: effect(Math.sqrt(Math.max(0, distance * distance - meanSquare))),
    interval: { low: effect(Math.max(0, distance - high)), high: effect(distance + high), level: 0.95 },
  };
}

/** What chance makes of the distance, by exchanged units; undefined if there are too few splits to tell. */
export function exchangedDistance(distances: Float64Array): NullDistance | undefined {
  const count = distances.length;
  if (count < FEWEST_SPLITS) return undefined;
  const meanSquare = distances.reduce((sum, distance) => sum + distance * distance, 0) / count;
  return { meanSquare, high: distances.slice().sort()[Math.ceil(0.95 * count) - 1] };
}
