import { selectLabeled, type LabeledImages, groupsOf } from '../../src/data/labeledImages';
import type { Matrix } from '../../src/matrix';
import { accuracy } from '../../src/metrics/accuracy';
import { confusionMatrix } from '../../src/metrics/confusionMatrix';
import { expectedCalibrationError } from '../../src/metrics/expectedCalibrationError';
import { predictedClasses } from '../../src/metrics/predictedClasses';
import { meanCrossEntropy } from '../../src/nn/logitLosses';
import { openPredictor, type Model } from '../../src/nn/model';
import { imageRows, type Samples } from '../../src/nn/samples';
import { probabilityRows } from '../../src/nn/softmax';
import { temperatureScaling } from '../../src/nn/temperatureScaling';
import type { ZooTest } from '../../src/nn/zoo/zooCard';
import { INPUTS } from './recipes';

/** Images as a network takes them. */
export function samplesOf({ images, labels }: LabeledImages): Samples & { readonly labels: Uint8Array } {
  return { inputs: imageRows(images, INPUTS), labels };
}

/** The outputs of a model for all images. One thread: sums in one order on every machine. */
export async function logitsOf(model: Model, source: LabeledImages): Promise<Matrix> {
  const predictor = await openPredictor(model, { threads: 1 });
  return predictor.predict(samplesOf(source).inputs).finally(() => predictor.release());
}

/** How good a model is on the test images; its temperature comes from the validation images. */
export async function judge(model: Model, validation: LabeledImages, test: LabeledImages): Promise<ZooTest> {
  const logits = await logitsOf(model, test);
  const { classes, confidences } = predictedClasses(probabilityRows(logits));
  const { labels } = test;
  const right = Uint8Array.from(labels, (label, i) => Number(classes[i] === label));
  const { temperature } = temperatureScaling(await logitsOf(model, validation), validation.labels);
  return {
    samples: labels.length,
    accuracy: accuracy(classes, labels),
    groups: groupAccuracies(classes, test),
    majority: majorityShare(test),
    crossEntropy: rounded(meanCrossEntropy(logits, labels)),
    calibrationError: rounded(expectedCalibrationError(confidences, right)),
    temperature: rounded(temperature),
    confusion: confusionMatrix(classes, labels, { classes: test.classes.map((_, k) => k) }).counts,
  };
}

function groupAccuracies(predicted: Int32Array, test: LabeledImages): Record<string, number> {
  const { names, members } = groupsOf(test);
  return Object.fromEntries(
    names.map((name, group) => {
      const rows = [...members.keys()].filter((i) => members[i] === group);
      const labels = selectLabeled(test, rows).labels;
      return [name, rounded(accuracy(rows.map((i) => predicted[i]), labels))]; // prettier-ignore
    }),
  );
}

/** The share of the most frequent class. */
export function majorityShare({ labels, classes }: LabeledImages): number {
  const counts = classes.map((_, k) => labels.filter((label) => label === k).length);
  return Math.max(...counts) / labels.length;
}

/** Six digits: on another machine the last ones differ. */
export function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

/** A record with all numbers in it rounded. */
export function roundedRecord<T>(record: T): T {
  const replace = (_: string, value: unknown): unknown => (typeof value === 'number' ? rounded(value) : value);
  return JSON.parse(JSON.stringify(record, replace)) as T;
}
