import type { Random } from '../../random';
import type { Glyph, PenPoint } from './glyphs';

const STEPS = 6;

/** A place that the pen was at. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A sine wave: how far it goes (in heights), and where it begins (radians). */
export interface Bend {
  readonly amount: number;
  readonly phase: number;
}

/** What one hand does to a glyph once: the same for all its strokes. */
export interface Hand {
  /** Standard deviation by which each point is missed. */
  readonly wobble: number;
  /** Width over height, beside the glyph as it stands in the table. */
  readonly aspect: number;
  /** How far the top leans to the right, per height. */
  readonly slant: number;
  /** Radians, clockwise. */
  readonly turn: number;
  /** A slow bend of the whole, across and down. */
  readonly bend: readonly [across: Bend, down: Bend];
}

/** The polylines that a hand draws for a glyph, about the origin, one for each stroke. */
export function penPaths({ strokes }: Glyph, hand: Hand, random: Random): Place[][] {
  const [cos, sin] = [Math.cos(hand.turn), Math.sin(hand.turn)];
  const [across, down] = hand.bend;
  const place = ({ x, y }: Place): Place => {
    const u = x - 0.5 + across.amount * Math.sin(4 * y + across.phase);
    const v = y - 0.5 + down.amount * Math.sin(4 * x + down.phase);
    const leaning = hand.aspect * u - hand.slant * v;
    return { x: cos * leaning - sin * v, y: sin * leaning + cos * v };
  };
  return strokes.map((stroke) => smoothPath(missed(stroke, hand.wobble, random)).map(place));
}

/** The points as a hand meets them; ends are overshot or cut short along the way, and missed more than the rest. */
function missed(stroke: readonly PenPoint[], wobble: number, random: Random): PenPoint[] {
  const last = stroke.length - 1;
  const points = stroke.map(({ x, y, corner }, i) => {
    const sigma = i === 0 || i === last ? 1.4 * wobble : wobble;
    return { x: x + sigma * random.normal(), y: y + sigma * random.normal(), corner };
  });
  const beyond = (end: PenPoint, before: PenPoint): PenPoint => {
    const share = 0.25 * random.normal();
    return { ...end, x: end.x + share * (end.x - before.x), y: end.y + share * (end.y - before.y) };
  };
  return [beyond(points[0], points[1]), ...points.slice(1, last), beyond(points[last], points[last - 1])];
}

/** A Catmull–Rom spline through the points, broken at corners. */
function smoothPath(points: readonly PenPoint[]): Place[] {
  const path: Place[] = [points[0]];
  for (let i = 0; i + 1 < points.length; i++) {
    const [from, to] = [points[i], points[i + 1]];
    const before = i === 0 || from.corner ? from : points[i - 1];
    const after = i + 2 === points.length || to.corner ? to : points[i + 2];
    for (let step = 1; step <= STEPS; step++) {
      const t = step / STEPS;
      path.push({ x: spline(before.x, from.x, to.x, after.x, t), y: spline(before.y, from.y, to.y, after.y, t) });
    }
  }
  return path;
}

function spline(a: number, b: number, c: number, d: number, t: number): number {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}
