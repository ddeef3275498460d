import type { AnomalyMetrics } from './anomalyRun';
import type { DataDrift } from './dataDrift';

/** The figures of the data-drift demo as they are written to summary.json. */
export interface DataDriftSummary {
  readonly class: string;
  readonly embedder: string;
  readonly seed: number;
  readonly drift: {
    readonly name: 'contrast';
    readonly factor: number;
    /** MMD between held-out normals and incoming good images, without and with the drift. */
    readonly mmd: Readonly<Record<'clean' | 'before', { readonly statistic: number; readonly pValue: number }>>;
  };
  readonly images: Readonly<Record<'train' | 'calibration' | 'good' | 'defect', number>>;
  readonly runs: Readonly<Record<'clean' | 'before' | 'after' | 'otherDrift', AnomalyMetrics>>;
  readonly contamination: readonly (AnomalyMetrics & { readonly share: number })[];
  /** Image AUROC on the clean test. */
  readonly baselines: Readonly<Record<string, number>>;
}

/**
 * The summary of a demo, numbers rounded to six digits so that two runs agree byte for byte.
 * @example
 * summarize(await dataDrift(options)).runs.after.imageAuroc;
 */
export function summarize(demo: DataDrift): DataDriftSummary {
  const { settings, clean, runs, otherDrift, drift, contamination, baselines } = demo;
  const good = clean.kinds.filter((kind) => kind === 'good').length;
  const mmdOf = ({ statistic, pValue }: DataDrift['drift']['clean']) => ({ statistic, pValue });
  const summary: DataDriftSummary = {
    class: settings.className,
    embedder: settings.embedder,
    seed: settings.seed,
    drift: {
      name: 'contrast',
      factor: settings.factor,
      mmd: { clean: mmdOf(drift.clean), before: mmdOf(drift.before) },
    },
    images: { train: clean.train.count, calibration: clean.calibration.count, good, defect: clean.kinds.length - good },
    runs: {
      clean: runs.clean.metrics,
      before: runs.before.metrics,
      after: runs.after.metrics,
      otherDrift: otherDrift.metrics,
    },
    contamination: contamination.map(({ share, run }) => ({ share, ...run.metrics })),
    baselines: Object.fromEntries(baselines.map(({ name, imageAuroc }) => [name, imageAuroc])),
  };
  return JSON.parse(JSON.stringify(summary), (_, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(6)) : value,
  ) as DataDriftSummary;
}
