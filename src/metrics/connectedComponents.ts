import type { Images } from '../images';

/** The regions of a batch of masks, numbered 1, 2, … through all images. */
export interface Components {
  /** For each pixel of the batch the number of its region, 0 where the mask is 0. */
  readonly labels: Uint32Array;
  /** Pixels of each region: `sizes[r − 1]` belongs to region r. */
  readonly sizes: readonly number[];
}

/**
 * The 8-connected components of masks: pixels that are not 0 and touch by a side or a corner share a region; images never do.
 * O(pixels).
 * @param masks one channel, 0 where there is nothing
 * @throws {RangeError} if the masks have more than one channel.
 * @example
 * connectedComponents(images(new Uint8Array([1, 0, 0, 1]), 1, 2, 2, 1)).sizes; // [2]: they touch by a corner
 */
export function connectedComponents(masks: Images): Components {
  if (masks.channels !== 1) throw new RangeError(`invalid masks: expected 1 channel, got ${masks.channels}`);
  const labels = new Uint32Array(masks.pixels.length);
  const sizes: number[] = [];
  for (let pixel = 0; pixel < labels.length; pixel++)
    if (masks.pixels[pixel] !== 0 && labels[pixel] === 0) sizes.push(flood(masks, labels, pixel, sizes.length + 1));
  return { labels, sizes };
}

/** Labels all that is connected to `start`, and counts it. */
function flood({ pixels, height, width }: Images, labels: Uint32Array, start: number, label: number): number {
  const waiting = [start];
  labels[start] = label;
  let size = 0;
  for (let pixel = waiting.pop(); pixel !== undefined; pixel = waiting.pop()) {
    size++;
    const x = pixel % width;
    const y = Math.floor(pixel / width) % height;
    for (let dy = y > 0 ? -1 : 0; dy <= (y < height - 1 ? 1 : 0); dy++)
      for (let dx = x > 0 ? -1 : 0; dx <= (x < width - 1 ? 1 : 0); dx++) {
        const neighbour = pixel + dy * width + dx;
        if (pixels[neighbour] === 0 || labels[neighbour] !== 0) continue;
        labels[neighbour] = label;
        waiting.push(neighbour);
      }
  }
  return size;
}
