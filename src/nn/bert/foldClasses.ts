import { matrix } from '../../matrix';
import type { TextPredictions } from './classifyTexts';

/**
 * Predictions for coarser classes: probabilities of classes that `nameOf` gives one name are added up. The new classes stand in the
 * order in which their names come up.
 * @example
 * const topics = foldClasses(predictions, (name) => name.split(' ')[0]); // of 'travel negative', 'travel positive', …
 */
export function foldClasses(
  { classes, labels, probabilities }: TextPredictions,
  nameOf: (name: string) => string,
): TextPredictions {
  const names = classes.map(nameOf);
  const folded = [...new Set(names)];
  const places = names.map((name) => folded.indexOf(name));
  const sums = new Float64Array(labels.length * folded.length);
  probabilities.values.forEach((share, i) => {
    sums[Math.floor(i / classes.length) * folded.length + places[i % classes.length]] += share;
  });
  const largest = Int32Array.from(labels, (_, i) => {
    const own = sums.subarray(i * folded.length, (i + 1) * folded.length);
    return own.indexOf(Math.max(...own));
  });
  return { classes: folded, labels: largest, probabilities: matrix(sums, labels.length, folded.length) };
}
