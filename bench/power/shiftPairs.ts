import { gaussianNoise } from '../../src/augmentation/gaussianNoise';
import { carpetImages } from '../../src/data/carpet';
import { imageEmbeddings } from '../../src/embedding/patchEmbedder';
import { openTextureEmbedder } from '../../src/embedding/textureEmbedder';
import { matrix, row, selectRows, type Matrix } from '../../src/matrix';
import { createRandom, permutation, type Random } from '../../src/random';

const ROWS = 100;
const COLUMNS = 10;
const IMAGES = 600;
/** One picture in so many is noisy. */
const EVERY = 12;

/** Pairs of samples, run after run one below the other. */
export interface Pairs {
  readonly reference: Matrix;
  readonly sample: Matrix;
  readonly runs: number;
  /** The null pairs that set the level; left out for null pairs. */
  readonly base?: string;
}

type Draw = (random: Random) => number[];

const normal: Draw = (random) => Array.from({ length: COLUMNS }, () => random.normal());

/** Rows of two classes, three standard deviations apart in three columns. */
function classes(share: number): Draw {
  return (random) => {
    const side = random.uniform() < share ? 1.5 : -1.5;
    return normal(random).map((value, j) => (j < 3 ? value + side : value));
  };
}

const shifts: Readonly<Record<string, Draw>> = {
  mean: (random) => normal(random).map((value) => value + 0.16),
  variance: (random) => normal(random).map((value) => 1.15 * value),
  tail: (random) => {
    const scale = random.uniform() < 0.1 ? 3 : 1;
    return normal(random).map((value) => scale * value);
  },
  'correlation only': (random) => {
    const common = random.normal();
    return normal(random).map((value) => Math.sqrt(0.8) * value + Math.sqrt(0.2) * common);
  },
  'one of many features': (random) => normal(random).map((value, j) => (j === 0 ? value + 0.6 : value)),
};

/** Pairs of every kind of shift, and null pairs of every kind of data. */
export async function shiftPairs(runs: {
  readonly pairs: number;
  readonly null: number;
}): Promise<Record<string, Pairs>> {
  const random = createRandom(2);
  const made: Record<string, Pairs> = { 'no shift': drawn(normal, normal, runs.null, random.fork('no shift')) };
  for (const [name, draw] of Object.entries(shifts))
    made[name] = { ...drawn(normal, draw, runs.pairs, random.fork(name)), base: 'no shift' };
  made['no shift of classes'] = drawn(classes(0.5), classes(0.5), runs.null, random.fork('classes'));
  const priors = drawn(classes(0.5), classes(0.65), runs.pairs, random.fork('prior'));
  made['label prior'] = { ...priors, base: 'no shift of classes' };
  const { clean, noisy } = await embeddings(random.fork('images'));
  made['no shift of images'] = picked(clean, clean, runs.null, random.fork('no noise'));
  const corrupted = picked(clean, noisy, runs.pairs, random.fork('noise'));
  made['image corruption in embeddings'] = { ...corrupted, base: 'no shift of images' };
  return made;
}

function drawn(reference: Draw, sample: Draw, runs: number, random: Random): Pairs {
  const fill = (draw: Draw): Matrix => {
    const values = new Float32Array(runs * ROWS * COLUMNS);
    for (let i = 0; i < runs * ROWS; i++) values.set(draw(random), i * COLUMNS);
    return matrix(values, runs * ROWS, COLUMNS);
  };
  return { reference: fill(reference), sample: fill(sample), runs };
}

/** Carpets as the texture embedder sees them, in ten random directions of its standardised features; one in EVERY of the others with a little noise. */
async function embeddings(random: Random): Promise<{ clean: Matrix<Float32Array>; noisy: Matrix<Float32Array> }> {
  const { train } = carpetImages({ train: IMAGES, calibration: 0, good: 0, defects: 0, size: 64, seed: 5 });
  const embedder = await openTextureEmbedder();
  const clean = imageEmbeddings(await embedder.embed(train));
  const noisy = imageEmbeddings(await embedder.embed(gaussianNoise(train, 0.012, random)));
  await embedder.release();
  const project = projection(clean, random);
  // were all of them noisy, every detector would see it
  const mixed = Float32Array.from(clean.values, (value, at) =>
    Math.floor(at / clean.columns) % EVERY === 0 ? noisy.values[at] : value,
  );
  return { clean: project(clean), noisy: project(matrix(mixed, clean.rows, clean.columns)) };
}

function projection(fit: Matrix, random: Random): (source: Matrix) => Matrix<Float32Array> {
  const { columns } = fit;
  const column = (j: number): number[] => Array.from({ length: fit.rows }, (_, i) => fit.values[i * columns + j]);
  const mean = Array.from({ length: columns }, (_, j) => column(j).reduce((sum, value) => sum + value, 0) / fit.rows);
  const deviation = mean.map((m, j) => Math.sqrt(column(j).reduce((sum, v) => sum + (v - m) ** 2, 0) / fit.rows) || 1);
  const directions = Array.from({ length: COLUMNS }, () => mean.map(() => random.normal() / Math.sqrt(columns)));
  return (source) => {
    const values = new Float32Array(source.rows * COLUMNS);
    for (let i = 0; i < source.rows; i++) {
      const from = row(source, i);
      directions.forEach((direction, k) => {
        values[i * COLUMNS + k] = direction.reduce((sum, w, j) => sum + (w * (from[j] - mean[j])) / deviation[j], 0);
      });
    }
    return matrix(values, source.rows, COLUMNS);
  };
}

/** Disjoint images on the two sides of a run: 100 of the first and 100 of the second. */
function picked(first: Matrix<Float32Array>, second: Matrix<Float32Array>, runs: number, random: Random): Pairs {
  const sides: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run++) {
    const order = permutation(first.rows, random);
    sides[0].push(...order.subarray(0, ROWS));
    sides[1].push(...order.subarray(ROWS, 2 * ROWS));
  }
  return { reference: selectRows(first, sides[0]), sample: selectRows(second, sides[1]), runs };
}
