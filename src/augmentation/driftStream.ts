import type { DriftPoint } from '../data/streams/driftPoint';
import type { StreamSource } from '../data/streams/streamSource';
import { checkInteger } from '../errors';
import type { Random } from '../random';
import { changesWithin, type DriftSchedule, type ScheduleName } from './schedules/schedule';

/** Changes samples by a severity in [0, 1]; 0 leaves them as they are. Image drifts are such, for streams of batches. */
export interface StreamDrift<Sample> {
  readonly name?: string;
  apply(samples: Sample, severity: number, random: Random): Sample;
}

type Streaming<Sample> = Iterable<Sample> | StreamSource<Sample>;
type Drifting<Sample> = StreamDrift<Sample> | Streaming<Sample>;

/** Options of `driftStream`. */
export interface DriftStreamOptions {
  readonly random: Random;
  /** How many samples. */
  readonly length: number;
}

/** A stream that drifts: iterate over it as often as you like, the samples are the same. */
export interface DriftStream<Sample> extends Iterable<Sample> {
  readonly length: number;
  readonly schedule: ScheduleName;
  /** What truly changes, in order; plain records. */
  readonly truth: readonly DriftPoint[];
}

/**
 * A stream with known drift: samples of `source`, changed by `drifts` when `schedule` says so. Concept 0 is the source, concept
 * k the k-th drift: a function `apply(samples, severity, random)`, or another source, of which a share `severity` of the
 * samples is then taken. A source is an iterable or opens one with a generator of its own (`sea()`, `sampler(draw)`).
 * @throws {RangeError} for a length that is not a positive integer, changes outside the stream, a missing drift; while iterating, if a
 * source ends early.
 * @example
 * const louder = { apply: (x: number, severity: number) => x + 2 * severity };
 * const stream = driftStream(sampler((r) => r.normal()), [louder], sudden({ at: 500 }), { random: createRandom(1), length: 1000 });
 * stream.truth; // [{ kind: 'sudden', start: 500, end: 500, from: 0, to: 1 }]
 */
export function driftStream<Sample>(
  source: Streaming<Sample>,
  drifts: readonly Drifting<Sample>[],
  schedule: DriftSchedule,
  { random, length }: DriftStreamOptions,
): DriftStream<Sample> {
  checkInteger('length', length, 1);
  const changes = schedule.changes(length, drifts.length + 1);
  return {
    length,
    schedule: schedule.name,
    truth: changesWithin(changes, length),
    *[Symbol.iterator]() {
      // forks start anew, whatever was drawn before
      const base = open(source, random.fork('source'));
      const concepts = [unchanged<Sample>, ...drifts.map((drift, i) => toConcept(drift, random.fork(`drift ${i}`)))];
      const sampleAt = schedule.mixing === 'draw' ? drawing : blending;
      const next = sampleAt({ schedule, changes, concepts, base, random: random.fork('schedule') });
      for (let t = 0; t < length; t++) yield next(t);
    },
  };
}

type Next<Sample> = () => Sample;
/** A sample of a concept, or one on the way to it from what `next` gives. */
type Concept<Sample> = (next: Next<Sample>, severity: number) => Sample;

interface Run<Sample> {
  readonly schedule: DriftSchedule;
  readonly changes: readonly DriftPoint[];
  readonly concepts: readonly Concept<Sample>[];
  readonly base: Next<Sample>;
  readonly random: Random;
}

const unchanged = <Sample>(next: Next<Sample>): Sample => next();

function open<Sample>(source: Streaming<Sample>, random: Random): Next<Sample> {
  const iterator = (typeof source === 'function' ? source(random) : source)[Symbol.iterator]();
  let count = 0;
  return () => {
    const next = iterator.next();
    if (next.done) throw new RangeError(`invalid source: expected more samples, it ended after ${count}`);
    count++;
    return next.value;
  };
}

function toConcept<Sample>(drift: Drifting<Sample>, random: Random): Concept<Sample> {
  if (typeof drift === 'function' || Symbol.iterator in drift) {
    const own = open(drift, random.fork('source'));
    return (next, severity) => (random.uniform() < severity ? own() : next());
  }
  return (next, severity) => drift.apply(next(), severity, random);
}

/** Each sample is of one concept; with several changes under way the last one is asked first, as if streams were nested. */
function drawing<Sample>({ schedule, changes, concepts, base, random }: Run<Sample>): (t: number) => Sample {
  let begun = 0;
  return (t) => {
    // a sigmoid is below 1e-29 so far out
    while (begun < changes.length && changes[begun].start - 8 * (changes[begun].end - changes[begun].start) <= t)
      begun++;
    let i = begun - 1;
    while (i >= 0 && random.uniform() >= schedule.share(changes[i], t)) i--;
    return concepts[i < 0 ? 0 : changes[i].to!](base, 1);
  };
}

/** Each sample lies between the concepts of the change that began last. */
function blending<Sample>({ schedule, changes, concepts, base }: Run<Sample>): (t: number) => Sample {
  let begun = 0;
  return (t) => {
    while (begun < changes.length && changes[begun].start <= t) begun++;
    if (begun === 0) return base();
    const change = changes[begun - 1];
    const share = schedule.share(change, t);
    return concepts[change.to!](() => concepts[change.from!](base, 1 - share), share);
  };
}
