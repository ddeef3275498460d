import type { LabeledImages } from '../../data/labeledImages';
import { permutation, type Random } from '../../random';

/** Draws rows of a set of images by the frequencies of classes and groups. */
export type PopulationDraw = (count: number, classes: readonly number[], groups: readonly number[]) => number[];

/**
 * Rows in random order, class and group drawn for each by the weights relative to their shares in the set, 1 for as they are. A
 * row comes again only when all rows of its class and group have come.
 */
export function populationDraw({ labels, groups, classes }: LabeledImages, random: Random): PopulationDraw {
  const kinds = groups?.names.length ?? 1;
  const cells = Array.from({ length: classes.length * kinds }, (): number[] => []);
  for (const row of permutation(labels.length, random.fork('order')))
    cells[labels[row] * kinds + (groups?.members[row] ?? 0)].push(row);
  const next = cells.map(() => 0);
  const draw = random.fork('cells');
  return (count, classWeights, groupWeights) => {
    const weights = cells.map(
      ({ length }, cell) => length * classWeights[Math.floor(cell / kinds)] * groupWeights[cell % kinds],
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return Array.from({ length: count }, () => {
      const cell = pick(weights, draw.uniform() * total);
      return cells[cell][next[cell]++ % cells[cell].length];
    });
  };
}

function pick(weights: readonly number[], place: number): number {
  let left = place;
  const at = weights.findIndex((weight) => (left -= weight) < 0);
  // rounding can leave a rest behind the last one
  return at >= 0 ? at : weights.indexOf(Math.max(...weights));
}
