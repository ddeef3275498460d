import { PROFILE_FORMAT, PROFILE_VERSION, type DatasetProfile } from './datasetProfile';
import { profileSettings, type ProfileOptions, type ProfileSettings } from './profileOptions';
import { PredictedRecorder, type ProfileData, type Recorder } from './recorder';
import { TabularRecorder } from './tabularRecorder';
import { checkTask, type TaskSpec } from './taskSpec';
import { TextRecorder } from './textRecorder';
import { VisionRecorder } from './visionRecorder';

/** Profiles data that comes in batches and need not fit in memory. */
export interface Profiler {
  /** @throws {TypeError | RangeError} if the batch is not what the task says, or has other columns or channels than the first. */
  add(batch: ProfileData): void;
  /** Of all batches so far. */
  profile(): DatasetProfile;
}

/**
 * A profile in the making. Takes each batch in time that grows with it, and keeps a few thousand numbers a column.
 * @throws {TypeError | RangeError} if the task or an option is none.
 * @example
 * const profiler = createProfiler({ modality: 'tabular' });
 * for await (const chunk of chunks) profiler.add(chunk);
 * profiler.profile().rows;
 */
export function createProfiler(task: TaskSpec, options: ProfileOptions = {}): Profiler {
  const settings = profileSettings(options);
  const recorder = createRecorder(checkTask(task), settings);
  const { rare, capacity } = settings;
  let rows = 0;
  return {
    add: (batch) => void (rows += recorder.add(batch)),
    profile: () => {
      const parts = recorder.parts();
      return { format: PROFILE_FORMAT, version: PROFILE_VERSION, task, rows, sampled: rows, rare, capacity, parts };
    },
  };
}

function createRecorder(task: TaskSpec, settings: ProfileSettings): Recorder<ProfileData> {
  const create = {
    tabular: () => new TabularRecorder(task as never, settings),
    text: () => new TextRecorder(task as never, settings),
    vision: () => new VisionRecorder(settings),
    output: () => new PredictedRecorder(settings),
  };
  return create[task.modality]();
}
