import { digits } from '../../data/digits/digits';
import type { LabeledImages } from '../../data/labeledImages';
import { row, type Matrix } from '../../matrix';
import { calibrationError, type CalibrationError } from '../../metrics/calibrationError';
import { confusionMatrix, type ConfusionMatrix } from '../../metrics/confusionMatrix';
import { reliabilityCurve, type ReliabilityBin } from '../../metrics/reliabilityCurve';
import type { EpochReport } from '../../nn/checkpoint';
import type { Fitted } from '../../nn/fit';
import { fitInWorker } from '../../nn/fitInWorker';
import { openPredictor, type Model } from '../../nn/model';
import type { ModelSpec } from '../../nn/modelSpec';
import { imageRows, type Samples } from '../../nn/samples';
import { probabilities } from '../../nn/softmax';
import { temperatureScaling } from '../../nn/temperatureScaling';
import { createRandom } from '../../random';
import { proportionInterval } from '../../stats/proportionInterval';
import type { Interval } from '../../stats/interval';

/** How the study is done; everything has a default. */
export interface TrainingStudyOptions {
  /** Decides about images, first weights and the order of samples; default 1. */
  readonly seed?: number;
  /** Images to train on (default 2500), to choose epoch and temperature by (1000), and to judge by (2000). */
  readonly sizes?: { readonly train: number; readonly validation: number; readonly test: number };
  /** Passes over the training images; default 12. */
  readonly epochs?: number;
  /** Called after each epoch of the convolutional network. */
  readonly onEpoch?: (report: EpochReport) => void;
}

/** How sure a model is, and how often it is right then. */
export interface Calibration {
  readonly error: CalibrationError;
  readonly curve: readonly ReliabilityBin[];
}

/** A trained model and what test images say about it. */
export interface Judged {
  readonly fitted: Fitted;
  readonly parameters: number;
  /** Share of test images that are classified right, with its Wilson interval. */
  readonly accuracy: Interval;
  /** The class predicted for each test image, and its probability. */
  readonly predictions: Int32Array;
  readonly confidences: Float64Array;
}

/** What training a network on handwritten digits shows. */
export interface TrainingStudy {
  readonly test: LabeledImages;
  readonly cnn: Judged;
  /** Logistic regression on the same pixels. */
  readonly linear: Judged;
  readonly confusion: ConfusionMatrix;
  /** The network's probabilities as trained, and with the temperature that validation images ask for. */
  readonly calibration: { readonly before: Calibration; readonly after: Calibration; readonly temperature: number };
}

const SIZES = { train: 2500, validation: 1000, test: 2000 };
const INPUT = [1, 28, 28];
const CLASSES = 10;

/**
 * Trains a small convolutional network and, beside it, logistic regression on synthetic digits, in a thread of their own, and
 * looks what the network gets wrong and how well it knows. The same seed gives the same bytes.
 * @throws as `fit` does.
 * @example
 * const { cnn, linear } = await trainingStudy();
 * cnn.accuracy.estimate - linear.accuracy.estimate;
 */
export async function trainingStudy(options: TrainingStudyOptions = {}): Promise<TrainingStudy> {
  const { seed = 1, sizes = SIZES, epochs = 12, onEpoch } = options;
  const random = createRandom(seed);
  const draw = (name: keyof typeof SIZES): LabeledImages => digits(sizes[name], { random: random.fork(name) });
  const [train, validation, test] = [draw('train'), draw('validation'), draw('test')];
  const fit = (spec: ModelSpec, report?: (report: EpochReport) => void): Promise<Fitted> =>
    fitInWorker(spec, samplesOf(train), {
      ...{ seed, epochs, validation: samplesOf(validation), learningRate: 0.003 },
      ...{ schedule: { kind: 'cosine' }, onEpoch: report },
    });
  const common = { input: INPUT, outputs: CLASSES };
  const cnn = await fit({ architecture: 'simpleCnn', channels: [16, 32, 64], dropout: 0.4, ...common }, onEpoch);
  const linear = await fit({ architecture: 'logisticRegression', ...common });
  const logits = await logitsOf(cnn.model, test);
  const chosen = temperatureScaling(await logitsOf(cnn.model, validation), validation.labels);
  const judged = judge(cnn, logits, test);
  return {
    test,
    cnn: judged,
    linear: judge(linear, await logitsOf(linear.model, test), test),
    confusion: confusionMatrix(judged.predictions, test.labels, { classes: [...Array(CLASSES).keys()] }),
    calibration: {
      before: calibrationOf(judged, test, seed),
      after: calibrationOf(judge(cnn, scaled(logits, chosen.temperature), test), test, seed),
      temperature: chosen.temperature,
    },
  };
}

function samplesOf({ images, labels }: LabeledImages): Samples {
  return { inputs: imageRows(images, { mean: 0.5, deviation: 0.5 }), labels };
}

async function logitsOf(model: Model, set: LabeledImages): Promise<Matrix> {
  const predictor = await openPredictor(model);
  const logits = await predictor.predict(samplesOf(set).inputs);
  await predictor.release();
  return logits;
}

function scaled({ values, rows, columns }: Matrix, temperature: number): Matrix {
  return { values: Float64Array.from(values, (value) => value / temperature), rows, columns };
}

function judge(fitted: Fitted, logits: Matrix, { labels }: LabeledImages): Judged {
  const predictions = new Int32Array(logits.rows);
  const confidences = Float64Array.from(predictions, (_, i) => {
    const chances = probabilities(row(logits, i));
    const highest = Math.max(...chances);
    predictions[i] = chances.indexOf(highest);
    return highest;
  });
  const right = predictions.reduce((count, prediction, i) => count + Number(prediction === labels[i]), 0);
  const parameters = Object.values(fitted.model.weights).reduce((sum, { values }) => sum + values.length, 0);
  return { fitted, parameters, accuracy: proportionInterval(right, labels.length), predictions, confidences };
}

function calibrationOf({ predictions, confidences }: Judged, { labels }: LabeledImages, seed: number): Calibration {
  const correct = Array.from(predictions, (prediction, i) => prediction === labels[i]);
  const scheme = 'equalMass';
  return {
    error: calibrationError(confidences, correct, { random: createRandom(seed).fork('calibration'), scheme, bins: 10 }),
    curve: reliabilityCurve(confidences, correct, { bins: 10 }),
  };
}
