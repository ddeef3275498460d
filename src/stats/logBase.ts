import { show } from '../errors';

/** Base of the logarithm: 'e' gives nats, 2 bits, 10 bans. */
export type LogBase = 'e' | 2 | 10;

/** An information in nats in the unit of another base. */
export function fromNats(nats: number, base: LogBase): number {
  if (base === 'e') return nats;
  if (base === 2) return nats / Math.LN2;
  if (base === 10) return nats / Math.LN10;
  throw new RangeError(`invalid base: expected 'e', 2 or 10, got ${show(base)}`);
}
