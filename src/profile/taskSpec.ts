import { checkOneOf, show } from '../errors';

/** What kind of data a profile is of, and how it is read. */
export type TaskSpec = TabularTask | TextTask | VisionTask | OutputTask;

interface Named {
  /** What the data set is called in reports. */
  readonly name?: string;
}

/** Rows of named columns. */
export interface TabularTask extends Named {
  readonly modality: 'tabular';
  /** Columns whose numbers name categories; strings and booleans always do. */
  readonly categorical?: readonly string[];
  /** The column with the classes that a model predicted. */
  readonly predicted?: string;
}

/** Texts. */
export interface TextTask extends Named {
  readonly modality: 'text';
  /** As `words` (any script, the default) or `asciiWords` cut them. */
  readonly tokens?: 'words' | 'asciiWords';
}

/** Images of one number of channels, of any sizes. */
export interface VisionTask extends Named {
  readonly modality: 'vision';
}

/** The classes that a model predicted. */
export interface OutputTask extends Named {
  readonly modality: 'output';
}

export const MODALITIES = ['tabular', 'text', 'vision', 'output'] as const;

/** @throws {TypeError | RangeError} that names what is wrong with a task. */
export function checkTask(task: TaskSpec): TaskSpec {
  if (typeof task !== 'object' || task === null)
    throw new TypeError(`invalid task: expected { modality, … }, got ${show(task)}`);
  checkOneOf('modality', task.modality, MODALITIES);
  if (task.modality === 'text' && task.tokens !== undefined) checkOneOf('tokens', task.tokens, ['words', 'asciiWords']);
  return task;
}
