import { createRandom } from '../../random';
import { selectLabeled } from '../../data/labeledImages';
import type { EpochReport } from '../../nn/checkpoint';
import type { Figure } from '../../plots/figure';
import { heatTable } from '../../plots/heatTable';
import { lineWithBand } from '../../plots/lineWithBand';
import { pictureGrid } from '../../plots/pictureGrid';
import { reliabilityPlot, type ReliabilityPoint } from '../../plots/reliabilityPlot';
import type { Calibration, TrainingStudy } from './trainingStudy';

const SHOWN = 16;

/** The figures of a training, by the names of their files. */
export type TrainingFigures = Readonly<Record<'curve' | 'digits' | 'mistakes' | 'confusion' | 'calibration', Figure>>;

/**
 * Draws what a training shows.
 * @example
 * show((await trainingFigures(study)).mistakes);
 */
export async function trainingFigures(study: TrainingStudy): Promise<TrainingFigures> {
  return {
    curve: await lossCurve(study.cnn.fitted.history),
    digits: await drawDigits(study),
    mistakes: await drawMistakes(study),
    confusion: await drawConfusion(study),
    calibration: await drawCalibration(study),
  };
}

/**
 * Loss over epochs, of the images that are trained on and of those that are not.
 * @throws {RangeError} without any epoch.
 * @example
 * live.update(await lossCurve(history));
 */
export function lossCurve(history: readonly EpochReport[], epochs: number = history.length): Promise<Figure> {
  const points = (loss: (report: EpochReport) => number | null) =>
    history.flatMap((report) => {
      const y = loss(report);
      return y === null ? [] : [{ x: report.epoch, y }];
    });
  return lineWithBand({
    title: 'Loss while training',
    subtitle: 'cross entropy in nats; 0 would be certain and right, 2.3 is guessing among ten digits',
    xLabel: 'epoch (passes over the training images)',
    yLabel: 'mean loss (nats)',
    xDomain: [1, Math.max(2, epochs)],
    series: [
      { name: 'training', points: points(({ loss }) => loss) },
      { name: 'validation', points: points(({ validationLoss }) => validationLoss) },
    ],
  });
}

/** The first digits of a random order, with what they are. */
function drawDigits({ test }: TrainingStudy): Promise<Figure> {
  const random = createRandom(0);
  const chosen = selectLabeled(
    test,
    Array.from({ length: SHOWN }, () => random.integer(test.labels.length)),
  );
  return pictureGrid({
    title: 'Synthetic digits',
    subtitle: 'strokes that vary in form, slant, width and ink; 28 × 28 pixels',
    images: chosen.images,
    captions: Array.from(chosen.labels, (label) => [test.classes[label]]),
  });
}

/** Mistakes, those of which the network is most sure first. */
function drawMistakes({ test, cnn: { predictions, confidences } }: TrainingStudy): Promise<Figure> {
  const wrong = Array.from(predictions.keys()).filter((i) => predictions[i] !== test.labels[i]);
  const chosen = wrong.sort((a, b) => confidences[b] - confidences[a] || a - b).slice(0, SHOWN);
  return pictureGrid({
    title: 'What the network gets wrong',
    subtitle: `its most confident mistakes among ${predictions.length} test images`,
    images: selectLabeled(test, chosen).images,
    captions: chosen.map((i) => [
      `${test.classes[test.labels[i]]}, not ${test.classes[predictions[i]]}`,
      `${Math.round(100 * confidences[i])} % sure`,
    ]),
    size: 96,
    columns: 6,
  });
}

function drawConfusion({ test, confusion }: TrainingStudy): Promise<Figure> {
  const totals = confusion.counts.map((counts) => counts.reduce((sum, count) => sum + count, 0));
  return heatTable({
    title: 'Which digits are confused',
    subtitle: 'rows: true digit; columns: predicted digit; test images of each',
    rows: test.classes,
    columns: test.classes.map((name) => `seen as ${name}`),
    values: confusion.counts.map((counts, i) => counts.map((count) => count / Math.max(totals[i], 1))),
    format: (_, i, j) => (confusion.counts[i][j] === 0 ? '' : `${confusion.counts[i][j]}`),
  });
}

function drawCalibration({ calibration: { before, after, temperature } }: TrainingStudy): Promise<Figure> {
  return reliabilityPlot({
    title: 'Is it as sure as it is right?',
    subtitle: 'test images in ten bins of confidence; bars: 95 % intervals',
    series: [
      { name: 'as trained', points: pointsOf(before) },
      { name: `at temperature ${temperature.toFixed(2)}`, points: pointsOf(after) },
    ],
    start: 0.2,
    note: 'Bins of fewer than ten images are left out.',
  });
}

function pointsOf({ curve }: Calibration): ReliabilityPoint[] {
  return curve.flatMap(({ count, confidence, accuracy }) =>
    count < 10
      ? []
      : [{ confidence: confidence!, accuracy: accuracy!.estimate, low: accuracy!.low, high: accuracy!.high }],
  );
}
