import type { Random } from '../random';
import { blob, smooth, stroke, turned, type Depth } from './clothShapes';
import type { Weave } from './weave';

/** The kinds of defect; the names are those of the carpet in MVTec AD. */
export const carpetDefectKinds = ['color', 'cut', 'hole', 'metal_contamination', 'thread'] as const;
export type CarpetDefectKind = (typeof carpetDefectKinds)[number];

/** What a defect makes of one pixel: its tone, and the share of light that a dye takes. */
export interface Touched {
  readonly tone: number;
  readonly dye?: number;
}

/** Repaints a pixel of the given tone, or leaves it (undefined). The pixels that it repaints are the mask. */
export type Paint = (x: number, y: number, tone: number) => Touched | undefined;

type Range = readonly [low: number, high: number];
interface Difficulty {
  /** A share of the picture's side: radius of a stain or hole, half the length of a cut, a thread or a chip. */
  readonly extent: Range;
  /** How visible, 0 … 1: darkness of a stain, how far a cut or hole gapes, contrast of a thread or chip. */
  readonly strength: Range;
}

/** How hard the carpet is. Extent and strength of each defect are drawn evenly between these, so that some are hard to see. */
export const carpetDifficulty: Readonly<Record<CarpetDefectKind, Difficulty>> = {
  color: { extent: [0.04, 0.15], strength: [0.12, 0.55] },
  cut: { extent: [0.06, 0.15], strength: [0.35, 0.9] },
  hole: { extent: [0.033, 0.075], strength: [0.45, 0.95] },
  metal_contamination: { extent: [0.03, 0.065], strength: [0.6, 1] },
  thread: { extent: [0.06, 0.15], strength: [0.4, 1] },
};

interface Spot {
  readonly size: number;
  readonly x: number;
  readonly y: number;
  readonly extent: number;
  readonly strength: number;
}

const darkTone = 24;
const painters: Readonly<Record<CarpetDefectKind, (spot: Spot, weave: Weave, random: Random) => Paint>> = {
  color: (spot, _weave, random) => stain(spot, random),
  cut,
  hole,
  metal_contamination: (spot, _weave, random) => chip(spot, random),
  thread: (spot, _weave, random) => looseThread(spot, random),
};

/** A defect of one kind, inside a picture of `size` pixels; place, extent and strength come from `random`. */
export function carpetDefect(kind: CarpetDefectKind, size: number, weave: Weave, random: Random): Paint {
  const between = ([low, high]: Range): number => low + (high - low) * random.uniform();
  const extent = Math.max(3, size * between(carpetDifficulty[kind].extent));
  const inside: Range = [1.2 * extent, size - 1.2 * extent];
  const strength = between(carpetDifficulty[kind].strength);
  return painters[kind]({ size, x: between(inside), y: between(inside), extent, strength }, weave, random);
}

/** A dye soaked in, with a soft rim: the weave shows through. */
function stain({ x, y, extent, strength }: Spot, random: Random): Paint {
  const depthAt = blob(x, y, extent, extent * (0.65 + 0.35 * random.uniform()), 3.14 * random.uniform(), random);
  return (px, py, tone) => {
    const depth = depthAt(px, py);
    return depth > 0 ? { tone, dye: strength * (0.25 + 0.75 * smooth(depth * 3)) } : undefined;
  };
}

/** Threads torn out: a dark, frayed opening, the weave around it pushed away on all sides. */
function hole(spot: Spot, weave: Weave, random: Random): Paint {
  const { x, y, extent } = spot;
  const depthAt = blob(x, y, extent, extent * (0.7 + 0.3 * random.uniform()), 3.14 * random.uniform(), random);
  const pushed: Push = (px, py, push) => [x + (px - x) * push, y + (py - y) * push];
  return opening(spot, weave, random, depthAt, 0.4 + 0.15 * random.uniform(), pushed);
}

