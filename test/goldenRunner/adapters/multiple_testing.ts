import { adjustPValues, rejections, type AdjustMethod } from '../../../src/stats/adjustPValues';
import { combinePValues, type CombineMethod } from '../../../src/stats/combinePValues';

const METHODS: Readonly<Record<string, AdjustMethod>> = { fdr_bh: 'bh', fdr_by: 'by' };

export function adjust(input: { pvalues: number[]; method: string; alpha: number }): unknown {
  const { pvalues, alpha } = input;
  const method = METHODS[input.method] ?? (input.method as AdjustMethod);
  return { reject: rejections(pvalues, method, { alpha }), adjusted: adjustPValues(pvalues, method, { alpha }) };
}

export function combine({ pvalues, weights }: { pvalues: number[]; weights?: number[] }): unknown {
  const weighted = (method: CombineMethod) => combinePValues(pvalues, method, { weights });
  const plain = (method: CombineMethod) => combinePValues(pvalues, method);
  const harmonic = weighted('harmonicMean');
  return {
    fisher_statistic: plain('fisher').statistic,
    fisher_pvalue: plain('fisher').pValue,
    pearson_statistic: plain('pearson').statistic,
    pearson_pvalue: plain('pearson').pValue,
    tippett_statistic: plain('tippett').statistic,
    tippett_pvalue: plain('tippett').pValue,
    stouffer_statistic: weighted('stouffer').statistic,
    stouffer_pvalue: weighted('stouffer').pValue,
    acat_pvalue: weighted('cauchy').pValue,
    hmp_raw: harmonic.statistic,
    hmp_adjusted: harmonic.pValue,
    simes: plain('simes').pValue,
    bonferroni_min: plain('bonferroni').pValue,
  };
}
