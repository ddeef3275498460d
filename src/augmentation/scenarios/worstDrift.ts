import type { Images } from '../../images';
import { row, type Matrix } from '../../matrix';
import type { Random } from '../../random';
import { imageDrifts, type ImageDriftName } from '../imageDrifts';

/** Class probabilities of a model, a row for each image. */
export type ClassProbabilities = (images: Images) => Promise<Matrix>;

/** What an adversary did. */
export interface WorstDrift {
  readonly drift: ImageDriftName;
  readonly images: Images;
  /** Mean probability that the model gives to the true class afterwards. */
  readonly confidence: number;
}

/**
 * The drift that leaves the true classes the least probability, among `drifts` of one severity: the worst case within that
 * budget, for an adversary who knows the model and the labels and acts on a whole batch. The first one on ties.
 * @throws as the drifts do.
 * @example
 * const { drift, images } = await worstDrift(scans, labels, ['contrast', 'jpeg'], 0.4, { predict, random: createRandom(1) });
 */
export async function worstDrift(
  images: Images,
  labels: ArrayLike<number>,
  drifts: readonly ImageDriftName[],
  severity: number,
  { predict, random }: { readonly predict: ClassProbabilities; readonly random: Random },
): Promise<WorstDrift> {
  let worst: WorstDrift | undefined;
  for (const drift of drifts) {
    const changed = imageDrifts[drift].apply(images, severity, random.fork(drift));
    const probabilities = await predict(changed);
    let sum = 0;
    for (let i = 0; i < images.count; i++) sum += row(probabilities, i)[labels[i]];
    const confidence = sum / images.count;
    if (!worst || confidence < worst.confidence) worst = { drift, images: changed, confidence };
  }
  return worst!;
}
