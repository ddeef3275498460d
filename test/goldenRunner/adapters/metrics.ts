import { images } from '../../../src/images';
import { fromRows } from '../../../src/matrix';
import { aupro as regionOverlap } from '../../../src/metrics/aupro';
import { auroc } from '../../../src/metrics/auroc';
import { pixelMetrics } from '../../../src/metrics/pixelMetrics';
import { rocCurve } from '../../../src/metrics/rocCurve';

export function roc_curve({ y, score }: { y: number[]; score: number[] }): unknown {
  const { falsePositiveRate, truePositiveRate, thresholds } = rocCurve(score, y);
  return { fpr: falsePositiveRate, tpr: truePositiveRate, thresholds };
}

export function aupro(input: { maps: number[][][]; masks: number[][][]; limits: number[] }): unknown {
  const maps = fromRows(input.maps.map((map) => map.flat()));
  const [{ length: height, 0: row }] = input.masks;
  const masks = images(Uint8Array.from(input.masks.flat(2)), input.masks.length, height, row.length, 1);
  const { auroc: pixel_auroc, averagePrecision, regions } = pixelMetrics(maps, masks);
  const areas = input.limits.map((limit) => [`aupro_${limit}`, regionOverlap(maps, masks, { limit })]);
  return {
    ...Object.fromEntries(areas),
    pixel_auroc,
    pixel_average_precision: averagePrecision,
    n_regions: regions,
    ...imageAuroc(input),
  };
}

/** The AUROC of the highest score of each map, where there are images with and without defects. */
function imageAuroc({ maps, masks }: { maps: number[][][]; masks: number[][][] }): { image_auroc?: number } {
  const labels = masks.map((mask) => Math.max(...mask.flat()));
  if (new Set(labels).size < 2) return {};
  return {
    image_auroc: auroc(
      maps.map((map) => Math.max(...map.flat())),
      labels,
    ),
  };
}
