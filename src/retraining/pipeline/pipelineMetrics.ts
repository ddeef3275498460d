import type { PipelineCore } from './pipelineParts';
import { pipelineStatus } from './pipelineStatus';

/** The figures of a pipeline by the names of a monitoring system; null where there is nothing to divide by. */
export interface PipelineMetrics {
  /** Share of the windows in which a drift was found. */
  readonly drift_detection_rate: number | null;
  /** Retrainings decided in the last 30 days, per day. */
  readonly retraining_frequency: number;
  /** Rollbacks per promotion. */
  readonly rollback_rate: number | null;
  /** Share of the buffer that is full. */
  readonly buffer_utilization: number;
  readonly replay_utilization: number;
  /** Share of all samples whose label has come. */
  readonly label_rate: number | null;
  /** Share of right answers among the labelled samples of the newest window. */
  readonly model_accuracy: number | null;
  /** Of the last window that was looked at. */
  readonly drift_severity: number | null;
  readonly drift_confidence: number | null;
  readonly champion_version: number | null;
  readonly samples_total: number;
  readonly duplicate_samples_total: number;
  readonly labels_total: number;
  readonly duplicate_labels_total: number;
  readonly unknown_labels_total: number;
  readonly erased_samples_total: number;
  readonly windows_total: number;
  readonly detections_total: number;
  readonly reviews_total: number;
  readonly retrainings_total: number;
  readonly challengers_total: number;
  readonly promotions_total: number;
  readonly rejections_total: number;
  readonly rollbacks_total: number;
  readonly human_calls_total: number;
}

/** Figures as a record and as text. */
export interface ExportedMetrics {
  readonly metrics: PipelineMetrics;
  /** Prometheus' exposition format 0.0.4: gauges and counters `driftlab_…{model="…"}`; what is null is NaN. */
  readonly text: string;
}

const MONTH = 30;
const DAY = 86_400_000;

export function pipelineMetrics<M>(core: PipelineCore<M>): ExportedMetrics {
  const { state, clock } = core;
  const { counts, buffer, replay, champion, lastDecision } = pipelineStatus(core, null);
  const ratio = (part: number, of: number) => (of === 0 ? null : part / of);
  const today = clock() / DAY;
  const recent = state?.retrainings.filter(({ day }) => day > today - MONTH).length ?? 0;
  const metrics: PipelineMetrics = {
    drift_detection_rate: ratio(counts.detections, counts.windows),
    retraining_frequency: recent / MONTH,
    rollback_rate: ratio(counts.rollbacks, counts.promotions),
    buffer_utilization: buffer.size / buffer.capacity,
    replay_utilization: replay.size / replay.capacity,
    label_rate: ratio(counts.labels, counts.samples),
    model_accuracy: recentAccuracy(core),
    drift_severity: lastDecision?.severity ?? null,
    drift_confidence: lastDecision?.confidence ?? null,
    champion_version: champion,
    samples_total: counts.samples,
    duplicate_samples_total: counts.duplicateSamples,
    labels_total: counts.labels,
    duplicate_labels_total: counts.duplicateLabels,
    unknown_labels_total: counts.unknownLabels,
    erased_samples_total: counts.erasedSamples,
    windows_total: counts.windows,
    detections_total: counts.detections,
    reviews_total: counts.reviews,
    retrainings_total: counts.retrainings,
    challengers_total: counts.challengers,
    promotions_total: counts.promotions,
    rejections_total: counts.rejections,
    rollbacks_total: counts.rollbacks,
    human_calls_total: counts.humanCalls,
  };
  return { metrics, text: exposition(metrics, core.name) };
}

function recentAccuracy<M>({ state, config }: PipelineCore<M>): number | null {
  if (!state) return null;
  const { labels, predictions } = state.ring.window(state.ring.held({ from: state.ring.count - config.driftDetectionWindow, labelled: true })); // prettier-ignore
  const right = predictions.filter((said, i) => said === labels[i]).length;
  return labels.length === 0 ? null : right / labels.length;
}

function exposition(metrics: PipelineMetrics, model: string): string {
  const label = model.replace(/\\/g, '\\\\').replace(/"/g, '\\"');
  return Object.entries(metrics as unknown as Readonly<Record<string, number | null>>)
    .map(([name, value]) => {
      const full = `driftlab_${name}`;
      const type = name.endsWith('_total') ? 'counter' : 'gauge';
      return `# TYPE ${full} ${type}\n${full}{model="${label}"} ${value ?? 'NaN'}\n`;
    })
    .join('');
}
