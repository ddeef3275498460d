import { checkInteger, checkNumber } from '../../errors';
import { images } from '../../images';
import type { Random } from '../../random';
import { labeledImages, type LabeledImages } from '../labeledImages';
import { digitClasses } from '../mnist';
import { drawInk } from './drawInk';
import { glyphs, type Glyph } from './glyphs';
import { type Bend, type Hand, penPaths, type Place } from './penPath';

const SIDE = 28;
/** The longer side of a digit, as MNIST scales them. */
const BOX = 20;

/** Options of `digits`. */
export interface DigitsOptions {
  readonly random: Random;
  /** The digit of each image; default all ten equally likely. */
  readonly labels?: ArrayLike<number>;
  /** Standard deviation of the noise of full ink, in levels of 255; default 6. */
  readonly noise?: number;
}

/**
 * Synthetic handwritten digits in the form of MNIST: gray, light on dark, 28 × 28 pixels, the longer side about 20, the centre of
 * mass in the middle. Hands differ in the way they write a digit, in slant, width, thickness and turn, and miss every point a
 * little. Image i depends on the random source and i only, so a longer set begins with the shorter one.
 * @throws {RangeError} for a count below 1, labels that are not one for each image, or a label that is no digit.
 * @example
 * const { images, labels } = digits(4000, { random: createRandom(1) });
 */
export function digits(count: number, { random, labels, noise = 6 }: DigitsOptions): LabeledImages {
  checkInteger('count', count, 1);
  checkNumber('noise', noise, 0);
  if (labels && labels.length !== count)
    throw new RangeError(`invalid labels: expected one for each of ${count} images, got ${labels.length}`);
  const pixels = new Uint8Array(count * SIDE * SIDE);
  const written = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const own = random.fork(i);
    const any = own.integer(glyphs.length);
    written[i] = labels ? checkInteger('label', labels[i], 0, glyphs.length - 1) : any;
    writeDigit(pixels.subarray(i * SIDE * SIDE, (i + 1) * SIDE * SIDE), written[i], noise, own);
  }
  return labeledImages('digits-synthetic', images(pixels, count, SIDE, SIDE, 1), written, digitClasses);
}

function writeDigit(pixels: Uint8Array, digit: number, noise: number, random: Random): void {
  const thickness = 1.2 * Math.exp(0.3 * random.normal());
  const paths = fit(penPaths(choose(glyphs[digit], random), drawHand(random), random), thickness, random);
  const [swell, phase] = [0.18 * random.normal(), 6 * random.uniform()];
  const radius = (share: number) => Math.max(0.5, thickness * (1 + swell * Math.sin(6 * share + phase)));
  const ink = drawInk(paths, SIDE, { radius, softness: 1 + 0.6 * random.uniform() });
  const gain = 235 + 80 * random.uniform();
  // the ground stays dark, as in MNIST
  for (let p = 0; p < ink.length; p++)
    if (ink[p] > 0) pixels[p] = Math.min(255, Math.max(0, Math.round(ink[p] * (gain + noise * random.normal()))));
}

function drawHand(random: Random): Hand {
  return {
    wobble: 0.034 * Math.exp(0.3 * random.normal()),
    aspect: 0.95 * Math.exp(0.2 * random.normal()),
    slant: 0.16 + 0.23 * random.normal(),
    turn: 0.13 * random.normal(),
    bend: [drawBend(random), drawBend(random)],
  };
}

function drawBend(random: Random): Bend {
  return { amount: 0.035 * random.normal(), phase: 2 * Math.PI * random.uniform() };
}

function choose(ways: readonly Glyph[], random: Random): Glyph {
  let left = random.uniform() * ways.reduce((sum, { weight }) => sum + weight, 0);
  return ways.find(({ weight }) => (left -= weight) < 0) ?? ways[0];
}

/** Scales paths to MNIST's box and puts their centre of mass in the middle, up to less than a pixel. */
function fit(paths: readonly (readonly Place[])[], thickness: number, random: Random): Place[][] {
  const { extent, centre } = measure(paths);
  const scale = (BOX * Math.exp(0.05 * random.normal()) - 2 * thickness) / extent;
  const [left, top] = [SIDE / 2 + random.uniform() - 0.5, SIDE / 2 + random.uniform() - 0.5];
  return paths.map((path) =>
    path.map(({ x, y }) => ({ x: left + scale * (x - centre.x), y: top + scale * (y - centre.y) })),
  );
}

/** The longer side of the box about all paths, and the centre of their lengths. */
function measure(paths: readonly (readonly Place[])[]): { readonly extent: number; readonly centre: Place } {
  const [xs, ys] = [paths.flatMap((path) => path.map(({ x }) => x)), paths.flatMap((path) => path.map(({ y }) => y))];
  const extent = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  let [length, x, y] = [0, 0, 0];
  for (const path of paths)
    for (let i = 0; i + 1 < path.length; i++) {
      const [from, to] = [path[i], path[i + 1]];
      const step = Math.hypot(to.x - from.x, to.y - from.y);
      length += step;
      x += (step * (from.x + to.x)) / 2;
      y += (step * (from.y + to.y)) / 2;
    }
  return { extent, centre: { x: x / length, y: y / length } };
}
