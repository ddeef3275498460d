import type { Random } from '../../random';
import type { Canvas } from './canvas';

/** How the pictures of one stand-in come to be. */
export interface Painter {
  /** What divides the pictures into two groups, and the names of these. */
  readonly attribute: string;
  readonly groups: readonly [string, string];
  /** How pictures of the second group look different. */
  readonly difference: string;
  /** For each class the one that it is sometimes taken for. */
  readonly alike: readonly number[];
  /** A picture in light, 0 black … 1 white, of a class and a group (0 or 1), before the camera. */
  paint(label: number, group: number, random: Random): Canvas;
}
