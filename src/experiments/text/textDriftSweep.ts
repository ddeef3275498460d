import { textDrifts, type TextDriftName } from '../../augmentation/text/textDrifts';
import { sentences } from '../../data/sentences';
import { falseAlarmRate, type AlarmRate } from '../../detectors/falseAlarmRate';
import { predictedClasses } from '../../metrics/predictedClasses';
import type { Random } from '../../random';
import { mean } from '../../stats/moments';
import { drawApart, type EmbeddedTexts } from './embeddedTexts';
import type { TextModel } from './openTextModel';
import { sweepDetectors, type SweepDetector } from './sweepDetectors';
import { topicClassifier, type TextClassifier } from './textClassifier';

/** Options of `textDriftSweep`. */
export interface TextDriftSweepOptions {
  readonly random: Random;
  /** Default all. */
  readonly drifts?: readonly TextDriftName[];
  /** In (0, 1], increasing. */
  readonly severities?: readonly number[];
  /** Sentences that drift; default 400. */
  readonly texts?: number;
  /** Texts of a reference, and of a sample; default 100. */
  readonly size?: number;
  /** Pairs of samples for each drift and severity; default 15. */
  readonly runs?: number;
  /** Pairs without drift; default 100. */
  readonly nullRuns?: number;
  /** Called with what is done and how much there is. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What a drift of some severity does. */
export interface SweepPoint {
  readonly drift: TextDriftName;
  readonly severity: number;
  /** Share of texts whose topic is told. */
  readonly accuracy: number;
  /** Mean of the largest probability. */
  readonly confidence: number;
  /** How often each detector alarms. */
  readonly alarms: Readonly<Record<SweepDetector, AlarmRate>>;
  /** Largest difference of a number of an embedding from that of the clean text. */
  readonly moved: number;
}

/** What drifts of texts do over severity. */
export interface TextDriftSweep {
  readonly model: string;
  readonly texts: number;
  readonly size: number;
  /** Severity 0, which is the same for all drifts. */
  readonly calm: Omit<SweepPoint, 'drift'>;
  /** Drift by drift, with increasing severity. */
  readonly points: readonly SweepPoint[];
}

/** Of the intervals of alarms: many are looked at together. */
export const SWEEP_LEVEL = 0.99;
export const SEVERITIES = [0.1, 0.2, 0.4, 0.7, 1] as const;

/**
 * What each drift does to the accuracy and confidence of a model of topics, and to detectors, on generated sentences. All drifts
 * and severities have the same sentences, and all detectors the same pairs of samples.
 * @example
 * const { points } = await textDriftSweep(model, { random: createRandom(1), drifts: ['typos'] });
 * points.map(({ severity, accuracy }) => [severity, accuracy]);
 */
export async function textDriftSweep(model: TextModel, options: TextDriftSweepOptions): Promise<TextDriftSweep> {
  const { random, drifts = Object.keys(textDrifts) as TextDriftName[], severities = SEVERITIES, onProgress } = options;
  const { texts = 400, size = 100, runs = 15, nullRuns = 100 } = options;
  const classifier = await topicClassifier(model, random.fork('head'));
  const { texts: clean, topics } = sentences(texts, { random: random.fork('texts') });
  const base = { texts: clean, rows: await model.embedder.embed(clean) };
  const measure = async (name: string, drifted: readonly string[], count: number) => {
    const now = { texts: drifted, rows: await model.embedder.embed(drifted) };
    const alarms = await alarmRates(base, now, { size, runs: count, random: random.fork(name) });
    return { ...(await judge(classifier, drifted, topics)), alarms, moved: largestDifference(base, now) };
  };
  const calm = { severity: 0, ...(await measure('calm', clean, nullRuns)) };
  const points: SweepPoint[] = [];
  for (const drift of drifts)
    for (const severity of severities) {
      const drifted = textDrifts[drift].apply(clean, severity, random.fork(`${drift} texts`));
      points.push({ drift, severity, ...(await measure(`${drift} ${severity}`, drifted, runs)) });
      onProgress?.(points.length, drifts.length * severities.length);
    }
  await classifier.release();
  return { model: model.name, texts, size, calm, points };
}

/** How often each detector alarms on the same pairs of samples. */
export async function alarmRates(
  clean: EmbeddedTexts,
  drifted: EmbeddedTexts,
  { size, runs, random }: { readonly size: number; readonly runs: number; readonly random: Random },
): Promise<SweepPoint['alarms']> {
  const rates: Partial<Record<SweepDetector, AlarmRate>> = {};
  for (const [name, builder] of Object.entries(sweepDetectors)) {
    const own = random.fork(name);
    rates[name as SweepDetector] = await falseAlarmRate<EmbeddedTexts>(
      (reference, settings) => builder(reference, { ...settings, random: own }),
      (pairs) => drawApart(clean, drifted, size, pairs),
      { random: random.fork('pairs'), runs, level: SWEEP_LEVEL },
    );
  }
  return rates as SweepPoint['alarms'];
}

async function judge(
  classifier: TextClassifier,
  texts: readonly string[],
  topics: Int32Array,
): Promise<Pick<SweepPoint, 'accuracy' | 'confidence'>> {
  const { classes, confidences } = predictedClasses((await classifier.classify(texts)).probabilities);
  return { accuracy: classes.filter((label, i) => label === topics[i]).length / texts.length, confidence: mean(confidences) }; // prettier-ignore
}

function largestDifference({ rows: a }: EmbeddedTexts, { rows: b }: EmbeddedTexts): number {
  let largest = 0;
  for (let i = 0; i < a.values.length; i++) largest = Math.max(largest, Math.abs(a.values[i] - b.values[i]));
  return largest;
}

/**
 * The severity from which a detector alarms with a probability of at least `power`: between the last one of the grid that is below
 * it and the next, linear; null if it never gets there.
 * @example
 * severityAtPower(sweep, 'typos', 'MMD'); // 0.14
 */
export function severityAtPower(
  { calm, points }: TextDriftSweep,
  drift: TextDriftName,
  detector: SweepDetector,
  power = 0.9,
): number | null {
  const curve = [calm, ...points.filter((point) => point.drift === drift)].map(({ severity, alarms }) => ({
    severity,
    rate: alarms[detector].estimate,
  }));
  const last = curve.map(({ rate }) => rate < power).lastIndexOf(true);
  if (last + 1 >= curve.length) return null;
  const [below, above] = [curve[last], curve[last + 1]];
  return below.severity + ((power - below.rate) / (above.rate - below.rate)) * (above.severity - below.severity);
}
