import type { LabeledSample } from '../../data/streams/streamSource';
import type { Random } from '../../random';

/** A simulated stream, and how it drifts. */
export interface TuningStream {
  readonly samples: readonly LabeledSample[];
  /** Indices at which the boundary jumps. */
  readonly jumps: readonly number[];
  /** Whether it neither jumps nor turns. */
  readonly calm: boolean;
}

/** How the boundary of a stream turns. */
interface Turning {
  /** Radians by which it turns with every sample. */
  readonly speed: number;
  /** Chance of a jump, for each sample. */
  readonly rate: number;
  /** Samples that a jump takes: old and new concept by chance, more and more of the new. */
  readonly width: number;
}

/**
 * A simulated stream on which gains are measured: normal features, two classes on the sides of a plane, some labels wrong. The plane
 * jumps by 10 to 90 degrees, does so gradually, turns all the time, or stays: a quarter of the streams each; how often, how fast and how much
 * noise is drawn for each stream. None of the streams on which policies are compared is like it.
 * @example
 * tuningStream(createRandom(1), 8000).jumps;
 */
export function tuningStream(random: Random, length: number): TuningStream {
  const columns = 2 + random.integer(9);
  const noise = 0.02 + 0.18 * random.uniform();
  const { speed, rate, width } = drawTurning(random);
  const jumps: number[] = [];
  let [angle, old, since] = [0, 0, Infinity];
  const samples = Array.from({ length }, (_, i) => {
    [angle, old] = [angle + speed, old + speed];
    if (random.uniform() < rate) {
      [old, since] = [angle, 0];
      angle += ((10 + 80 * random.uniform()) * Math.PI) / 180;
      jumps.push(i);
    }
    const present = random.uniform() * width <= since++ ? angle : old;
    const features = Float64Array.from({ length: columns }, () => random.normal());
    const side = Number(Math.cos(present) * features[0] + Math.sin(present) * features[1] > 0);
    return { features, label: random.uniform() < noise ? 1 - side : side };
  });
  return { samples, jumps, calm: rate === 0 && speed === 0 };
}

function drawTurning(random: Random): Turning {
  const kind = random.integer(4);
  const rate = 1 / (1500 + 3500 * random.uniform());
  const width = 500 + 1500 * random.uniform();
  // a right angle in 1000 to 20,000 samples
  const speed = (Math.PI / 2) * 10 ** (-4.3 + 1.3 * random.uniform());
  return [
    { speed: 0, rate: 0, width: 0 },
    { speed: 0, rate, width: 0 },
    { speed: 0, rate, width },
    { speed, rate: 0, width: 0 },
  ][kind];
}
