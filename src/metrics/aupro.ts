import { checkNumber } from '../errors';
import type { Images } from '../images';
import type { Matrix } from '../matrix';
import { connectedComponents, type Components } from './connectedComponents';
import { rankAmong, type Ranks } from './rankAmong';
import { splitPixels } from './splitScores';

/** Options of `aupro` and `pixelMetrics`. */
export interface AuproOptions {
  /** The highest false-positive rate of the AUPRO, in (0, 1]; default 0.3. */
  readonly limit?: number;
}

/**
 * Area under the curve of per-region overlap (PRO; Bergmann et al. 2021, "The MVTec Anomaly Detection Dataset"): the
 * mean over defect regions of the share of the region found, against the false-positive rate over all normal pixels, every
 * distinct score a threshold, integrated up to `limit` with linear interpolation and divided by it. In [0, 1]; chance is limit / 2.
 * Cost, parameters and errors are those of `pixelMetrics`.
 * @example
 * aupro(heatmaps, masks); // limit 0.3
 */
export function aupro(maps: Matrix, masks: Images, { limit = 0.3 }: AuproOptions = {}): number {
  checkLimit(limit);
  const components = connectedComponents(masks);
  const { normal, anomalous } = splitPixels(maps, masks);
  return areaOfRegions(components, rankAmong(normal, anomalous), normal.length, limit);
}

/** Refuses a limit outside (0, 1]. */
export function checkLimit(limit: number): void {
  if (checkNumber('limit', limit, 0, 1) === 0)
    throw new RangeError('invalid limit: expected a number in (0, 1], got 0');
}

/**
 * The AUPRO from the ranks of the defect pixels, in the order of the masks, among `count` normal ones. The area is linear in
 * the overlap, so it is the mean over regions of the mean over their pixels of the area each pixel has alone: no curve is built.
 */
export function areaOfRegions(
  { labels, sizes }: Components,
  { below, upTo }: Ranks,
  count: number,
  limit: number,
): number {
  const sums = new Float64Array(sizes.length);
  for (let pixel = 0, i = 0; pixel < labels.length; pixel++) {
    if (labels[pixel] === 0) continue;
    sums[labels[pixel] - 1] += areaOfStep(1 - upTo[i] / count, 1 - below[i] / count, limit);
    i++;
  }
  const area = sums.reduce((total, sum, region) => total + sum / sizes[region], 0) / sizes.length;
  return area / limit;
}

/** Area up to `limit` under a curve that is 0 before `start`, climbs to 1 at `end` and stays there. */
function areaOfStep(start: number, end: number, limit: number): number {
  if (limit <= start) return 0;
  if (limit >= end) return limit - (start + end) / 2;
  return (limit - start) ** 2 / (2 * (end - start));
}
