import { imageStatistics } from '../../augmentation/imageStatistics';
import type { ClassProbabilities } from '../../augmentation/scenarios/worstDrift';
import type { LabeledImages } from '../../data/labeledImages';
import { matrix, type Matrix } from '../../matrix';
import { predictedClasses } from '../../metrics/predictedClasses';

/** Images as detectors see them, a row for each. */
export interface ImageView {
  readonly data: LabeledImages;
  readonly probabilities: Matrix;
  readonly predictions: Int32Array;
  readonly confidences: Float64Array;
  /** 1 where the prediction is the true class. */
  readonly correct: Uint8Array;
  /** Logarithms of the class probabilities: the logits, up to one number for each image. */
  readonly embedding: Matrix<Float64Array>;
  /** Statistics of the pixels, by name. */
  readonly statistics: Readonly<Record<string, readonly number[]>>;
}

// an embedding has to be finite, and what a float32 logit can tell ends about here
const LEAST = 1e-12;

/** What a model and its pixels say of images; `known` saves asking the model again. */
export async function imageView(data: LabeledImages, predict: ClassProbabilities, known?: Matrix): Promise<ImageView> {
  const probabilities = known ?? (await predict(data.images));
  const { classes, confidences } = predictedClasses(probabilities);
  const logs = Float64Array.from(probabilities.values, (p) => Math.log(Math.max(p, LEAST)));
  return {
    ...{ data, probabilities, predictions: classes, confidences },
    correct: data.labels.map((label, i) => Number(classes[i] === label)),
    embedding: matrix(logs, probabilities.rows, probabilities.columns),
    statistics: pixelStatistics(data),
  };
}

function pixelStatistics({ images }: LabeledImages): Record<string, number[]> {
  const all = imageStatistics(images);
  const names = ['brightness', 'contrast', 'sharpness', ...(images.channels === 3 ? (['colorfulness'] as const) : [])] as const; // prettier-ignore
  return Object.fromEntries(names.map((name) => [name, all.map((one) => one[name])]));
}
