import { matrix, type Matrix } from '../../matrix';

/** Samples by row: what a drift is looked for in. Labels that have not come are NaN. */
export interface SampleWindow {
  readonly inputs: Matrix<Float32Array>;
  /** What the deployed model said, a class for each row. */
  readonly predictions: Float64Array;
  readonly labels: Float64Array;
  /** Milliseconds since 1970. */
  readonly times: Float64Array;
}

/** One sample as the ring holds it. */
export interface RingSample {
  readonly id: string;
  readonly subject: string | null;
  readonly time: number;
  readonly prediction: number;
  /** NaN: not known yet. */
  readonly label: number;
  readonly features: ArrayLike<number>;
}

/** A ring as plain data; numbers in base64. */
export interface SampleRingState {
  readonly capacity: number;
  readonly columns: number;
  readonly count: number;
  readonly ids: readonly (string | null)[];
  readonly subjects: readonly (string | null)[];
  readonly numbers: Readonly<Record<'features' | 'predictions' | 'labels' | 'times' | 'judged', string>>;
}

/** What came of a label. */
export type LabelOutcome = 'labelled' | 'duplicate' | 'unknown';

/** The newest samples, at most `capacity` of them, by position (counted from 0 over all that ever came) and by id. */
export class SampleRing {
  private readonly features: Float32Array;
  private readonly predictions: Float64Array;
  private readonly labels: Float64Array;
  private readonly times: Float64Array;
  private readonly judged: Uint8Array;
  private readonly ids: (string | null)[];
  private readonly subjects: (string | null)[];
  private readonly positions = new Map<string, number>();
  private total: number;

  constructor(
    readonly capacity: number,
    readonly columns: number,
    state?: SampleRingState,
  ) {
    const { features, predictions, labels, times, judged } = state?.numbers ?? {};
    this.features = features ? floats32(features) : new Float32Array(capacity * columns);
    this.predictions = predictions ? floats64(predictions) : new Float64Array(capacity);
    this.labels = labels ? floats64(labels) : new Float64Array(capacity).fill(NaN);
    this.times = times ? floats64(times) : new Float64Array(capacity);
    this.judged = judged ? bytesOf(judged) : new Uint8Array(capacity);
    this.ids = state ? [...state.ids] : new Array<string | null>(capacity).fill(null);
    this.subjects = state ? [...state.subjects] : new Array<string | null>(capacity).fill(null);
    this.total = state?.count ?? 0;
    for (let at = this.first; at < this.total; at++) {
      const id = this.ids[at % capacity];
      if (id !== null) this.positions.set(id, at);
    }
  }

  /** Samples that ever came: the position of the next one. */
  get count(): number {
    return this.total;
  }

  /** Samples that are here. */
  get size(): number {
    return this.positions.size;
  }

  /** The oldest position that may still be here. */
  get first(): number {
    return Math.max(0, this.total - this.capacity);
  }

  has(id: string): boolean {
    return this.positions.has(id);
  }

  /** Adds a sample whose id is not here; gives the one that had to go, if it is not erased. */
  add({ id, subject, time, prediction, label, features }: RingSample): RingSample | undefined {
    const slot = this.total % this.capacity;
    const gone = this.total >= this.capacity ? this.at(this.total - this.capacity) : undefined;
    if (gone) this.positions.delete(gone.id);
    [this.ids[slot], this.subjects[slot]] = [id, subject];
    [this.times[slot], this.predictions[slot], this.labels[slot], this.judged[slot]] = [time, prediction, label, 0];
    this.features.set(features, slot * this.columns);
    this.positions.set(id, this.total++);
    return gone;
  }

  /** The sample at a position, its numbers copied; undefined if it is gone or erased. */
  at(position: number): RingSample | undefined {
    const slot = position % this.capacity;
    const id = this.ids[slot];
    if (position < this.first || position >= this.total || id === null) return undefined;
    const features = this.features.slice(slot * this.columns, (slot + 1) * this.columns);
    const { times, predictions, labels, subjects } = this;
    return { id, subject: subjects[slot], time: times[slot], prediction: predictions[slot], label: labels[slot], features }; // prettier-ignore
  }

  positionOf(id: string): number | undefined {
    return this.positions.get(id);
  }

  /** Gives a sample its label; the first one stays. */
  label(id: string, label: number): LabelOutcome {
    const position = this.positions.get(id);
    if (position === undefined) return 'unknown';
    const slot = position % this.capacity;
    if (!Number.isNaN(this.labels[slot])) return 'duplicate';
    this.labels[slot] = label;
    return 'labelled';
  }

  /** Says that a verdict rests on samples: they are not held out again. */
  markJudged(positions: readonly number[]): void {
    for (const position of positions) if (position >= this.first) this.judged[position % this.capacity] = 1;
  }

  wasJudged(position: number): boolean {
    return this.judged[position % this.capacity] === 1;
  }

  /** Overwrites all samples of a person; gives how many there were. */
  erase(subject: string): number {
    let erased = 0;
    for (let at = this.first; at < this.total; at++) {
      const slot = at % this.capacity;
      if (this.subjects[slot] !== subject) continue;
      this.positions.delete(this.ids[slot]!);
      this.ids[slot] = this.subjects[slot] = null;
      this.features.fill(0, slot * this.columns, (slot + 1) * this.columns);
      this.times[slot] = this.predictions[slot] = 0;
      this.labels[slot] = NaN;
      erased++;
    }
    return erased;
  }

  /** Positions from `from` on that are here, the oldest first. */
  held({ from = 0, labelled = false }: { readonly from?: number; readonly labelled?: boolean } = {}): number[] {
    const found: number[] = [];
    for (let at = Math.max(from, this.first); at < this.total; at++) {
      const slot = at % this.capacity;
      if (this.ids[slot] !== null && !(labelled && Number.isNaN(this.labels[slot]))) found.push(at);
    }
    return found;
  }

  /** The samples at positions that are here, copied. */
  window(positions: readonly number[]): SampleWindow {
    const slots = positions.map((position) => position % this.capacity);
    const inputs = new Float32Array(slots.length * this.columns);
    slots.forEach((slot, i) => inputs.set(this.features.subarray(slot * this.columns, (slot + 1) * this.columns), i * this.columns)); // prettier-ignore
    const taken = (values: Float64Array) => Float64Array.from(slots, (slot) => values[slot]);
    return {
      inputs: matrix(inputs, slots.length, this.columns),
      ...{ predictions: taken(this.predictions), labels: taken(this.labels), times: taken(this.times) },
    };
  }

  toJSON(): SampleRingState {
    const { capacity, columns, total, ids, subjects } = this;
    const numbers = {
      features: base64(this.features),
      predictions: base64(this.predictions),
      labels: base64(this.labels),
      times: base64(this.times),
      judged: base64(this.judged),
    };
    return { capacity, columns, count: total, ids, subjects, numbers };
  }
}

/** The bytes of numbers as text. */
export function base64({ buffer, byteOffset, byteLength }: Float32Array | Float64Array | Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}

/** Numbers of which `base64` gave the bytes. */
export function floats32(text: string): Float32Array {
  return new Float32Array(bytesOf(text).buffer);
}

/** Numbers of which `base64` gave the bytes. */
export function floats64(text: string): Float64Array {
  return new Float64Array(bytesOf(text).buffer);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(text, 'base64'));
}
