import type { Random } from '../random';

/** A plain weave: the tone (0 black … 255 white) at any point, in pixels. Pure: the same point, the same tone. */
export interface Weave {
  tone(x: number, y: number): number;
}

// thread periods of 21 and 26 px were measured on photographs of 1024 px
const periods = [21 / 1024, 26 / 1024];
const margin = 4;
const gapTone = 23;

/**
 * A cloth of its own for each `random`: two sets of threads that pass over and under each other. Every thread has its
 * own brightness, width and course and two strands of changing brightness; the cloth is a little skewed and bowed, and
 * one in five is turned by 90 degrees.
 */
export function createWeave(size: number, random: Random): Weave {
  const turned = random.uniform() < 0.2;
  const stretch = 1 + 0.01 * random.normal();
  const pitches = [size * periods[0] * stretch, (size * periods[1]) / stretch];
  if (turned) pitches.reverse();
  const [columns, rows] = pitches.map((pitch) => Math.ceil(size / pitch) + 2 * margin);
  const contrast = 1 + 0.06 * random.normal();
  const warp = new Threads(columns, rows, size, pitches[0], contrast, random);
  const weft = new Threads(rows, columns, size, pitches[1], contrast, random);

  function tone(x: number, y: number): number {
    const u = warp.number(x, y);
    const v = weft.number(y, x);
    const i = Math.min(columns - 2, Math.max(1, Math.floor(u)));
    const j = Math.min(rows - 2, Math.max(1, Math.floor(v)));
    const du = u - i - 0.5;
    const dv = v - j - 0.5;
    return ((i + j) & 1) === 0 ? cross(warp, weft, i, j, du, dv) : cross(weft, warp, j, i, dv, du);
  }
  return { tone };
}

/** The tone beside a crossing: thread `i` of `top` lies over thread `j` of `low`, over the gap. */
function cross(top: Threads, low: Threads, i: number, j: number, du: number, dv: number): number {
  const asideTop = top.aside(i, j, du, dv);
  const covered = top.cover(i, j, asideTop);
  const above = covered > 0 ? top.tone(i, j, asideTop, dv, 1) : 0;
  if (covered === 1) return above;
  const asideLow = low.aside(j, i, dv, du);
  const seen = low.cover(j, i, asideLow);
  const below = seen > 0 ? gapTone + seen * (low.tone(j, i, asideLow, du, 0.75) - gapTone) : gapTone;
  return below + covered * (above - below);
}

/** The threads of one direction: a value for each crossing, at [thread · crossings + crossing], changing evenly between them. */
class Threads {
  private readonly left: Float32Array;
  private readonly right: Float32Array;
  private readonly centre: Float32Array;
  private readonly halfWidth: Float32Array;
  private readonly start: number;
  private readonly skew: number;
  private readonly bow: number;
  private readonly fan: number;
  private readonly sharpness: number;
  private readonly perPixel: number;
  private readonly perPitch: number;

  constructor(
    count: number,
    private readonly crossings: number,
    size: number,
    pitch: number,
    contrast: number,
    random: Random,
  ) {
    const table = (): Float32Array => new Float32Array(count * crossings);
    [this.left, this.right, this.centre, this.halfWidth] = [table(), table(), table(), table()];
    [this.perPixel, this.perPitch] = [1 / size, 1 / pitch];
    this.start = margin + random.uniform();
    [this.skew, this.bow, this.fan] = [0.8, 0.8, 0.4].map((spread) => spread * random.normal());
    // edges as soft as a lens of a pixel or so leaves them
    this.sharpness = pitch / Math.max(1, size / 160);
    for (let thread = 0; thread < count; thread++) this.spin(thread, contrast, random);
  }

  private spin(thread: number, contrast: number, random: Random): void {
    const own = 8 * random.normal();
    const width = 0.33 * (1 + 0.08 * random.normal());
    const place = 0.05 * random.normal();
    let slow = random.normal();
    let sway = random.normal();
    for (let at = thread * this.crossings; at < (thread + 1) * this.crossings; at++) {
      slow = 0.9 * slow + 0.436 * random.normal();
      sway = 0.7 * sway + 0.714 * random.normal();
      const tone = 120 + contrast * (own + 12 * slow);
      this.left[at] = tone + contrast * 20 * random.normal();
      this.right[at] = tone + contrast * 20 * random.normal();
      this.centre[at] = place + 0.05 * sway;
      this.halfWidth[at] = width * (1 + 0.1 * random.normal());
    }
  }

  /** Which thread lies at a pixel, as a number with a fraction: skewed and bowed by up to about one over the picture. */
  number(across: number, along: number): number {
    const a = across * this.perPixel - 0.5;
    const b = along * this.perPixel - 0.5;
    return this.start + across * this.perPitch + b * (this.skew + this.bow * b + this.fan * a);
  }

  /** How far a point lies from the middle of the thread, which sways from crossing to crossing. */
  aside(thread: number, crossing: number, across: number, along: number): number {
    const at = thread * this.crossings + crossing;
    const next = along < 0 ? at - 1 : at + 1;
    return across - this.centre[at] - Math.abs(along) * (this.centre[next] - this.centre[at]);
  }

  /** The share of a pixel that the thread covers, 0 … 1. */
  cover(thread: number, crossing: number, aside: number): number {
    const inside = (this.halfWidth[thread * this.crossings + crossing] - Math.abs(aside)) * this.sharpness + 0.5;
    return inside <= 0 ? 0 : inside >= 1 ? 1 : inside * inside * (3 - 2 * inside);
  }

  /** The tone of the thread; `light` is less than 1 where it dives under another. */
  tone(thread: number, crossing: number, aside: number, along: number, light: number): number {
    const at = thread * this.crossings + crossing;
    const next = along < 0 ? at - 1 : at + 1;
    const strand = Math.min(1, Math.max(0, 0.5 + aside / this.halfWidth[at]));
    const here = this.left[at] + strand * (this.right[at] - this.left[at]);
    const there = this.left[next] + strand * (this.right[next] - this.left[next]);
    // a thread is round: dark at its flanks, and dark where it bends down
    const round = (1 - 1.5 * aside * aside) * (1 - 0.7 * light * along * along);
    return light * round * (here + Math.abs(along) * (there - here));
  }
}
