import type { RateGaps } from '../../metrics/rateGaps';
import { adjustPValues } from '../../stats/adjustPValues';
import type { Interval } from '../../stats/interval';
import { alertFor, endsOf, type DriftAlert } from './driftAlert';
import { correctedAs } from './driftFinding';
import { GAP_LEVELS, severityOf, sizeOf } from './severity';

/** One alert for each group that differs from the reference group. */
export function fairnessAlerts(gaps: RateGaps, adjusted: number, alpha: number): DriftAlert[] {
  const own = pValueOfGaps(gaps);
  const all = correctedGaps(gaps).map((one) => ({
    ...one,
    pValue: correctedAs(one.pValue, adjusted, own),
  }));
  return all
    .filter(({ pValue }) => pValue <= alpha)
    .map(({ group, samples, gap, pValue }) => {
      const name = `gap in ${gaps.rate} of ${group} against ${String(gaps.reference.group)}`;
      const sizes = { reference: gaps.reference.samples, sample: samples };
      const finding = { name, value: gap.estimate, interval: endsOf(gap), pValue, sizes };
      const severity = severityOf(sizeOf(gap.estimate, gap), GAP_LEVELS);
      return alertFor(`fairness/${gaps.rate}/${group}`, 'fairness', severity, finding, [group]);
    });
}

/** The p value of all gaps; 1 if none could be judged. */
export function pValueOfGaps(gaps: RateGaps): number {
  return Math.min(1, ...correctedGaps(gaps).map(({ pValue }) => pValue));
}

interface CorrectedGap {
  readonly group: string;
  readonly samples: number;
  readonly gap: Interval;
  readonly pValue: number;
}

/** The gaps that could be judged, corrected for their number. */
function correctedGaps({ groups }: RateGaps): CorrectedGap[] {
  const judged = groups.flatMap(({ group, samples, gap, pValue }) =>
    gap === null || pValue === null ? [] : [{ group: String(group), samples, gap, pValue }],
  );
  const adjusted = adjustPValues(
    judged.map(({ pValue }) => pValue),
    'holm',
  );
  return judged.map((one, i) => ({ ...one, pValue: adjusted[i] }));
}
