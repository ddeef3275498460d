import type { Images } from '../images';
import type { Matrix } from '../matrix';
import { areaOfRanks } from './auroc';
import { rankAmong } from './rankAmong';
import { splitPixels } from './splitScores';

/**
 * Area under the ROC curve over all pixels. Cost, parameters and errors are those of `pixelMetrics`.
 * @example
 * pixelAuroc(heatmaps, masks);
 */
export function pixelAuroc(maps: Matrix, masks: Images): number {
  const { normal, anomalous } = splitPixels(maps, masks);
  return areaOfRanks(rankAmong(normal, anomalous), normal.length);
}
