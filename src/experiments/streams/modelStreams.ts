import { join } from 'node:path';
import { driftStream } from '../../augmentation/driftStream';
import { gradual } from '../../augmentation/schedules/gradual';
import { none } from '../../augmentation/schedules/none';
import type { DriftSchedule } from '../../augmentation/schedules/schedule';
import { sudden } from '../../augmentation/schedules/sudden';
import { readElectricity } from '../../data/electricity';
import { readInsects } from '../../data/insects';
import { agrawal } from '../../data/streams/agrawal';
import type { DriftPoint } from '../../data/streams/driftPoint';
import { hyperplane } from '../../data/streams/hyperplane';
import { led } from '../../data/streams/led';
import { rbf } from '../../data/streams/rbf';
import { sea } from '../../data/streams/sea';
import type { LabeledSample, StreamSource } from '../../data/streams/streamSource';
import { readWeather } from '../../data/weather';
import type { Random } from '../../random';

/** A labelled stream for a model to learn from. */
export interface ModelStream {
  readonly name: string;
  readonly kind: 'synthetic' | 'real';
  readonly classes: number;
  readonly samples: readonly LabeledSample[];
  /** Empty where nobody annotated drifts; then alarms are neither right nor wrong. */
  readonly truth: readonly DriftPoint[];
  readonly unannotated: readonly DriftPoint[];
}

const LENGTH = 9000;
/** Out of step with straw men that alarm by the clock. */
const PLACES = { at: [2500, 6500] };

type Recipe = readonly [string, StreamSource<LabeledSample>, readonly StreamSource<LabeledSample>[], DriftSchedule];

const RECIPES: readonly Recipe[] = [
  ['SEA, sudden', sea(), [sea({ concept: 4 }), sea({ concept: 3 })], sudden(PLACES)],
  ['Agrawal, sudden', agrawal(), [agrawal({ concept: 2 }), agrawal({ concept: 7 })], sudden(PLACES)],
  [
    'LED, gradual',
    led(),
    [led({ driftAttributes: 3 }), led({ driftAttributes: 7 })],
    gradual({ ...PLACES, width: 500 }),
  ],
  ['RBF, sudden', rbf(), [rbf({ model: 2 }), rbf({ model: 3 })], sudden(PLACES)],
  ['hyperplane, rotating', hyperplane({ magnitude: 0.01, driftAttributes: 10 }), [], none()],
];

/**
 * MOA's generators with two drifts each; the hyperplane rotates all the time and has no drift points.
 * @example
 * syntheticStreams(createRandom(1)).map(({ name }) => name);
 */
export function syntheticStreams(random: Random): ModelStream[] {
  return RECIPES.map(([name, source, drifts, schedule]) => {
    const stream = driftStream(source, drifts, schedule, { random: random.fork(name), length: LENGTH });
    const samples = [...stream];
    const classes = 1 + samples.reduce((most, { label }) => Math.max(most, label), 0);
    return { name, kind: 'synthetic', classes, samples, truth: stream.truth, unannotated: [] };
  });
}

/** Real streams, or why there are none. */
export type RealStreams =
  | { readonly kind: 'streams'; readonly streams: readonly ModelStream[] }
  | { readonly kind: 'none'; readonly because: string };

/**
 * Electricity, NOAA weather and INSECTS from `folder/tabular`.
 * @param folder undefined gives none, with the reason
 * @throws {DriftlabError} if a file is missing there or is not what it should be.
 * @example
 * await realStreams(process.env.DRIFTLAB_DATA);
 */
export async function realStreams(folder: string | undefined): Promise<RealStreams> {
  if (!folder) return { kind: 'none', because: 'no folder of data sets was given (DRIFTLAB_DATA)' };
  const file = (name: string) => join(folder, 'tabular', name);
  const read = [
    await readElectricity(file('elec2.csv.gz')),
    await readWeather(file('noaa_weather.csv.gz')),
    await readInsects(file('insects_gradual_balanced.csv.gz')),
  ];
  const streams = read.map((stream): ModelStream => ({ ...stream, kind: 'real', classes: stream.classes.length }));
  return { kind: 'streams', streams };
}
