import { matrix } from '../../src/matrix';
import type { Random } from '../../src/random';
import { ensembleEvidence, type EnsembleEvidence } from '../../src/retraining/monitoring/ensembleEvidence';
import { DRIFT_SIZES, type DriftSize } from '../../src/retraining/monitoring/evidenceModel';
import type { MonitoredWindow } from '../../src/retraining/monitoring/monitoredWindow';
import { normalCdf } from '../../src/stats/distributions/normal';

/** Drifts that the Bayes factor was fitted on. */
export const FITTED_KINDS = ['mean of one feature', 'mean of all features', 'spread of one feature', 'label prior', 'concept'] as const; // prettier-ignore
/** Drifts that it has never seen. */
export const HELD_OUT_KINDS = ['spread of all features', 'correlation', 'outliers', 'concept in a region'] as const;
export type KindName = (typeof FITTED_KINDS)[number] | (typeof HELD_OUT_KINDS)[number];

/** Features of the streams that it was fitted on, and of others. */
export const FITTED_DIMENSIONS = [1, 3, 10, 30] as const;
export const HELD_OUT_DIMENSIONS = [2, 6, 18, 50] as const;

/** Rows, log-uniform. */
export const RANGE = { reference: [200, 4000], sample: [50, 2000] } as const;

export interface Drift {
  readonly kind: KindName;
  /** The root of the Jeffreys divergence: D of a shift of the mean by D standard deviations. */
  readonly size: number;
}

/** A reference and a window; what each was drawn with. */
interface DrawnWindows {
  readonly reference: Required<MonitoredWindow>;
  readonly sample: Required<MonitoredWindow>;
}

const CLASS_SHIFT = 0.8;

/** A stream with classes, a linear model that was right about the reference, and features of many laws. */
interface World {
  readonly features: number;
  readonly correlation: number;
  /** Signs of the features that tell the classes apart; 0 for the others. */
  readonly signs: Float64Array;
  readonly transforms: readonly ((value: number) => number)[];
  /** Whether the model says a probability, or a class. */
  readonly scores: boolean;
  /** Share of rows with a label. */
  readonly labelled: number;
}

const TRANSFORMS = [
  (value: number) => value,
  (value: number) => value,
  Math.exp,
  (value: number) => Math.round(2 * value),
  (value: number) => Number(value > 0.5),
];

function drawWorld(features: number, random: Random): World {
  const telling = Math.min(features, 1 + random.integer(4));
  return {
    features,
    correlation: [0, 0.3, 0.6][random.integer(3)],
    signs: Float64Array.from({ length: features }, (_, j) => (j < telling ? 2 * random.integer(2) - 1 : 0)),
    transforms: Array.from({ length: features }, () => TRANSFORMS[random.integer(TRANSFORMS.length)]),
    scores: random.uniform() < 0.5,
    labelled: 0.1 + 0.9 * random.uniform(),
  };
}

/** What a drift does to a row. */
interface Effect {
  readonly prior?: number;
  readonly move?: (latent: Float64Array, random: Random) => void;
  readonly flip?: (latent: Float64Array, random: Random) => boolean;
}

const logUniform = (low: number, high: number, random: Random) => low * (high / low) ** random.uniform();

/** Windows of one world, the sample with a drift or without one. Half of the drifts begin within the window, in its first 60 %. */
function drawWindows(drift: Drift | null, features: number, random: Random): DrawnWindows {
  const world = drawWorld(features, random);
  const rows = [logUniform(...RANGE.reference, random), logUniform(...RANGE.sample, random)].map(Math.round);
  const onset = random.uniform() < 0.5 ? 0 : 0.6 * random.uniform();
  const effect = drift ? EFFECTS[drift.kind](drift.size, world, random) : {};
  const reference = drawRows(world, rows[0], () => ({}), random);
  return { reference, sample: drawRows(world, rows[1], (i) => (i >= onset * rows[1] ? effect : {}), random) };
}

function drawRows(
  world: World,
  rows: number,
  effectAt: (row: number) => Effect,
  random: Random,
): Required<MonitoredWindow> {
  const { features, correlation, signs, transforms, scores, labelled } = world;
  const values = new Float64Array(rows * features);
  const [predictions, errors] = [new Float64Array(rows), new Float64Array(rows)];
  const latent = new Float64Array(features);
  const telling = signs.filter((sign) => sign !== 0).length;
  for (let i = 0; i < rows; i++) {
    const { prior = 0.5, move, flip } = effectAt(i);
    const label = Number(random.uniform() < prior);
    const common = Math.sqrt(correlation) * random.normal();
    for (let j = 0; j < features; j++) latent[j] = common + Math.sqrt(1 - correlation) * random.normal();
    for (let j = 0; j < features; j++) latent[j] += (signs[j] * (2 * label - 1) * CLASS_SHIFT) / Math.sqrt(telling);
    move?.(latent, random);
    const truth = flip?.(latent, random) ? 1 - label : label;
    const score = latent.reduce((sum, value, j) => sum + signs[j] * value, 0) / Math.sqrt(telling);
    predictions[i] = scores ? 1 / (1 + Math.exp(-2 * CLASS_SHIFT * score)) : Number(score > 0);
    errors[i] = random.uniform() < labelled ? Number(Number(score > 0) !== truth) : NaN;
    for (let j = 0; j < features; j++) values[i * features + j] = transforms[j](latent[j]);
  }
  return { inputs: matrix(values, rows, features), predictions, errors };
}

