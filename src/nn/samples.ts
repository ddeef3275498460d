import { elementCount } from '../compute/tensor';
import { DriftlabError, show } from '../errors';
import type { Images } from '../images';
import type { Matrix } from '../matrix';
import type { Loss } from './losses';
import type { ModelSpec } from './modelSpec';

/** What a network is trained or judged on. Classes come as labels; probabilities or numbers to predict as targets. */
export interface Samples {
  /** A row for each sample, its numbers in the order of the model's input shape: for images channel by channel. */
  readonly inputs: Matrix<Float32Array>;
  /** A class in [0, outputs) for each row. */
  readonly labels?: ArrayLike<number>;
  /** Or a row for each sample: class probabilities, or the numbers to predict. */
  readonly targets?: Matrix;
  /** For distillation: the teacher's logits. */
  readonly teacher?: Matrix;
}

/**
 * Images as rows of numbers in [0, 1], channel by channel, for networks; with `mean` and `deviation` moved and scaled by them.
 * @example
 * const inputs = imageRows(images, { mean: 0.5, deviation: 0.5 }); // in [−1, 1]
 */
export function imageRows(
  { pixels, count, height, width, channels }: Images,
  { mean = 0, deviation = 1 }: { readonly mean?: number; readonly deviation?: number } = {},
): Matrix<Float32Array> {
  const area = height * width;
  const values = new Float32Array(count * area * channels);
  const table = Float32Array.from({ length: 256 }, (_, level) => (level / 255 - mean) / deviation);
  for (let i = 0; i < count; i++)
    for (let c = 0; c < channels; c++) {
      const [from, into] = [i * area * channels + c, (i * channels + c) * area];
      for (let k = 0; k < area; k++) values[into + k] = table[pixels[from + k * channels]];
    }
  return { values, rows: count, columns: area * channels };
}

/**
 * @throws {RangeError} if inputs do not have the size that the model takes; {DriftlabError} DRIFTLAB_INVALID_DATA for a number that
 * is not finite.
 */
export function checkInputs({ input }: ModelSpec, { values, columns, rows }: Samples['inputs']): void {
  if (columns !== elementCount(input) || values.length !== rows * columns)
    throw new RangeError(
      `invalid inputs: expected rows of ${elementCount(input)} numbers for [${input.join(', ')}], got ${rows} × ${columns}`,
    );
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at >= 0)
    throw new DriftlabError(
      'DRIFTLAB_INVALID_DATA',
      `inputs of sample ${Math.floor(at / columns)}: expected finite numbers, got ${values[at]} at ${at % columns}`,
    );
}

/**
 * Targets of all samples as the training step takes them: one-hot codes of labels, or the given rows; the teacher's logits beside.
 * @throws {RangeError} if targets are missing or of another size; {DriftlabError} DRIFTLAB_INVALID_DATA for a label out of range.
 */
export function targetRows(spec: ModelSpec, samples: Samples, loss: Loss): Matrix<Float32Array> {
  const { outputs } = spec;
  const { rows } = samples.inputs;
  const columns = loss.kind === 'distillation' ? 2 * outputs : outputs;
  const values = new Float32Array(rows * columns);
  if (samples.labels) writeLabels(samples.labels, rows, outputs, values, columns);
  else writeRows('targets', samples.targets, rows, outputs, values, columns, 0);
  if (loss.kind === 'distillation') writeRows('teacher', samples.teacher, rows, outputs, values, columns, outputs);
  return { values, rows, columns };
}

function writeLabels(
  labels: ArrayLike<number>,
  rows: number,
  classes: number,
  values: Float32Array,
  columns: number,
): void {
  if (labels.length !== rows) throw new RangeError(`invalid labels: expected ${rows}, got ${labels.length}`);
  for (let i = 0; i < rows; i++) {
    if (!Number.isInteger(labels[i]) || labels[i] < 0 || labels[i] >= classes)
      throw new DriftlabError(
        'DRIFTLAB_INVALID_DATA',
        `label of sample ${i}: expected an integer in [0, ${classes - 1}], got ${show(labels[i])}`,
      );
    values[i * columns + labels[i]] = 1;
  }
}

function writeRows(
  name: string,
  source: Matrix | undefined,
  rows: number,
  width: number,
  values: Float32Array,
  columns: number,
  offset: number,
): void {
  if (!source || source.rows !== rows || source.columns !== width)
    throw new RangeError(
      `invalid ${name}: expected ${rows} × ${width} numbers, got ${source ? `${source.rows} × ${source.columns}` : 'none'}`,
    );
  for (let i = 0; i < rows; i++) values.set(source.values.subarray(i * width, (i + 1) * width), i * columns + offset);
}
