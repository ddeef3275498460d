import type { DetectorBuilder } from '../../detectors/alarms';
import type { BatchDetector } from '../../detectors/driftResult';
import { ksDrift } from '../../detectors/ksDrift';
import { mmdDrift } from '../../detectors/mmdDrift';
import { textDrift } from '../../detectors/textDrift';
import type { EmbeddedTexts } from './embeddedTexts';

/** Who looks for drift of texts. */
export type SweepDetector = 'MMD' | 'KS, corrected' | 'words';

const PERMUTATIONS = 199;

/**
 * MMD and the Kolmogorov–Smirnov test of every dimension, corrected for their number, of embeddings; and chi-square of words. The
 * unit of all is the text.
 */
export const sweepDetectors: Readonly<Record<SweepDetector, DetectorBuilder<EmbeddedTexts>>> = {
  MMD: ({ rows }, { random }) => seeing('rows', mmdDrift(rows, { random, permutations: PERMUTATIONS })),
  'KS, corrected': ({ rows }, { random }) => seeing('rows', ksDrift(rows, { random })),
  words: ({ texts }, { random }) => seeing('texts', textDrift(texts, { random, permutations: PERMUTATIONS })),
};

function seeing<Part extends keyof EmbeddedTexts>(
  part: Part,
  detector: BatchDetector<EmbeddedTexts[Part]>,
): BatchDetector<EmbeddedTexts> {
  const { name, alpha } = detector;
  return { name, alpha, compare: (sample, dependence) => detector.compare(sample[part], dependence) };
}
