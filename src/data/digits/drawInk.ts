import type { Place } from './penPath';

/** How ink looks. Lengths are in pixels. */
export interface Ink {
  /** Half the thickness of the line at a share of the way along all strokes, in [0, 1]. */
  readonly radius: (share: number) => number;
  /** How wide the edge is; 1 is a sharp line seen by square pixels. */
  readonly softness: number;
}

/** Draws polylines in pixels into a square of `side` × `side` values: how much of each pixel is inked, in [0, 1]. */
export function drawInk(paths: readonly (readonly Place[])[], side: number, { radius, softness }: Ink): Float32Array {
  const ink = new Float32Array(side * side);
  const total = paths.reduce((sum, path) => sum + path.length - 1, 0);
  let drawn = 0;
  for (const path of paths)
    for (let i = 0; i + 1 < path.length; i++)
      drawSegment(ink, side, path[i], path[i + 1], radius(drawn++ / total), softness);
  return ink;
}

function drawSegment(ink: Float32Array, side: number, from: Place, to: Place, radius: number, softness: number): void {
  const reach = radius + softness / 2;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length2 = dx * dx + dy * dy || 1;
  const [left, right] = pixels(from.x, to.x, reach, side);
  const [top, bottom] = pixels(from.y, to.y, reach, side);
  for (let row = top; row <= bottom; row++)
    for (let column = left; column <= right; column++) {
      const [x, y] = [column + 0.5 - from.x, row + 0.5 - from.y];
      const t = Math.min(1, Math.max(0, (x * dx + y * dy) / length2));
      const distance = Math.hypot(x - t * dx, y - t * dy);
      const cover = Math.min(1, (reach - distance) / softness);
      const at = row * side + column;
      // strokes that cross or touch are no darker than one
      if (cover > ink[at]) ink[at] = cover;
    }
}

/** First and last pixel within reach of an interval, inside the picture. */
function pixels(a: number, b: number, reach: number, side: number): [number, number] {
  return [Math.max(0, Math.floor(Math.min(a, b) - reach)), Math.min(side - 1, Math.floor(Math.max(a, b) + reach))];
}
