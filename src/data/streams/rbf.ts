import { checkInteger, checkNumber } from '../../errors';
import { createRandom, type Random } from '../../random';
import type { LabeledSample, StreamSource } from './streamSource';

/** Options of `rbf`. */
export interface RbfOptions {
  /** Seed of the centroids; default 1. Another seed is another concept. */
  readonly model?: number;
  /** Default 2. */
  readonly classes?: number;
  /** Default 10. */
  readonly attributes?: number;
  /** Default 50. */
  readonly centroids?: number;
  /** How many centroids move, the first ones; default all. */
  readonly driftCentroids?: number;
  /** Distance a moving centroid goes with every sample, ≥ 0; default 0. */
  readonly speed?: number;
}

interface Centroid {
  readonly centre: Float64Array;
  readonly label: number;
  readonly deviation: number;
  /** The sum of the weights up to and with this one. */
  readonly upTo: number;
  readonly direction: Float64Array;
}

/**
 * Random radial basis functions, as MOA's RandomRBFGenerator and RandomRBFGeneratorDrift define them: centroids uniform in the
 * unit cube, each with a class, a standard deviation and a weight, both uniform in [0, 1). A sample picks a centroid by weight
 * and lies in a direction drawn from the cube [−1, 1)ᵈ, at a normal distance. With `speed` above 0 the centroids move along
 * directions of length 1 and turn back at the walls of the cube: the stream itself drifts incrementally.
 * @throws {TypeError | RangeError} for an option out of range.
 * @example
 * driftStream(rbf(), [rbf({ model: 2 })], sudden({ at: 5000 }), { random, length: 10_000 });
 */
export function rbf(options: RbfOptions = {}): StreamSource<LabeledSample> {
  const { model = 1, classes = 2, attributes = 10, centroids = 50, speed = 0 } = options;
  const { driftCentroids = centroids } = options;
  checkInteger('classes', classes, 2);
  checkInteger('attributes', attributes, 1);
  checkInteger('centroids', centroids, 1);
  checkInteger('driftCentroids', driftCentroids, 0, centroids);
  checkNumber('speed', speed, 0);
  checkInteger('model', model, 0, 0xffffffff);
  return function* (random) {
    const all = drawCentroids(centroids, attributes, classes, createRandom(model));
    for (;;) {
      if (speed > 0) for (const centroid of all.slice(0, driftCentroids)) move(centroid, speed);
      const mark = random.uniform() * all[all.length - 1].upTo;
      yield drawAround(
        all.find(({ upTo }) => mark < upTo)!,
        random,
      );
    }
  };
}

function drawCentroids(count: number, attributes: number, classes: number, random: Random): Centroid[] {
  let upTo = 0;
  return Array.from({ length: count }, () => {
    const centre = Float64Array.from({ length: attributes }, () => random.uniform());
    const label = random.integer(classes);
    const deviation = random.uniform();
    upTo += random.uniform();
    const raw = Float64Array.from({ length: attributes }, () => random.uniform());
    const norm = Math.hypot(...raw);
    return { centre, label, deviation, upTo, direction: raw.map((x) => x / norm) };
  });
}

function move({ centre, direction }: Centroid, speed: number): void {
  for (let i = 0; i < centre.length; i++) {
    const to = centre[i] + direction[i] * speed;
    centre[i] = Math.min(Math.max(to, 0), 1);
    if (to !== centre[i]) direction[i] *= -1;
  }
}

function drawAround({ centre, label, deviation }: Centroid, random: Random): LabeledSample {
  const way = centre.map(() => 2 * random.uniform() - 1);
  const scale = (random.normal() * deviation) / Math.hypot(...way);
  return { features: centre.map((x, i) => x + way[i] * scale), label };
}
