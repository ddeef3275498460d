import type { Random } from '../random';

/** A point's place in a patch: 1 in the middle, 0 on the outline, negative outside. */
export type Depth = (x: number, y: number) => number;

/** A point's place beside a line: distance in pixels, its side as the sign, and the share of the way along the line. */
export interface Beside {
  readonly distance: number;
  readonly share: number;
}

type Turn = (x: number, y: number) => readonly [number, number];

/** Coordinates on axes turned by `angle`. */
export function turned(angle: number): Turn {
  const c = Math.cos(angle);
  const s = Math.sin(angle);
  return (x, y) => [c * x + s * y, c * y - s * x];
}

/** A rounded irregular patch: an ellipse of half-lengths `long` ≥ `short`, turned by `angle`, with a wavy outline. */
export function blob(x0: number, y0: number, long: number, short: number, angle: number, random: Random): Depth {
  const waves = [2, 3, 4, 5].map((k) => ({ k, height: (0.3 / k) * random.uniform(), phase: 6.283 * random.uniform() }));
  const highest = waves.reduce((sum, { height }) => sum + height, 1);
  const turn = turned(angle);
  return (x, y) => {
    if (Math.abs(x - x0) > highest * long || Math.abs(y - y0) > highest * long) return -1;
    const [a, b] = turn(x - x0, y - y0);
    const radius = Math.hypot(a / long, b / short);
    if (radius > highest) return -1;
    const around = Math.atan2(b, a);
    return 1 - radius / waves.reduce((sum, { k, height, phase }) => sum + height * Math.cos(k * around + phase), 1);
  };
}

/** A bent line of `length` pixels through (x0, y0); undefined for points further than `reach` from it. */
export function stroke(
  x0: number,
  y0: number,
  length: number,
  reach: number,
  random: Random,
): (x: number, y: number) => Beside | undefined {
  const turn = turned(6.283 * random.uniform());
  const bend = 0.35 * random.normal();
  const pieces = 12;
  const points = Array.from({ length: pieces + 1 }, (_, i) => {
    const t = i / pieces - 0.5;
    const [a, b] = turn(t * length, bend * length * (t * t - 1 / 12));
    return [x0 + a, y0 + b];
  });
  const far = length * (0.5 + Math.abs(bend) / 6) + reach;
  return (x, y) => {
    if (Math.abs(x - x0) > far || Math.abs(y - y0) > far) return undefined;
    let nearest: Beside | undefined;
    for (let i = 0; i < pieces; i++) {
      const { distance, share } = besidePiece(x, y, points[i], points[i + 1]);
      if (Math.abs(distance) <= Math.abs(nearest?.distance ?? reach))
        nearest = { distance, share: (i + share) / pieces };
    }
    return nearest;
  };
}

/** 0 below 0, 1 above 1, smooth between. */
export function smooth(value: number): number {
  const t = Math.min(1, Math.max(0, value));
  return t * t * (3 - 2 * t);
}

function besidePiece(x: number, y: number, [ax, ay]: number[], [bx, by]: number[]): Beside {
  const [dx, dy] = [bx - ax, by - ay];
  const share = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  const [ex, ey] = [x - ax - share * dx, y - ay - share * dy];
  const side = dx * ey - dy * ex < 0 ? -1 : 1;
  return { distance: side * Math.hypot(ex, ey), share };
}
