import type { Images } from '../images';
import { COLORS } from './style';

/** Seen on photographs and on every colour of a heat map, with a dark rim. */
export const OUTLINE_COLOR = '#00c8e0';

/** The border between what is 0 and the rest of a one-channel image, along the pixels' edges, `size` pixels wide and high. */
export function outlineOf({ pixels, height, width }: Images, size: number): string {
  const inside = (y: number, x: number): boolean =>
    x >= 0 && y >= 0 && x < width && y < height && pixels[y * width + x] !== 0;
  const parts: string[] = [];
  for (let y = 0; y <= height; y++)
    for (const [from, to] of runs(width, (x) => inside(y - 1, x) !== inside(y, x))) parts.push(`M${from},${y}H${to}`);
  for (let x = 0; x <= width; x++)
    for (const [from, to] of runs(height, (y) => inside(y, x - 1) !== inside(y, x))) parts.push(`M${x},${from}V${to}`);
  const path = (color: string, strokeWidth: number): string =>
    `<path d="${parts.join('')}" stroke="${color}" stroke-width="${strokeWidth}" vector-effect="non-scaling-stroke"/>`;
  // a view box is exact where a factor would be rounded
  const box = `viewBox="0 0 ${width} ${height}" width="${size}" height="${size}" preserveAspectRatio="none"`;
  return `<svg ${box} fill="none" overflow="visible">${path(COLORS.ink, 3)}${path(OUTLINE_COLOR, 1.4)}</svg>`;
}

/** The stretches [from, to) of 0..length−1 where `holds` is true. */
function runs(length: number, holds: (i: number) => boolean): [number, number][] {
  const found: [number, number][] = [];
  for (let i = 0; i < length; i++) {
    if (!holds(i)) continue;
    if (found.length > 0 && found[found.length - 1][1] === i) found[found.length - 1][1] = i + 1;
    else found.push([i, i + 1]);
  }
  return found;
}
