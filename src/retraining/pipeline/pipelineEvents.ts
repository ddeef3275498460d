import { checkInteger, checkNumber, show } from '../../errors';
import type { JsonObject } from '../../registry/canonicalJson';
import type { Retraining } from '../deciding/decision';

/** One prediction of the deployed model, as it is to be remembered. */
export interface MonitoredSample {
  /** Of the prediction: a label that comes later names it. */
  readonly id: string;
  /** Finite numbers, as many as the reference has columns; kept as 32-bit floats. */
  readonly features: ArrayLike<number>;
  /** The class that the deployed model gave, an integer in [0, classes). */
  readonly prediction: number;
  /** The true class, if it is known already. */
  readonly label?: number | null;
  /** When it was made, milliseconds since 1970; by itself it orders nothing. */
  readonly time: number;
  /** The person or thing it is about: with this key it can be erased. */
  readonly subject?: string;
}

/** A decision that is to be carried out, or was found not to ask for anything. */
export interface DecidedCycle {
  readonly id: string;
  readonly day: number;
  readonly action: 'NO_RETRAIN' | Retraining;
  readonly cost: number;
  readonly review: boolean;
  readonly drift: boolean;
  readonly severity: number;
  readonly confidence: number;
  readonly because: readonly string[];
  /** Positions that were looked at end before this one. */
  readonly until: number;
  /** The first position to learn from. */
  readonly learnFrom: number;
}

/** What a cycle has learnt. */
export interface ReadyChallenger {
  readonly id: string;
  /** Null: none, for the reason given. */
  readonly version: number | null;
  readonly cure: string;
  readonly because: string;
  /** It has learnt from samples before this position. */
  readonly learntTo: number;
  /** That answer beside it: the champion and all that were ever approved, itself among them. */
  readonly versions: readonly number[];
  /** Labelled samples that decide about it. */
  readonly wanted: number;
  /** Samples, labelled or not, after which it is decided with what there is. */
  readonly patience: number;
  /** Those that were held out, where they decide. */
  readonly held: HeldOut | null;
}

/** Samples that all models have answered already. */
export interface HeldOut {
  readonly positions: readonly number[];
  readonly labels: readonly number[];
  readonly answers: Readonly<Record<string, readonly (number | null)[]>>;
}

/** A prediction that was made. */
export type SampleEvent = readonly [
  kind: 's',
  id: string,
  time: number,
  prediction: number,
  label: number | null,
  subject: string | null,
  ...features: number[],
];

/** A person's samples go; `mark` tells one erasure from another. */
export type ErasureEvent = readonly [kind: 'e', subject: string, mark: string, because: string];

/** What changes the state of a pipeline: a line of its journal. */
export type PipelineEvent =
  | SampleEvent
  | ErasureEvent
  | readonly [kind: 'l', id: string, label: number]
  | readonly [kind: 'c', decided: DecidedCycle]
  | readonly [kind: 't', challenger: ReadyChallenger];

/**
 * A sample as an event.
 * @throws {TypeError | RangeError} that names what is wrong.
 */
export function sampleEvent(sample: MonitoredSample, columns: number, classes: number): PipelineEvent {
  const { id, features, prediction, label = null, time, subject = null } = sample;
  checkKey('id', id);
  if (subject !== null) checkKey('subject', subject);
  if (features?.length !== columns)
    throw new RangeError(`invalid features: expected ${columns} numbers, got ${show(features?.length)}`);
  const numbers = Array.from(features);
  const wrong = numbers.findIndex((value) => !Number.isFinite(Math.fround(value)));
  if (wrong >= 0)
    throw new RangeError(`invalid features[${wrong}]: expected a finite 32-bit float, got ${show(numbers[wrong])}`);
  checkInteger('prediction', prediction, 0, classes - 1);
  if (label !== null) checkInteger('label', label, 0, classes - 1);
  return ['s', id, checkNumber('time', time), prediction, label, subject, ...numbers];
}

/** @throws {RangeError} for a sample that was sent before a reference with other columns came. */
export function checkColumns(event: SampleEvent, columns: number): void {
  const found = event.length - 6;
  if (found !== columns)
    throw new RangeError(`invalid features of ${event[1]}: expected ${columns} numbers, got ${found}`);
}

/** A key of a sample or a person: a string that is not empty, of at most 500 characters. */
export function checkKey(name: string, value: unknown): string {
  const rule = `invalid ${name}: expected a string of 1 to 500 characters, got ${show(value)}`;
  if (typeof value !== 'string') throw new TypeError(rule);
  if (value.length === 0 || value.length > 500) throw new RangeError(rule);
  return value;
}

/** A record as JSON keeps it: what is undefined is left out, what is not finite becomes null. */
export function asJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}
