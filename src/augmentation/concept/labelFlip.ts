import { checkInteger, checkNumber } from '../../errors';
import { type ConceptDrift, conceptDrift } from './conceptDrift';

/** A sample with its label, or many with one each, such as labelled images. */
export type Labeled = { readonly label: number } | { readonly labels: Uint8Array | Int32Array };

/** Options of {@link labelFlip}. */
export interface LabelFlipOptions {
  /** The two classes that change their meaning. Default 0 and 1. */
  readonly classes?: readonly [number, number];
  /** Share of their samples that are flipped at severity 1, in (0, 1]. Default 1. */
  readonly share?: number;
}

/**
 * Two classes are taken for each other: the label of a sample of one of them becomes the other with probability severity · share. P(x)
 * stays; below 1 it is label noise, at 1 a concept turned round. Other classes keep their labels.
 * @throws {TypeError | RangeError} if the classes are not two different integers ≥ 0 or share is not a number in (0, 1].
 * @example
 * driftStream(sea(), [labelFlip()], sudden({ at: 5000 }), { random, length: 10_000 });
 */
export function labelFlip({ classes = [0, 1], share = 1 }: LabelFlipOptions = {}): ConceptDrift<Labeled> {
  const [one, other] = classes.map((label) => checkInteger('classes', label, 0));
  if (one === other) throw new RangeError(`invalid classes: expected two different ones, got ${one} twice`);
  checkNumber('share', share, Number.MIN_VALUE, 1);
  const turned = (label: number) => (label === one ? other : label === other ? one : label);
  return conceptDrift('labelFlip', (sample, severity, random) => {
    const flip = (label: number) => (random.uniform() < severity * share ? turned(label) : label);
    return 'labels' in sample
      ? { ...sample, labels: sample.labels.map(flip) }
      : { ...sample, label: flip(sample.label) };
  });
}
