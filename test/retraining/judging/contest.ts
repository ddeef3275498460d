import type { Random } from '../../../src/random';
import type { ShadowedSamples } from '../../../src/retraining/judging/shadowEvidence';

/** Samples of two classes on which 'v2' wins and loses against 'v1' so many times; on the others both are right, but for a few. */
export function contest(count: number, won: number, lost: number, random?: Random): ShadowedSamples {
  const labels = Array.from({ length: count }, (_, i) => i % 2);
  const cases = labels.map((_, i) => (i < won ? 'won' : i < won + lost ? 'lost' : i % 20 === 0 ? 'neither' : 'both'));
  if (random) cases.sort(() => random.uniform() - 0.5);
  const answer = (right: boolean, label: number) => (right ? label : 1 - label);
  const v1 = labels.map((label, i) => answer(cases[i] === 'lost' || cases[i] === 'both', label));
  const v2 = labels.map((label, i) => answer(cases[i] === 'won' || cases[i] === 'both', label));
  return { labels, answers: { v1, v2 } };
}
