import { smallestPValue, type Exchange } from '../stats/exchange';

/** What p values of exchanged units are held up by. */
export interface PowerLimits {
  /** Left out where p values are not limited by them. */
  readonly permutations?: number;
  /** How much smaller than alpha one p value has to be; default 1. */
  readonly factor?: number;
  /** Whether the statistic is the same when the samples change places; default true. */
  readonly symmetric?: boolean;
  /** What there are fewer of where `factor` is smaller. */
  readonly fewer?: string;
}

/** A note if no p value of these units can reach alpha after the correction; else none. */
export function powerlessNote(
  { kind, units }: Exchange,
  alpha: number,
  { permutations = Infinity, factor = 1, symmetric = true, fewer }: PowerLimits = {},
): string[] {
  const least = factor * smallestPValue(units, permutations, { symmetric });
  if (least <= alpha) return [];
  const tooFewUnits = factor * smallestPValue(units, Infinity, { symmetric }) > alpha;
  const cures = [
    ...(tooFewUnits ? [`more ${kind}`] : []),
    ...(factor / (permutations + 1) > alpha ? ['more permutations'] : []),
  ].join(' and ');
  const limit = `p cannot fall below ${Number(Math.min(1, least).toPrecision(2))}, and alpha is ${alpha}`;
  const cure = `it takes ${cures}${fewer !== undefined && factor > 1 ? ` or fewer ${fewer}` : ''}`;
  return [`no alarm is possible: ${limit} (${units[0]} + ${units[1]} ${kind}; ${cure})`];
}
