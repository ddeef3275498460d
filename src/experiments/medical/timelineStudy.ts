import { openScenario, type ScenarioBatch } from '../../augmentation/scenarios/openScenario';
import type { Scenario, Watcher } from '../../augmentation/scenarios/scenario';
import { chiSquareDrift } from '../../detectors/chiSquareDrift';
import type { DriftAlert } from '../../detectors/alerts/driftAlert';
import { driftAlerts } from '../../detectors/alerts/driftAlerts';
import type { DriftFinding } from '../../detectors/alerts/driftFinding';
import { ksDrift } from '../../detectors/ksDrift';
import { psiDrift } from '../../detectors/psiDrift';
import { rateChange } from '../../metrics/metricChange';
import type { Random } from '../../random';
import { accuracyChart } from './accuracyChart';
import { BATCH_WATCHERS, batchWatchers } from './batchWatchers';
import { imageView, type ImageView } from './imageView';
import { joinViews } from './joinViews';
import type { MedicalModel } from './medicalModel';

/** Options of `timelineStudy`. */
export interface TimelineStudyOptions {
  readonly random: Random;
  readonly scenarios: readonly Scenario[];
  /** Batches of a run; default 20. */
  readonly length?: number;
  /** Images of a batch; default 100. */
  readonly batch?: number;
  /** Called with what is done and how much there is. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** A scenario's run, as the lab saw it. */
export interface Timeline {
  readonly scenario: Scenario;
  readonly length: number;
  readonly batch: number;
  /** The stretch in which anything changes, in batches; null if nothing does. */
  readonly change: { readonly start: number; readonly end: number } | null;
  /** Batches with an alarm of each watcher. */
  readonly alarms: Readonly<Record<Watcher, readonly number[]>>;
  /** Accuracy of each batch by all true labels, which only a simulation knows. */
  readonly accuracy: readonly number[];
  /** The same by the labels that come, as they are recorded; null where none do. Of the batch, not of the day they come. */
  readonly observed: readonly (number | null)[];
  /** Mean accuracy before the change less that at its height. */
  readonly cost: number;
  /** From three batches at the height of the change, the labels that come taken into account. */
  readonly alerts: readonly DriftAlert[];
}

/** Batches that alerts are made from. */
const WINDOW = 3;

/**
 * What a lab sees of scenarios: who alarms when, what it costs, what the alert says. Each watcher has a level of 5 % over the whole run,
 * alpha divided by the number of batches for those without labels.
 * @example
 * const [aging] = await timelineStudy(model, { random: createRandom(1), scenarios: [scenarios.equipmentAging] });
 */
export async function timelineStudy(
  model: MedicalModel,
  { random, scenarios, length = 20, batch = 100, onProgress }: TimelineStudyOptions,
): Promise<Timeline[]> {
  const reference = await imageView(model.reference, model.predict);
  const watchers = batchWatchers(reference, 0.05 / length, random.fork('watchers'));
  const timelines: Timeline[] = [];
  for (const scenario of scenarios) {
    const { predict, pool } = model;
    const run = openScenario(scenario, pool, { random: random.fork(scenario.name), length, batch, predict });
    const seen: Seen[] = [];
    const alarms: Record<Watcher, number[]> = { psi: [], ks: [], mmd: [], energy: [], confidence: [], accuracy: [] };
    for await (const one of run) {
      const view = await imageView(one.data, predict, one.probabilities);
      seen.push({ batch: one, view });
      for (const name of BATCH_WATCHERS) if ((await watchers[name](view)).drift) alarms[name].push(one.t);
    }
    alarms.accuracy.push(...chartAlarms(seen, 1 - model.card.test.accuracy));
    const change = changeOf(scenario, run.truth.flat(), length);
    const alerts = await alertsAt(heightOf(seen, change), reference, seen, random.fork(`alerts ${scenario.name}`));
    timelines.push({ scenario, length, batch, change, alarms, alerts, ...accuracyOf(seen, change) });
    onProgress?.(timelines.length, scenarios.length);
  }
  return timelines;
}

interface Seen {
  readonly batch: ScenarioBatch;
  readonly view: ImageView;
}

type Change = Timeline['change'];

function changeOf(
  { labels }: Scenario,
  truth: readonly { readonly start: number; readonly end: number }[],
  length: number,
): Change {
  const starts = truth.map(({ start }) => start);
  if (labels?.treatment) starts.push(Math.ceil(labels.treatment.from * length));
  if (starts.length === 0) return null;
  return { start: Math.min(...starts), end: length };
}

/** The first batch of the window in which changes have come farthest. */
function heightOf(seen: readonly Seen[], change: Change): number {
  const last = seen.length - WINDOW;
  const totals = seen
    .slice(0, last + 1)
    .map((_, t) =>
      seen.slice(t, t + WINDOW).reduce((sum, { batch }) => sum + batch.extents.reduce((a, b) => a + b, 0), 0),
    );
  const highest = Math.max(...totals);
  if (highest === 0) return last;
  return Math.max(totals.findIndex((total) => total >= highest - 1e-9), Math.min(change?.start ?? 0, last)); // prettier-ignore
}

/** The batches with whose labels the chart alarms: late labels alarm late. */
function chartAlarms(seen: readonly Seen[], errorRate: number): number[] {
  const update = accuracyChart(errorRate, seen.length);
  const alarms: number[] = [];
  for (const { batch, view } of seen) {
    const { errors, labels } = countErrors({ batch, view });
    if (batch.arrives < seen.length && update(errors, labels)) alarms.push(batch.arrives);
  }
  return alarms;
}

/** Errors among the labels that come, as they are recorded. */
function countErrors({ batch: { seen, recorded }, view }: Seen): { errors: number; labels: number } {
  let [errors, labels] = [0, 0];
  seen.forEach((one, i) => {
    labels += one;
    errors += Number(one === 1 && recorded[i] !== view.predictions[i]);
  });
  return { errors, labels };
}

function accuracyOf(seen: readonly Seen[], change: Change): Pick<Timeline, 'accuracy' | 'observed' | 'cost'> {
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const accuracy = seen.map(({ view }) => mean(Array.from(view.correct)));
  const observed = seen.map((one) => {
    const { errors, labels } = countErrors(one);
    return labels === 0 ? null : 1 - errors / labels;
  });
  const height = heightOf(seen, change);
  const before = accuracy.slice(0, Math.max(1, change?.start ?? height));
  return { accuracy, observed, cost: mean(before) - mean(accuracy.slice(height, height + WINDOW)) };
}

async function alertsAt(
  start: number,
  reference: ImageView,
  seen: readonly Seen[],
  random: Random,
): Promise<DriftAlert[]> {
  const window = seen.slice(start, start + WINDOW);
  const view = joinViews(window.map((one) => one.view));
  const known = window.map(countErrors);
  const [errors, labels] = [known.reduce((sum, one) => sum + one.errors, 0), known.reduce((sum, one) => sum + one.labels, 0)]; // prettier-ignore
  const right = reference.correct.reduce((sum, one) => sum + one, 0);
  const findings: DriftFinding[] = [
    {
      of: 'inputs',
      result: await psiDrift(reference.statistics, { random: random.fork('psi') }).compare(view.statistics),
    },
    { of: 'predictions', result: await ksDrift(reference.embedding).compare(view.embedding) },
  ];
  if (labels > 0) {
    const recorded = window.flatMap(({ batch }) => Array.from(batch.recorded).filter((_, i) => batch.seen[i] === 1));
    const classes = (list: ArrayLike<number>) => ({ label: Array.from(list, (one) => `class ${one}`) });
    const detector = chiSquareDrift(classes(reference.data.labels), { random: random.fork('labels') });
    findings.push({ of: 'labels', result: await detector.compare(classes(recorded)) });
    const trials = [right, reference.correct.length] as const;
    findings.push({ of: 'metric', change: rateChange('accuracy', trials, [labels - errors, labels]) });
  }
  return driftAlerts(findings);
}
