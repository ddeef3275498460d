import { checkInteger, DriftlabError } from '../../errors';
import { createRandom } from '../../random';
import { matrix } from '../../matrix';
import type { LabeledSamples } from './learnable';

/** One sample with the key of the person or thing it is about. */
export interface KeptSample {
  readonly key: string;
  readonly values: readonly number[];
  readonly label: number;
}

/** A replay buffer as a plain record: survives JSON. */
export interface ReplayBufferState {
  readonly capacity: number;
  readonly seed: number;
  /** Samples that were offered. */
  readonly seen: number;
  /** Samples at or above this rank are not taken any more. */
  readonly limit: number;
  readonly kept: readonly (KeptSample & { readonly rank: number })[];
}

/**
 * A uniform random sample of all that was ever offered and not erased, of at most `capacity`. Each sample draws a rank in [0, 1) and
 * the smallest ranks stay (a reservoir by ranks; Vitter 1985 without replacement by place), so that erasing leaves the rest a uniform
 * sample: what was lost is not refilled with what happens to be at hand. It decides by seed and number alone: the same bytes
 * after a restart. Holds raw samples: erase on request, by key.
 * @example
 * const buffer = new ReplayBuffer({ capacity: 500, seed: 1 });
 * buffer.add({ key: 'patient 7', values: [0.1, 0.2], label: 1 });
 * buffer.erase('patient 7'); // 1
 */
export class ReplayBuffer {
  private readonly capacity: number;
  private readonly seed: number;
  private seen: number;
  private limit: number;
  private kept: (KeptSample & { readonly rank: number })[];

  /** @throws {RangeError} unless capacity is an integer ≥ 1 and seed one in [0, 2³²). */
  constructor({
    capacity,
    seed,
    seen = 0,
    limit = 1,
    kept = [],
  }: Partial<ReplayBufferState> & Pick<ReplayBufferState, 'capacity' | 'seed'>) {
    // prettier-ignore
    this.capacity = checkInteger('capacity', capacity, 1);
    this.seed = checkInteger('seed', seed, 0, 0xffffffff);
    [this.seen, this.limit, this.kept] = [seen, limit, [...kept]];
  }

  /** Samples in the buffer. */
  get size(): number {
    return this.kept.length;
  }

  /**
   * Offers a sample; says whether it was taken.
   * @throws {RangeError} if a number is not finite, or there are not as many as in the samples before.
   */
  add({
    key,
    values,
    label,
  }: {
    readonly key: string;
    readonly values: ArrayLike<number>;
    readonly label: number;
  }): boolean {
    // prettier-ignore
    const own = Array.from(values);
    const wrong = own.find((value) => !Number.isFinite(value));
    if (wrong !== undefined) throw new RangeError(`invalid values: expected finite numbers, got ${wrong}`);
    checkInteger('label', label, 0);
    const width = this.kept[0]?.values.length ?? own.length;
    if (own.length !== width) throw new RangeError(`invalid values: expected ${width} numbers, got ${own.length}`);
    const rank = createRandom(this.seed).fork(this.seen++).uniform();
    if (rank >= this.limit) return false;
    this.kept.push({ key, values: own, label, rank });
    if (this.kept.length > this.capacity) this.dropLargest();
    return this.kept.at(-1)?.rank === rank;
  }

  /** Offers a sample for each row, all with the key of the same place. */
  addAll({ inputs, labels }: LabeledSamples, keys: readonly string[]): void {
    if (keys.length !== inputs.rows)
      throw new RangeError(`invalid keys: expected ${inputs.rows}, one for each sample, got ${keys.length}`);
    keys.forEach((key, i) => this.add({ key, values: inputs.values.subarray(i * inputs.columns, (i + 1) * inputs.columns), label: labels[i] })); // prettier-ignore
  }

  /** Removes all samples with a key, and says how many there were. */
  erase(key: string): number {
    const before = this.kept.length;
    this.kept = this.kept.filter((sample) => sample.key !== key);
    return before - this.kept.length;
  }

  /**
   * What is in the buffer, as samples to train on.
   * @throws {DriftlabError} DRIFTLAB_INVALID_DATA if it is empty.
   */
  samples(): LabeledSamples {
    if (this.kept.length === 0)
      throw new DriftlabError('DRIFTLAB_INVALID_DATA', 'the replay buffer is empty: add samples of the past first');
    const columns = this.kept[0].values.length;
    const values = Float32Array.from(this.kept.flatMap((sample) => sample.values));
    return { inputs: matrix(values, this.kept.length, columns), labels: this.kept.map(({ label }) => label) };
  }

  /** Its state as a plain record; `new ReplayBuffer(state)` goes on from it. */
  toJSON(): ReplayBufferState {
    const { capacity, seed, seen, limit, kept } = this;
    return { capacity, seed, seen, limit, kept };
  }

  private dropLargest(): void {
    const at = this.kept.reduce((most, { rank }, i) => (rank > this.kept[most].rank ? i : most), 0);
    this.limit = this.kept[at].rank;
    this.kept.splice(at, 1);
  }
}
