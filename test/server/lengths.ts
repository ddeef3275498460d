import { matrix } from '../../src/matrix';
import type { ServedTextModel } from '../../src/server/servedModel';

/** Tells long texts from short ones; its embedding is the length. */
export const lengths: ServedTextModel = {
  name: 'lengths',
  description: 'how long a text is',
  takes: 'texts',
  classes: ['short', 'long'],
  drifts: ['longer', 'shorter'],
  load: () =>
    Promise.resolve({
      predict: (texts) =>
        Promise.resolve(
          matrix(
            Float32Array.from(texts.flatMap(({ length }) => (length < 10 ? [0.75, 0.25] : [0.25, 0.75]))),
            texts.length,
            2,
          ),
        ),
      embed: (texts) =>
        Promise.resolve(matrix(Float32Array.from(texts, ({ length }) => length), texts.length, 1)), // prettier-ignore
      release: () => Promise.resolve(),
    }),
  simulate: (count, random) => {
    const sample = Array.from({ length: count }, () => 'x'.repeat(random.integer(20)));
    return { sample, labels: sample.map(({ length }) => Number(length >= 10)) };
  },
  drift: (texts, name, severity) => {
    const change = Math.round(10 * severity);
    return texts.map((text) => (name === 'longer' ? text + 'y'.repeat(change) : text.slice(change)));
  },
};
