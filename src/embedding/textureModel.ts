import { Graph, graphOf, type Value } from '../compute/graph';
import * as op from '../compute/operators';
import type { Matrix } from '../matrix';
import { gaborKernels, joined, type Kernels, lineKernels, pairSums, smoothingKernel } from './textureKernels';

/** Side of a patch in pixels: a picture of 256 px has a grid of 32 × 32. */
export const PATCH = 8;

/** The families of features, so that a family's worth can be measured; a gray image has all but `chroma`. */
export const textureFamilies = ['energies', 'lines', 'tone', 'chroma'] as const;

/** One of {@link textureFamilies}. */
export type TextureFamily = (typeof textureFamilies)[number];

const waves = gaborKernels(9, { angles: 6, sigma: 2, wavelength: 5 });
const fineWaves = gaborKernels(7, { angles: 4, sigma: 1.2, wavelength: 2.8 });
const lines = lineKernels(11, { angles: 6, width: 1.1, length: 3 });
/** The filters of each level: of the picture, of half its size, of a quarter. */
const banks: readonly { readonly waves: readonly Kernels[]; readonly lines: readonly Kernels[] }[] = [
  { waves: [waves, fineWaves], lines: [lines] },
  { waves: [waves], lines: [lines] },
  { waves: [waves], lines: [] },
];

// offsets keep a logarithm from shouting about darkness and sensor noise
const DARK = 0.05;
const FAINT = 0.003;
const FAINT_LINE = 0.05;

/** The family of each feature of {@link textureGraph}, in order. */
export const textureFeatures: readonly TextureFamily[] = [
  ...banks.flatMap((bank): TextureFamily[] => [
    ...Array<TextureFamily>(total(bank.waves)).fill('energies'),
    ...Array<TextureFamily>(total(bank.lines)).fill('lines'),
  ]),
  ...Array<TextureFamily>(4).fill('tone'),
  ...Array<TextureFamily>(4).fill('chroma'),
];

/**
 * The texture embedder as a graph: `images` uint8 [n, height, width, 3], both sides multiples of 8, to `patches`
 * [n · height/8 · width/8, 76]. Fixed filters, nothing learned: logarithms of Gabor energies at three scales and of a finer one
 * (root mean square and largest in a patch), of thin bright and dark lines at two scales (largest), of gray and of the ratios
 * red : green and blue : green (mean, deviation, extremes of gray), smoothed over 3 × 3 patches. Light that is k times as bright
 * adds log k: a constant, which a median over the picture takes away.
 * @param defects comes out as the output `defects`, as it is: second moments of what defects do to the features.
 */
export function textureGraph(defects?: Matrix): Graph {
  const graph = new Graph();
  const planes = pictures(graph);
  const gray = op.reduceMean(planes, [1], { keep: true });
  const scales = levels(gray, banks.length).flatMap(levelFeatures);
  const features = op.concat([...scales, ...toneFeatures(gray), ...chromaFeatures(planes)], 1);
  graph.output('patches', rows(smoothed(features)));
  if (defects) graph.output('defects', graph.constant(defects.values, [defects.rows, defects.columns]));
  return graph;
}

/**
 * A plain Gabor filter bank as a graph, for comparison: logarithms of the root mean square energies of 6 angles at three scales,
 * 18 features, not smoothed over patches; otherwise as {@link textureGraph}.
 */
export function gaborGraph(): Graph {
  const graph = new Graph();
  const gray = op.reduceMean(pictures(graph), [1], { keep: true });
  const features = levels(gray, 3).map((plane, level) => {
    const energies = energy(filtered(plane, joined([waves])), [waves]);
    return logRoot(op.slice(pooled(energies, level, op.averagePool), 1, 0, waves.count / 2));
  });
  graph.output('patches', rows(op.concat(features, 1)));
  return graph;
}

/** Colour planes in 0..1. */
function pictures(graph: Graph): Value {
  const bytes = graph.input('images', ['n', 'height', 'width', 3], 'uint8');
  return op.div(op.transpose(op.cast(bytes, 'float32'), [0, 3, 1, 2]), 255);
}