const ERROR_RATE = normalCdf(-CLASS_SHIFT);

const EFFECTS: Readonly<Record<KindName, (size: number, world: World, random: Random) => Effect>> = {
  'mean of one feature': (size, { features, correlation }, random) => {
    const [j, shift] = [random.integer(features), (2 * random.integer(2) - 1) * size * Math.sqrt(1 - correlation)];
    return { move: (latent) => (latent[j] += shift) };
  },
  'mean of all features': (size, { features, correlation }, random) => {
    const shifts = Float64Array.from({ length: features }, () => (2 * random.integer(2) - 1) * size * Math.sqrt((1 - correlation) / features)); // prettier-ignore
    return { move: (latent) => latent.forEach((_, j) => (latent[j] += shifts[j])) };
  },
  'spread of one feature': (size, { features }, random) => {
    const [j, scale] = [random.integer(features), scaleOf(size, random)];
    return { move: (latent) => (latent[j] *= scale) };
  },
  'spread of all features': (size, { features }, random) => {
    const scale = scaleOf(size / Math.sqrt(features), random);
    return { move: (latent) => latent.forEach((_, j) => (latent[j] *= scale)) };
  },
  'label prior': (size, _, random) => {
    const away = solve((prior) => mixtureDivergence(0.5 + prior) - size ** 2, 0, 0.49);
    return { prior: random.uniform() < 0.5 ? 0.5 + away : 0.5 - away };
  },
  concept: (size) => {
    const share = solve((flipped) => rateDivergence(ERROR_RATE + flipped * (1 - 2 * ERROR_RATE)) - size ** 2, 0, 1);
    return { flip: (_, random) => random.uniform() < share };
  },
  'concept in a region': (size) => {
    const share = solve((flipped) => rateDivergence(ERROR_RATE + flipped * (1 - 2 * ERROR_RATE)) - size ** 2, 0, 1);
    // every label beyond a quantile of the first feature
    const edge = solve((x) => normalCdf(x / Math.sqrt(1 + CLASS_SHIFT ** 2)) - (1 - share), -5, 5);
    return { flip: (latent) => latent[0] > edge };
  },
  correlation: (size, { features }, random) => {
    const strength = size / Math.sqrt(1 + size ** 2);
    const one = random.integer(features);
    // of a single feature the spread
    const other = features > 1 ? (one + 1 + random.integer(features - 1)) % features : one;
    return {
      move: (latent) => (latent[other] = strength * latent[one] + Math.sqrt(1 - strength ** 2) * latent[other]),
    };
  },
  outliers: (size, { features }, random) => {
    const [j, share] = [random.integer(features), 2 * normalCdf(size / 2) - 1];
    return { move: (latent, draws) => (latent[j] += draws.uniform() < share ? 4 : 0) };
  },
};

/** s with (s² + s⁻²)/2 − 1 = size², or its inverse. */
function scaleOf(size: number, random: Random): number {
  const scale = Math.sqrt(1 + size ** 2 + Math.sqrt((1 + size ** 2) ** 2 - 1));
  return random.uniform() < 0.5 ? scale : 1 / scale;
}

/** Jeffreys divergence of error rates. */
function rateDivergence(rate: number): number {
  return (rate - ERROR_RATE) * (Math.log(rate / (1 - rate)) - Math.log(ERROR_RATE / (1 - ERROR_RATE)));
}

/** Jeffreys divergence of the classes' mixture with another share of the second one. */
function mixtureDivergence(prior: number): number {
  const density = (x: number, share: number) => share * Math.exp(-((x - CLASS_SHIFT) ** 2) / 2) + (1 - share) * Math.exp(-((x + CLASS_SHIFT) ** 2) / 2); // prettier-ignore
  let sum = 0;
  for (let x = -6; x <= 6; x += 0.1) {
    const [old, present] = [density(x, 0.5), density(x, prior)];
    sum += ((present - old) * Math.log(present / old) * 0.1) / Math.sqrt(2 * Math.PI);
  }
  return sum;
}

/** Where an increasing function is 0; the end of the range that is nearest if nowhere. */
function solve(increasing: (x: number) => number, low: number, high: number): number {
  let [from, to] = [low, high];
  for (let step = 0; step < 40; step++) {
    const middle = (from + to) / 2;
    if (increasing(middle) < 0) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}

/** A drift of a size within the range, of one of the kinds. */
function drawDrift(kinds: readonly KindName[], size: DriftSize, random: Random): Drift {
  const [low, high] = DRIFT_SIZES[size];
  return { kind: kinds[random.integer(kinds.length)], size: low + (high - low) * random.uniform() };
}

/** What the ensemble said of a stream. */
export interface Stream {
  /** Null without drift. */
  readonly drift: (Drift & { readonly range: DriftSize }) | null;
  readonly evidence: EnsembleEvidence;
}

/** How streams are drawn. */
export interface StreamLaw {
  readonly kinds: readonly KindName[];
  readonly dimensions: readonly number[];
}

/** A stream with a drift of some size, or without one, as the ensemble sees it. */
export function drawStream(range: DriftSize | null, { kinds, dimensions }: StreamLaw, random: Random): Stream {
  const features = dimensions[random.integer(dimensions.length)];
  const drift = range && { ...drawDrift(kinds, range, random), range };
  const { reference, sample } = drawWindows(drift, features, random);
  return { drift, evidence: ensembleEvidence(reference, sample, { random: random.fork('kernel') }) };
}
