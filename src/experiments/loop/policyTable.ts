import { percent } from '../percent';
import type { PolicyRow } from './policyRows';

/**
 * Rows for `showTable`: what each policy did on one stream at one price.
 * @example
 * showTable(policyTable(study.rows, { stream: 'recurring', price: 25 }));
 */
export function policyTable(
  rows: readonly PolicyRow[],
  { stream, price }: { readonly stream: string; readonly price: number },
): Record<string, string | number>[] {
  return rows
    .filter((row) => row.stream === stream && row.price === price)
    .map((row) => ({
      policy: row.policy,
      accuracy: percent(row.accuracy),
      'kappa-temporal': row.kappaTemporal?.toFixed(2) ?? '–',
      ...retrainingColumns(row),
      errors: Math.round(row.errors),
      'cost of retraining': Math.round(row.cost),
      total: Math.round(row.total),
      'of the best fixed': row.relative.toFixed(2),
    }));
}

function retrainingColumns(row: PolicyRow): Record<string, string> {
  if (row.role === 'naive prediction') return { 'incremental / partial / full': '–', 'false promotions': '–', ...NONE };
  const { INCREMENTAL, PARTIAL, FULL } = row.retrainings;
  const { evaluation, forgetting } = row;
  const delay = evaluation?.detectionDelay;
  return {
    'incremental / partial / full': [INCREMENTAL, PARTIAL, FULL].map(short).join(' / '),
    'false promotions': `${short(row.falsePromotions)} of ${short(row.promotions)}`,
    'drifts answered': evaluation ? `${evaluation.detected} of ${evaluation.drifts}` : '–',
    'delay (samples)': delay === null || delay === undefined ? '–' : delay.toFixed(0),
    forgetting: forgetting === null ? '–' : percent(forgetting),
  };
}

const NONE = { 'drifts answered': '–', 'delay (samples)': '–', forgetting: '–' };

/** A mean over runs with one decimal where it needs one. */
const short = (value: number): string => String(Number(value.toFixed(1)));
