import type { Images } from '../../images';
import { compareProfiles, type ProfileComparison } from '../../profile/compareProfiles';
import { computeDatasetProfile } from '../../profile/computeDatasetProfile';
import type { ProfileData } from '../../profile/recorder';
import type { TaskSpec } from '../../profile/taskSpec';
import { createRandom, type Random } from '../../random';

/** Five comparisons whose drift is known beforehand. */
export type ProfileCases = Readonly<
  Record<'lengths' | 'channels' | 'classes' | 'identical' | 'tokens', ProfileComparison>
>;

/**
 * Profiles of generated data: texts that grow from 120 to 200 words, channels that move from .5, .5, .5 to .6, .4, .5, predicted
 * classes from 40/60 to 80/20, a profile and itself, and texts whose frequent words are others.
 * @example
 * profileCases(createRandom(1)).classes.status; // 'alert'
 */
export function profileCases(random: Random = createRandom(0)): ProfileCases {
  const compare = (task: TaskSpec, reference: ProfileData, current: ProfileData) => {
    const first = computeDatasetProfile(reference, task);
    return compareProfiles(first, computeDatasetProfile(current, task, { like: first }));
  };
  const long = texts(120, random);
  return {
    lengths: compare({ modality: 'text' }, long, texts(200, random)),
    channels: compare({ modality: 'vision' }, images([0.5, 0.5, 0.5], random), images([0.6, 0.4, 0.5], random)),
    classes: compare({ modality: 'output' }, classes(40, 60), classes(80, 20)),
    identical: compare({ modality: 'text' }, long, long),
    tokens: compare({ modality: 'text' }, topics('a', random), topics('b', random)),
  };
}

function texts(words: number, random: Random): string[] {
  return Array.from({ length: 1000 }, () => 'word '.repeat(Math.round(words + 15 * random.normal())));
}

function images(means: readonly number[], random: Random): Images {
  const pixels = Uint8Array.from({ length: 900 }, (_, i) => Math.round(255 * (means[i % 3] + 0.1 * random.normal())));
  return { pixels, count: 300, height: 1, width: 1, channels: 3 };
}

const classes = (first: number, second: number): number[] =>
  Array.from({ length: first + second }, (_, i) => Number(i >= first));

function topics(letter: string, random: Random): string[] {
  const word = () => `${letter}${Math.floor(200 * random.uniform() ** 2)}`;
  return Array.from({ length: 1000 }, () => `the ${word()} ${word()} ${word()}`);
}
