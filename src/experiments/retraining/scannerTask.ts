import { digits } from '../../data/digits/digits';
import { images, type Images } from '../../images';
import { fit } from '../../nn/fit';
import type { Model } from '../../nn/model';
import { imageRows } from '../../nn/samples';
import type { Random } from '../../random';
import type { LabeledSamples } from '../../retraining/learning/learnable';

/** Which scanner a page comes from: the old one gives upright digits, the new one is mounted sideways. */
export type Scanner = 'old' | 'new';

/** Options of {@link scannerTask}. */
export interface ScannerTaskOptions {
  readonly random: Random;
  /** Digits of the old scanner that the champion learns; default 2500. */
  readonly train?: number;
  /** Labelled digits of the new scanner; default 600. */
  readonly today?: number;
  /** Digits of the old scanner that were kept for replay; default 300. */
  readonly kept?: number;
  /** Held-out digits of each scanner; default 600. */
  readonly test?: number;
  readonly onProgress?: (share: number) => void;
}

/** A reader of digits whose scanner has been replaced. */
export interface ScannerTask {
  /** Trained on the old scanner. */
  readonly champion: Model;
  readonly today: LabeledSamples;
  /** Of the champion's training digits. */
  readonly kept: LabeledSamples;
  readonly test: Readonly<Record<Scanner, LabeledSamples>>;
  /** New digits that nobody has seen. */
  draw(scanner: Scanner, count: number, name: string): LabeledSamples;
}

const EPOCHS = 6;

/**
 * Trains a small CNN on synthetic digits of one scanner, and draws digits of another one that is mounted sideways.
 * @example
 * const task = await scannerTask({ random: createRandom(8) });
 */
export async function scannerTask({
  random,
  train = 2500,
  today = 600,
  kept = 300,
  test = 600,
  onProgress,
}: ScannerTaskOptions): Promise<ScannerTask> {
  const draw = (scanner: Scanner, count: number, name: string) => drawPages(scanner, count, random.fork(name));
  const training = draw('old', train, 'training');
  const spec = { architecture: 'simpleCnn', channels: [8, 16], normalize: true, input: [1, 28, 28], outputs: 10 } as const; // prettier-ignore
  const onStep = onProgress && ((done: number, total: number) => onProgress(done / total));
  const { model } = await fit(spec, training, { seed: random.fork('fit').integer(2 ** 32), epochs: EPOCHS, learningRate: 0.01, onStep }); // prettier-ignore
  return {
    champion: model,
    today: draw('new', today, 'today'),
    kept: firstOf(training, kept),
    test: { old: draw('old', test, 'test of the old scanner'), new: draw('new', test, 'test of the new scanner') },
    draw,
  };
}

function drawPages(scanner: Scanner, count: number, random: Random): LabeledSamples {
  const drawn = digits(count, { random });
  const pages = scanner === 'old' ? drawn.images : quarterTurn(drawn.images);
  return { inputs: imageRows(pages, { mean: 0.13, deviation: 0.3 }), labels: drawn.labels };
}

function firstOf({ inputs, labels }: LabeledSamples, count: number): LabeledSamples {
  const values = inputs.values.slice(0, count * inputs.columns);
  return { inputs: { ...inputs, values, rows: count }, labels: Array.from(labels).slice(0, count) };
}

/** Gray images turned by 90° to the right. */
export function quarterTurn({ pixels, count, height, width }: Images): Images {
  const turned = new Uint8Array(pixels.length);
  for (let i = 0; i < count; i++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        turned[(i * width + x) * height + height - 1 - y] = pixels[(i * height + y) * width + x];
  return images(turned, count, width, height, 1);
}
