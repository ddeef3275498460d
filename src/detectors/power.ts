import type { Random } from '../random';
import type { AlarmRule } from './alarms';
import type { DrawSource } from './draws';
import { falseAlarmRate, type AlarmRate, type RateOptions } from './falseAlarmRate';

/**
 * How often a detector, or a fixed threshold, sees a drift: `falseAlarmRate` with the samples changed by `drift`. A power
 * means little beside another one unless both have the same false-alarm rate.
 * @param drift gives the changed sample; the one that it gets must not be written to.
 * @throws as `falseAlarmRate` does.
 * @example
 * const higher = ({ x }: { x: Float64Array }) => ({ x: x.map((value) => value + 1) });
 * (await power(ksDrift, calm, higher, { random: createRandom(1) })).estimate; // 0.89
 */
export async function power<Sample>(
  rule: AlarmRule<Sample>,
  draws: DrawSource<Sample>,
  drift: (sample: Sample, random: Random) => Sample,
  options: RateOptions,
): Promise<AlarmRate> {
  const drifted: DrawSource<Sample> = (random) => {
    const draw = draws(random);
    return { ...draw, sample: drift(draw.sample, random) };
  };
  return falseAlarmRate(rule, drifted, options);
}