/** A slit: open along a line, the weave pushed to both sides of it. */
function cut(spot: Spot, weave: Weave, random: Random): Paint {
  const { x, y, extent } = spot;
  const angle = 3.14 * random.uniform();
  const [turn, turnBack] = [turned(angle), turned(-angle)];
  const depthAt = blob(x, y, extent, Math.max(2, extent * (0.3 + 0.2 * random.uniform())), angle, random);
  const pushed: Push = (px, py, push) => {
    const [a, b] = turn(px - x, py - y);
    const [dx, dy] = turnBack(a, b * push);
    return [x + dx, y + dy];
  };
  return opening(spot, weave, random, depthAt, 0.4 + 0.2 * random.uniform(), pushed);
}

/** Where the cloth that is now seen at a point came from, when it was pushed there: `push` < 1 is the share of the way out. */
type Push = (x: number, y: number, push: number) => readonly [number, number];

/** The weave inside an outline is pushed towards it: a share of the patch gapes, with loose ends in it. */
function opening(spot: Spot, weave: Weave, random: Random, depthAt: Depth, share: number, pushed: Push): Paint {
  const { strength } = spot;
  const gape = share * strength;
  const isLoose = looseEnds(spot, random);
  return (px, py) => {
    const depth = depthAt(px, py);
    if (depth <= 0) return undefined;
    const radius = 1 - depth;
    if (radius < gape * 1.6 && isLoose(px, py)) return { tone: 70 + 60 * strength };
    const [x, y] = pushed(px, py, Math.max(0, (radius - gape) / (1 - gape)) / Math.max(radius, 0.01));
    const tone = weave.tone(x, y);
    // brighter, upper threads reach further into the opening: a frayed rim
    const torn = smooth((gape - radius) / 0.15 + 0.5 - (tone - 90) / 90) * Math.min(1, 0.4 + strength);
    const shaded = tone * (1 - 0.35 * strength * smooth(depth * 2));
    return { tone: shaded + torn * (darkTone - shaded) };
  };
}

function looseEnds({ size, x, y, extent }: Spot, random: Random): (x: number, y: number) => boolean {
  const around = (centre: number): number => centre + 0.5 * extent * random.normal();
  const ends = Array.from({ length: 8 }, () =>
    stroke(around(x), around(y), extent * (0.4 + 0.6 * random.uniform()), Math.max(0.6, 0.004 * size), random),
  );
  return (px, py) => ends.some((end) => end(px, py));
}

/** A bright thread lying on the cloth, its shadow on one side. */
function looseThread({ size, x, y, extent, strength }: Spot, random: Random): Paint {
  const half = Math.max(0.7, size * (0.0055 + 0.003 * random.uniform()));
  const besideAt = stroke(x, y, 2 * extent, 2 * half, random);
  const fade = 0.3 * random.uniform();
  return (px, py, tone) => {
    const beside = besideAt(px, py);
    if (!beside || beside.distance < -half) return undefined;
    if (beside.distance > half) return { tone: tone * (1 - 0.3 * strength) };
    const round = 1 - 0.25 * (beside.distance / half) ** 2;
    const bright = (110 + 80 * strength) * (1 - fade * beside.share) * round;
    return { tone: tone + (0.35 + 0.65 * strength) * (bright - tone) };
  };
}

/** A chip of metal: narrow and pointed, bright on the side that faces the light and dark on the other. */
function chip({ size, x, y, extent, strength }: Spot, random: Random): Paint {
  const half = Math.max(1, size * (0.01 + 0.006 * random.uniform()));
  const besideAt = stroke(x, y, 2 * extent, half, random);
  return (px, py, tone) => {
    const beside = besideAt(px, py);
    if (!beside) return undefined;
    const { distance, share } = beside;
    if (Math.abs(distance) > half * (1 - 0.6 * Math.abs(2 * share - 1))) return undefined;
    const sheen = 105 + (110 * distance) / half;
    return { tone: tone + (0.3 + 0.7 * strength) * (sheen - tone) };
  };
}
