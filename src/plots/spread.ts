/**
 * Moves increasing places apart until neighbours are `gap` or more from each other, with the least sum of squared moves:
 * isotonic regression of the places less their least distance (pool adjacent violators; Barlow et al. 1972).
 */
export function spread(places: readonly number[], gap: number): number[] {
  const blocks: { sum: number; count: number }[] = [];
  places.forEach((place, i) => {
    let block = { sum: place - i * gap, count: 1 };
    while (blocks.length > 0 && mean(blocks[blocks.length - 1]) > mean(block)) {
      const { sum, count } = blocks.pop()!;
      block = { sum: block.sum + sum, count: block.count + count };
    }
    blocks.push(block);
  });
  const fitted = blocks.flatMap((block) => new Array<number>(block.count).fill(mean(block)));
  return fitted.map((place, i) => place + i * gap);
}

const mean = ({ sum, count }: { sum: number; count: number }): number => sum / count;
