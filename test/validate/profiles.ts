import type { Images } from '../../src/images';
import { compareProfiles } from '../../src/profile/compareProfiles';
import { computeDatasetProfile } from '../../src/profile/computeDatasetProfile';
import { driftStatus } from '../../src/profile/driftStatus';
import type { ProfileData } from '../../src/profile/recorder';
import type { TaskSpec } from '../../src/profile/taskSpec';
import type { Random } from '../../src/random';
import type { Cell, ValidationTable } from './cell';

const RUNS = 400;
const SIZES = [50, 100, 200, 500, 1000, 2000, 5000, 10_000];

/** Data without drift: rows are independent and of one distribution. */
const makers: Readonly<Record<TaskSpec['modality'], (count: number, random: Random) => ProfileData>> = {
  tabular: (count, random) => {
    const column = (value: () => number) => Float64Array.from({ length: count }, value);
    return {
      normal: column(() => random.normal()),
      skewed: column(() => Math.exp(2 * random.normal())),
      zeros: column(() => (random.uniform() < 0.9 ? 0 : random.uniform())),
      partly: column(() => (random.uniform() < 0.1 ? NaN : random.integer(4))),
      ward: Array.from({ length: count }, () => 'abcdefghijklmnop'[Math.floor(16 * random.uniform() ** 3)]),
    };
  },
  text: (count, random) => Array.from({ length: count }, () => writeText(random)),
  vision: (count, random) => photograph(count, random),
  output: (count, random) => Array.from({ length: count }, () => Math.floor(10 * random.uniform() ** 2)),
};

/** Each text has a topic, whose words it repeats; words are as unequal as those of a language. */
function writeText(random: Random): string {
  const topic = random.integer(20);
  const rank = (words: number) => Math.floor(words ** random.uniform());
  const length = 3 + Math.floor(-12 * Math.log(1 - random.uniform()));
  const word = () => (random.uniform() < 0.3 ? `topic${topic}of${rank(60)}` : `word${rank(3000)}`);
  return Array.from({ length }, word).join(' ');
}

/** Images of one light each, whose channels are alike. */
function photograph(count: number, random: Random): Images {
  const [side, channels] = [4, 3];
  const pixels = new Uint8ClampedArray(count * side * side * channels);
  for (let i = 0, at = 0; i < count; i++) {
    const light = 110 + 40 * random.normal();
    const tint = Array.from({ length: channels }, () => 10 * random.normal());
    for (let p = 0; p < side * side * channels; p++) pixels[at++] = light + tint[p % channels] + 30 * random.normal();
  }
  return { pixels: new Uint8Array(pixels.buffer), count, height: side, width: side, channels };
}

/** How often a comparison of profiles warns without drift. */
export const profiles: ValidationTable = {
  name: 'profiles',
  title: 'Status of a comparison of profiles without drift',
  text: `Two data sets of one distribution, the second in the bins of the first, alpha 0.05 over all parts of a comparison. A table
has five columns (normal, skewed, nine in ten zeros, whole numbers with missing ones, sixteen unequal categories); texts repeat the
words of their topic; images have a light each; predictions are of ten unequal classes. The last lines of each cell say how often the
limits 0.1 and 0.2 alone would have warned: with few rows nearly always.`,
  cells: (Object.keys(makers) as TaskSpec['modality'][]).flatMap((modality) => [
    ...SIZES.map((size) => cellOf(modality, size, size)),
    cellOf(modality, 2000, 100),
  ]),
};

function cellOf(modality: TaskSpec['modality'], n: number, m: number): Cell {
  const task: TaskSpec = { modality };
  return {
    name: `${modality}, ${n} against ${m}`,
    runs: RUNS,
    promises: [
      { event: 'warn or alert', kind: 'at most', probability: 0.05 },
      { event: 'alert', kind: 'at most', probability: 0.05 },
      { event: 'warn or alert by the limits alone', kind: 'nothing', probability: 0 },
    ],
    run: (random) => {
      const [first, second] = [n, m].map((count) => makers[modality](count, random));
      const reference = computeDatasetProfile(first, task, { sampleSize: Infinity });
      const current = computeDatasetProfile(second, task, { sampleSize: Infinity, like: reference });
      const { status, parts } = compareProfiles(reference, current, { random });
      const limit = ({ measure }: (typeof parts)[number]) =>
        measure === 'tokenOverlap' ? { warn: 0.5, alert: 0.5 } : {};
      const alone = parts.some((part) => driftStatus(part.score, limit(part)) !== 'ok');
      return Promise.resolve({ hits: [status !== 'ok', status === 'alert', alone] });
    },
  };
}
