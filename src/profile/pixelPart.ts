/** How often each of the 256 levels is in the pixels of one channel of all images. */
export interface PixelPart {
  readonly kind: 'pixels';
  readonly name: string;
  readonly levels: readonly number[];
}

/** Mean and standard deviation (n in the denominator) of pixels, as shares of the brightest level: in [0, 1]. */
export function pixelMoments({ levels }: PixelPart): { readonly mean: number; readonly standardDeviation: number } {
  let [count, sum] = [0, 0];
  levels.forEach((times, level) => {
    count += times;
    sum += times * level;
  });
  const mean = sum / count;
  const squares = levels.reduce((total, times, level) => total + times * (level - mean) ** 2, 0);
  return { mean: mean / 255, standardDeviation: Math.sqrt(squares / count) / 255 };
}

/** Both together. */
export function mergePixels(a: PixelPart, b: PixelPart): PixelPart {
  return { ...a, levels: a.levels.map((times, level) => times + b.levels[level]) };
}
