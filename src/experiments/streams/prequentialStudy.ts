import type { DriftPoint } from '../../data/streams/driftPoint';
import { cohenKappa } from '../../metrics/cohenKappa';
import { evaluateStream, type StreamEvaluation } from '../../metrics/evaluateStream';
import { kappaTemporal } from '../../metrics/kappaTemporal';
import { majorityClass, noChange } from '../../metrics/naivePredictions';
import { prequentialAccuracy } from '../../metrics/prequentialAccuracy';
import type { Random } from '../../random';
import { ERROR_CONTESTANTS, type Contestant } from './contestants';
import { gaussianNaiveBayes } from './gaussianNaiveBayes';
import type { ModelStream } from './modelStreams';
import { prequentialRun } from './prequentialRun';

/** What a model that forgets at alarms, or a naive prediction, reaches on one stream. */
export interface ModelScore {
  readonly stream: string;
  readonly contestant: string;
  /** A naive prediction looks at labels only. */
  readonly role: Contestant['role'] | 'naive prediction';
  /** Share of right predictions, each made before its label was known. */
  readonly accuracy: number;
  readonly kappa: number | null;
  readonly kappaTemporal: number | null;
  /** Prequential accuracy in a window of 500 samples, at every 100th sample. */
  readonly curve: readonly { readonly x: number; readonly y: number }[];
  readonly alarms: readonly number[];
  /** Alarms within 500 samples of a change that nobody annotated: answers to something real, in no other count. */
  readonly unannotatedAlarms: number;
  /** Null where nobody annotated drifts. */
  readonly evaluation: StreamEvaluation | null;
}

/** Samples of a mean, and after a change nobody annotated. */
const WINDOW = 500;
const STEP = 100;
/** How long after an annotated drift an alarm detects it. */
const DETECTION_WINDOW = 1000;

/**
 * Gaussian naive Bayes on a stream, forgetting everything whenever the contestant alarms at its errors; beside it no-change and
 * the majority class.
 * @example
 * prequentialStudy(stream, createRandom(1)).map(({ contestant, accuracy }) => [contestant, accuracy]);
 */
export function prequentialStudy(stream: ModelStream, random: Random): ModelScore[] {
  const { samples, classes } = stream;
  const labels = Int32Array.from(samples, ({ label }) => label);
  const features = samples[0].features.length;
  const naive = [['no-change', noChange(labels)] as const, ['majority class', majorityClass(labels)] as const].map(
    ([name, predictions]) => score(stream, labels, name, 'naive prediction', predictions, []),
  );
  const learners = ERROR_CONTESTANTS.map(({ name, role, make }) => {
    const detector = make(random.fork(`${stream.name}/${name}`));
    const { predictions, alarms } = prequentialRun(samples, gaussianNaiveBayes({ classes, features }), detector);
    return score(stream, labels, name, role, predictions, alarms);
  });
  return [...learners, ...naive];
}

function score(
  { name: stream, truth, unannotated }: ModelStream,
  labels: Int32Array,
  contestant: string,
  role: ModelScore['role'],
  predictions: Int32Array,
  alarms: readonly number[],
): ModelScore {
  const right = Uint8Array.from(labels, (label, i) => (predictions[i] === label ? 1 : 0));
  const answered = alarms.filter((t) => answers(t, unannotated, truth));
  const others = alarms.filter((t) => !answers(t, unannotated, truth));
  return {
    ...{ stream, contestant, role, alarms },
    accuracy: right.reduce((sum, one) => sum + one, 0) / right.length,
    kappa: cohenKappa(predictions, labels),
    kappaTemporal: kappaTemporal(predictions, labels),
    curve: thinned(prequentialAccuracy(right, { window: WINDOW })),
    unannotatedAlarms: answered.length,
    evaluation:
      truth.length > 0 && role !== 'naive prediction'
        ? evaluateStream(others, truth, { length: labels.length, window: DETECTION_WINDOW })
        : null,
  };
}

/** After an unannotated change, and no annotated one in between. */
function answers(t: number, unannotated: readonly DriftPoint[], truth: readonly DriftPoint[]): boolean {
  return unannotated.some(
    ({ start }) => t >= start && t < start + WINDOW && !truth.some((drift) => drift.start > start && drift.start <= t),
  );
}

function thinned(values: Float64Array): { x: number; y: number }[] {
  const points: { x: number; y: number }[] = [];
  for (let x = WINDOW - 1; x < values.length; x += STEP) points.push({ x, y: values[x] });
  return points;
}
