/** What a stream detector says of a value: 'warning' comes from those that keep a second, lower threshold. */
export type StreamStatus = 'stable' | 'warning' | 'drift';

/** The whole of a stream detector as plain JSON: with it the detector continues as if it had never stopped. */
export interface StreamDetectorState {
  readonly detector: string;
  readonly version: number;
  readonly options: Readonly<Record<string, unknown>>;
  readonly status: StreamStatus;
  readonly state: Readonly<Record<string, unknown>>;
}

/** Looks at one value at a time, in constant memory, and tells when their distribution has changed. */
export interface StreamDetector {
  /** The name of its class, such as 'Adwin'. */
  readonly name: string;
  /** What the last `update` returned; 'stable' before the first. */
  readonly status: StreamStatus;
  /**
   * Takes the next value. After 'drift' the next value begins a new search.
   * @throws {TypeError | RangeError} if the value is NaN, infinite or out of range; nothing changes then.
   */
  update(value: number): StreamStatus;
  /** The state, for `JSON.stringify`; `fromJSON` of the class reads it. */
  toJSON(): StreamDetectorState;
}

/** The graver of two. */
export function worse(one: StreamStatus, other: StreamStatus): StreamStatus {
  if (one === 'drift' || other === 'drift') return 'drift';
  return one === 'warning' ? one : other;
}
