import { join } from 'node:path';
import { driftStream } from '../../augmentation/driftStream';
import { gradual } from '../../augmentation/schedules/gradual';
import { none } from '../../augmentation/schedules/none';
import { recurring } from '../../augmentation/schedules/recurring';
import type { DriftSchedule } from '../../augmentation/schedules/schedule';
import { sudden } from '../../augmentation/schedules/sudden';
import { readElectricity } from '../../data/electricity';
import type { DriftPoint } from '../../data/streams/driftPoint';
import { hyperplane } from '../../data/streams/hyperplane';
import { sea } from '../../data/streams/sea';
import type { LabeledSample, StreamSource } from '../../data/streams/streamSource';
import { readWeather } from '../../data/weather';
import { createRandom, type Random } from '../../random';
import { readAdultStream } from './adultStream';
import { readSpamStream } from './spamStream';

/** A stream of two classes on which policies are compared. */
export interface LoopStream {
  readonly name: string;
  readonly kind: 'synthetic' | 'real';
  readonly samples: readonly LabeledSample[];
  /** Drift points that are known. Empty where there are none, where it drifts all the time, or nobody knows. */
  readonly truth: readonly DriftPoint[];
}

const LENGTH = 10_000;

interface Recipe {
  readonly name: string;
  readonly source: StreamSource<LabeledSample>;
  readonly drifts?: readonly StreamSource<LabeledSample>[];
  readonly schedule?: (random: Random) => DriftSchedule;
}

/** One change in each half, elsewhere in each run. */
const places = (random: Random) => [2000 + random.integer(2000), 6000 + random.integer(2000)];

const RECIPES: readonly Recipe[] = [
  {
    name: 'sudden',
    source: hyperplane(),
    drifts: [hyperplane(), hyperplane()],
    schedule: (random) => sudden({ at: places(random) }),
  },
  {
    name: 'gradual',
    source: sea(),
    drifts: [sea({ concept: 4 }), sea({ concept: 3 })],
    schedule: (random) => gradual({ at: places(random), width: 500 }),
  },
  { name: 'incremental', source: hyperplane({ driftAttributes: 10, magnitude: 0.001, reversal: 0.01 }) },
  {
    name: 'recurring',
    source: hyperplane(),
    drifts: [hyperplane()],
    schedule: (random) => recurring({ every: 1500 + random.integer(1000) }),
  },
  { name: 'none', source: sea({ concept: 2 }) },
];

/** Names of the synthetic streams, by how they drift. */
export const SYNTHETIC: readonly string[] = RECIPES.map(({ name }) => name);

/**
 * Five streams of 10,000 samples: random hyperplanes that follow each other at once, take turns, or rotate; SEA concepts that follow each other
 * gradually, or stay.
 * @example
 * syntheticLoopStreams(createRandom(1)).map(({ name }) => name); // ['sudden', 'gradual', 'incremental', 'recurring', 'none']
 */
export function syntheticLoopStreams(random: Random): LoopStream[] {
  return RECIPES.map(({ name, source, drifts = [], schedule = none }) => {
    const own = random.fork(name);
    const stream = driftStream(source, drifts, schedule(own.fork('places')), { random: own, length: LENGTH });
    return { name, kind: 'synthetic', samples: [...stream], truth: stream.truth };
  });
}

/** Real streams, or why there are none. */
export type RealLoopStreams =
  | { readonly kind: 'streams'; readonly streams: readonly LoopStream[] }
  | { readonly kind: 'none'; readonly because: string };

/**
 * Electricity, NOAA weather, Adult with induced drift and SpamAssassin from `folder/tabular`.
 * @param folder undefined gives none, with the reason
 * @throws {DriftlabError} if a file is missing there or is not what it should be.
 * @example
 * await realLoopStreams(process.env.DRIFTLAB_DATA);
 */
export async function realLoopStreams(folder: string | undefined): Promise<RealLoopStreams> {
  if (!folder) return { kind: 'none', because: 'no folder of data sets was given (DRIFTLAB_DATA)' };
  const file = (name: string) => join(folder, 'tabular', name);
  const plain = [await readElectricity(file('elec2.csv.gz')), await readWeather(file('noaa_weather.csv.gz'))];
  const streams = [
    ...plain.map(({ name, samples }): LoopStream => ({ name, kind: 'real', samples, truth: [] })),
    await readAdultStream(file('adult_train.csv.gz'), createRandom(1)),
    await readSpamStream(file('spamassassin_stream.csv.gz')),
  ];
  return { kind: 'streams', streams };
}
