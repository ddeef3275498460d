import { Adwin } from '../../detectors/streaming/adwin';
import { Cusum } from '../../detectors/streaming/cusum';
import { Ddm } from '../../detectors/streaming/ddm';
import { Eddm } from '../../detectors/streaming/eddm';
import { Ewma } from '../../detectors/streaming/ewma';
import { HddmA } from '../../detectors/streaming/hddmA';
import { HddmW } from '../../detectors/streaming/hddmW';
import { Kswin } from '../../detectors/streaming/kswin';
import { PageHinkley } from '../../detectors/streaming/pageHinkley';
import { strawMen } from '../../detectors/strawMen';
import type { AlarmSource } from '../../metrics/streamAlarms';
import type { Random } from '../../random';

/** Who takes part in a comparison of streaming detectors. */
export interface Contestant {
  readonly name: string;
  readonly role: 'detector' | 'straw man';
  readonly make: (random: Random) => AlarmSource;
}

/** How often a periodic straw man alarms; the random one as often on average. */
const PERIOD = 1000;

const detector = (name: string, make: () => AlarmSource): Contestant => ({ name, role: 'detector', make });

const STRAW_MEN: readonly Contestant[] = [
  { name: 'never', role: 'straw man', make: strawMen.never },
  { name: 'always', role: 'straw man', make: strawMen.always },
  { name: 'every 10', role: 'straw man', make: () => strawMen.periodic(10) },
  { name: 'every 1000', role: 'straw man', make: () => strawMen.periodic(PERIOD) },
  { name: 'random', role: 'straw man', make: (random) => strawMen.random(1 / PERIOD, random) },
];

/** Streaming detectors at their defaults, and straw men, for errors (0 or 1). */
export const ERROR_CONTESTANTS: readonly Contestant[] = [
  detector('Adwin', () => new Adwin()),
  detector('Cusum', () => new Cusum()),
  detector('Ddm', () => new Ddm()),
  detector('Eddm', () => new Eddm()),
  detector('Ewma', () => new Ewma()),
  detector('HddmA', () => new HddmA()),
  detector('HddmW', () => new HddmW()),
  detector('Kswin', () => new Kswin()),
  detector('PageHinkley', () => new PageHinkley()),
  ...STRAW_MEN,
];

/** No value of the comparison lies outside, in standard deviations. */
const RANGE = 10;

/** Those that take numbers, at their defaults, for numbers of standard deviation 1; those for [0, 1] get them scaled. */
export const NUMBER_CONTESTANTS: readonly Contestant[] = [
  detector('Adwin', () => new Adwin({ range: [-RANGE, RANGE] })),
  detector('Cusum', () => new Cusum()),
  detector('Ewma', () => new Ewma()),
  detector('HddmA', () => scaled(new HddmA({ twoSided: true }))),
  detector('HddmW', () => scaled(new HddmW({ twoSided: true }))),
  detector('Kswin', () => new Kswin()),
  detector('PageHinkley', () => new PageHinkley()),
  ...STRAW_MEN,
];

function scaled(inner: AlarmSource): AlarmSource {
  return { update: (value) => inner.update((value + RANGE) / (2 * RANGE)) };
}
