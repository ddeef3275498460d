import { checkInteger, checkNumber, show } from '../../errors';

/** How a pipeline monitors and retrains. */
export interface PipelineConfig {
  /** Of the store: versions, verdicts and decisions; the pipeline's own state lies beside it, in `<registryPath>-pipeline`. */
  readonly registryPath: string;
  /** Samples of a window, each in one window only; default 1000. */
  readonly driftDetectionWindow?: number;
  /** Fewest labelled samples to retrain with, default 1000. */
  readonly minSamplesForRetrain?: number;
  /** Fewest days between two retrainings, default 7. */
  readonly maxRetrainingFrequencyDays?: number;
  /** Share of the labelled samples that a challenger does not learn from, in (0, 1); default 0.2. */
  readonly validationSplit?: number;
  /** Decide by a Q-table, not by the rule; default false. */
  readonly enableRlPolicy?: boolean;
  /** Judge a challenger on samples that come after it was trained, not on the held-out ones; default true. */
  readonly enableShadowMode?: boolean;
}

/** Of `PipelineConfig`. */
export const PIPELINE_DEFAULTS = {
  driftDetectionWindow: 1000,
  minSamplesForRetrain: 1000,
  maxRetrainingFrequencyDays: 7,
  validationSplit: 0.2,
  enableRlPolicy: false,
  enableShadowMode: true,
} as const;

/**
 * A configuration with defaults filled in.
 * @throws {TypeError | RangeError} that names the option that is wrong, or unknown.
 */
export function pipelineConfig(options: PipelineConfig): Required<PipelineConfig> {
  const config: Required<PipelineConfig> = { ...PIPELINE_DEFAULTS, ...options };
  const unknown = Object.keys(config).find(
    (name) => name !== 'registryPath' && !Object.hasOwn(PIPELINE_DEFAULTS, name),
  );
  if (unknown !== undefined) throw new RangeError(`invalid config: expected no option ${unknown}, got one`);
  if (typeof config.registryPath !== 'string' || config.registryPath === '')
    throw new TypeError(`invalid registryPath: expected a path, got ${show(config.registryPath)}`);
  checkInteger('driftDetectionWindow', config.driftDetectionWindow, 50);
  checkInteger('minSamplesForRetrain', config.minSamplesForRetrain, 20);
  checkNumber('maxRetrainingFrequencyDays', config.maxRetrainingFrequencyDays, 0);
  checkNumber('validationSplit', config.validationSplit, Number.MIN_VALUE, 1 - Number.EPSILON);
  for (const name of ['enableRlPolicy', 'enableShadowMode'] as const)
    if (typeof config[name] !== 'boolean')
      throw new TypeError(`invalid ${name}: expected true or false, got ${show(config[name])}`);
  return config;
}
