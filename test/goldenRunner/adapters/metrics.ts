import { images } from '../../../src/images';
import { fromRows } from '../../../src/matrix';
import { aupro as regionOverlap } from '../../../src/metrics/aupro';
import { auroc } from '../../../src/metrics/auroc';
import { averageCalibrationError } from '../../../src/metrics/averageCalibrationError';
import { averagePrecision } from '../../../src/metrics/averagePrecision';
import { brierScore } from '../../../src/metrics/brierScore';
import type { BinScheme } from '../../../src/metrics/calibrationBins';
import { classificationReport } from '../../../src/metrics/classificationReport';
import { confidenceStatistics } from '../../../src/metrics/confidenceStatistics';
import { expectedCalibrationError } from '../../../src/metrics/expectedCalibrationError';
import { fairnessReport } from '../../../src/metrics/fairnessReport';
import { logLoss } from '../../../src/metrics/logLoss';
import { maximumCalibrationError } from '../../../src/metrics/maximumCalibrationError';
import { multiclassAuroc } from '../../../src/metrics/multiclassAuroc';
import { pixelMetrics } from '../../../src/metrics/pixelMetrics';
import { highestF1, precisionRecallCurve } from '../../../src/metrics/precisionRecallCurve';
import { reliabilityCurve } from '../../../src/metrics/reliabilityCurve';
import { rocCurve } from '../../../src/metrics/rocCurve';
import { topKAccuracy } from '../../../src/metrics/topKAccuracy';
import type { Label } from '../../../src/stats/contingency';

export function classification(input: { y_true: Label[]; y_pred: Label[]; labels: Label[] }): unknown {
  const report = classificationReport(input.y_pred, input.y_true, { classes: input.labels });
  const column = (key: 'precision' | 'recall' | 'f1' | 'support') => report.classes.map((one) => one[key]);
  return {
    confusion: report.confusion.counts,
    precision: column('precision'),
    recall: column('recall'),
    f1: column('f1'),
    support: column('support'),
    macro: report.macro,
    weighted: report.weighted,
    micro: report.micro,
    accuracy: report.accuracy,
    balanced_accuracy: report.balancedAccuracy,
    cohen_kappa: report.cohenKappa,
    mcc: report.matthewsCorrelation,
  };
}

interface Binary {
  readonly y: number[];
  readonly score: number[];
}

export function probabilistic_binary({ y, score }: Binary): unknown {
  return {
    roc_auc: auroc(score, y),
    average_precision: averagePrecision(score, y),
    log_loss: logLoss(score, y),
    brier: brierScore(score, y),
    f1_max: highestF1(score, y).f1,
  };
}

export function pr_curve({ y, score }: Binary): unknown {
  return precisionRecallCurve(score, y);
}

export function probabilistic_multiclass({ y, probs }: { y: number[]; probs: number[][] }): unknown {
  const probabilities = fromRows(probs);
  return {
    log_loss: logLoss(probabilities, y),
    brier: brierScore(probabilities, y),
    roc_auc_ovr_macro: multiclassAuroc(probabilities, y),
    roc_auc_ovo_macro: multiclassAuroc(probabilities, y, { pairs: 'oneVsOne' }),
    top2_accuracy: topKAccuracy(probabilities, y, 2),
    accuracy: topKAccuracy(probabilities, y, 1),
  };
}

export function confidence_stats({ probs }: { probs: number[][] }): unknown {
  const { quantiles, ...statistics } = confidenceStatistics(fromRows(probs));
  return {
    mean: statistics.mean,
    std: statistics.standardDeviation,
    min: statistics.min,
    max: statistics.max,
    mean_entropy: statistics.entropy,
    mean_entropy_normalised: statistics.normalizedEntropy,
    mean_margin: statistics.margin,
    quantiles: [quantiles.p10, quantiles.p50, quantiles.p90],
    share_below_half: statistics.belowHalf,
    argmax_counts: statistics.classCounts,
  };
}

const SCHEMES: Readonly<Record<string, BinScheme>> = {
  equal_width_right: 'equalWidth',
  equal_width_left: 'equalWidthLeft',
  equal_mass: 'equalMass',
};

export function ece(input: { confidences: number[]; correct: number[]; bins: number; scheme: string }): unknown {
  const { confidences, correct, bins } = input;
  const options = { bins, scheme: SCHEMES[input.scheme] };
  const curve = reliabilityCurve(confidences, correct, options);
  return {
    ece: expectedCalibrationError(confidences, correct, options),
    mce: maximumCalibrationError(confidences, correct, options),
    ace: averageCalibrationError(confidences, correct, options),
    counts: curve.map(({ count }) => count),
    accuracy: curve.map(({ accuracy }) => accuracy && accuracy.estimate),
    confidence: curve.map(({ confidence }) => confidence),
  };
}

export function calibration_curve({ y, score, ...input }: Binary & { bins: number; strategy: string }): unknown {
  const scheme = input.strategy === 'quantile' ? 'quantile' : 'equalWidth';
  const curve = reliabilityCurve(score, y, { bins: input.bins, scheme }).filter(({ count }) => count > 0);
  return {
    prob_true: curve.map(({ accuracy }) => accuracy!.estimate),
    prob_pred: curve.map(({ confidence }) => confidence),
  };
}

export function roc_curve({ y, score }: Binary): unknown {
  const { falsePositiveRate, truePositiveRate, thresholds } = rocCurve(score, y);
  return { fpr: falsePositiveRate, tpr: truePositiveRate, thresholds };
}

export function fairness(input: { y_true: number[]; y_pred: number[]; groups: Label[] }): unknown {
  const report = fairnessReport(input.y_pred, input.y_true, input.groups, { empty: 'zero' });
  const byGroup = report.groups.map(({ group, ...rates }) => [
    String(group),
    {
      selection_rate: rates.selectionRate,
      tpr: rates.truePositiveRate,
      fpr: rates.falsePositiveRate,
      fnr: rates.falseNegativeRate,
      tnr: rates.trueNegativeRate,
      accuracy: rates.accuracy,
      count: rates.count,
    },
  ]);
  return {
    demographic_parity_difference: report.demographicParityDifference,
    demographic_parity_ratio: report.demographicParityRatio ?? NaN,
    equalized_odds_difference: report.equalizedOddsDifference,
    equalized_odds_ratio: report.equalizedOddsRatio ?? NaN,
    equal_opportunity_difference: report.equalOpportunityDifference,
    by_group: Object.fromEntries(byGroup) as unknown,
  };
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