/** The picture, and each half the size of the last. */
function levels(gray: Value, count: number): Value[] {
  const all = [gray];
  while (all.length < count) all.push(filtered(all[all.length - 1], smoothingKernel(), 2));
  return all;
}

// one convolution for all filters, one for all energies, and channels taken apart only after pooling: twice as fast as bank by bank
function levelFeatures(plane: Value, level: number): Value[] {
  const bank = banks[level];
  const responses = filtered(plane, joined([...bank.waves, ...bank.lines]));
  const energies = energy(responses, bank.waves);
  const start = total(bank.waves);
  const waves = [op.averagePool, op.maxPool].map((pool) => {
    return logRoot(op.slice(pooled(energies, level, pool), 1, 0, start / 2));
  });
  if (bank.lines.length === 0) return waves;
  const largest = op.slice(pooled(responses, level, op.maxPool), 1, start, start + total(bank.lines));
  return [...waves, op.log(op.add(op.relu(largest), FAINT_LINE))];
}

/** cosine² + sine² for each direction, then channels that mean nothing. */
function energy(responses: Value, waves: readonly Kernels[]): Value {
  const squares = op.mul(responses, responses);
  const channels = Number(responses.shape[1]);
  const { values, count } = pairSums(waves, channels);
  return op.conv(squares, graphOf(responses).constant(values, [count, channels, 1, 1]));
}

function logRoot(squares: Value): Value {
  return op.log(op.add(op.sqrt(squares), FAINT));
}

function toneFeatures(gray: Value): Value[] {
  const tone = op.log(op.add(gray, DARK));
  return [...meanAndDeviation(tone), pooled(tone, 0, op.maxPool), pooled(op.neg(tone), 0, op.maxPool)];
}

function chromaFeatures(planes: Value): Value[] {
  const logs = op.log(op.add(planes, DARK));
  const [red, green, blue] = [0, 1, 2].map((channel) => op.slice(logs, 1, channel, channel + 1));
  return [op.sub(red, green), op.sub(blue, green)].flatMap(meanAndDeviation);
}

function meanAndDeviation(plane: Value): Value[] {
  const mean = pooled(plane, 0, op.averagePool);
  const variance = op.sub(pooled(op.mul(plane, plane), 0, op.averagePool), op.mul(mean, mean));
  // rounding may leave a small negative variance
  return [mean, logRoot(op.relu(variance))];
}

function filtered(plane: Value, { values, count, size }: Kernels, stride = 1): Value {
  const weights = graphOf(plane).constant(values, [count, 1, size, size]);
  return op.conv(mirrored(plane, (size - 1) / 2), weights, { strides: [stride, stride] });
}

function pooled(plane: Value, level: number, pool: typeof op.averagePool | typeof op.maxPool): Value {
  const side = PATCH >> level;
  return pool(plane, [side, side]);
}

/**
 * Weights [1 2 1]/4 along both axes, whole windows only; the border repeats what lies next to it. With mirrored patches the border would scatter
 * more than the rest, and the largest score of an image would be found there for no other reason.
 */
function smoothed(features: Value): Value {
  const channels = Number(features.shape[1]);
  const window = [1, 2, 1].flatMap((a) => [1, 2, 1].map((b) => (a * b) / 16));
  const weights = graphOf(features).constant(Array<number[]>(channels).fill(window).flat(), [channels, 1, 3, 3]);
  const ring = [0, 0, 1, 1];
  return op.pad(op.conv(features, weights, { group: channels }), ring, ring, { mode: 'edge' });
}

function mirrored(planes: Value, margin: number): Value {
  const widths = [0, 0, margin, margin];
  return op.pad(planes, widths, widths, { mode: 'reflect' });
}

function rows(features: Value): Value {
  return op.reshape(op.transpose(features, [0, 2, 3, 1]), [-1, Number(features.shape[1])]);
}

function total(kernels: readonly Kernels[]): number {
  return kernels.reduce((sum, { count }) => sum + count, 0);
}
