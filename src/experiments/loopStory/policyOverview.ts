import type { PolicyRow } from '../loop/policyRows';

/**
 * Rows for `showTable`, one for each stream: the accuracy (in percent) of a policy beside those that look at the clock and predictions that look at nothing,
 * and what its retrainings cost, in wrong predictions.
 * @example
 * showTable(policyOverview(study.rows, { price: 25, policy: 'cost-aware' }));
 */
export function policyOverview(
  rows: readonly PolicyRow[],
  { price, policy }: { readonly price: number; readonly policy: string },
): Record<string, string | number>[] {
  const own = rows.filter((row) => row.price === price && row.policy === policy);
  return own.map((row) => {
    const accuracy = (name: string) =>
      percent(rows.find((one) => one.price === price && one.policy === name && one.stream === row.stream)!.accuracy);
    return {
      stream: row.stream,
      [policy]: percent(row.accuracy),
      never: accuracy('never'),
      always: accuracy('always'),
      'every 2000': accuracy('every 2000'),
      'no-change': accuracy('no-change'),
      majority: accuracy('majority class'),
      'kappa-temporal': row.kappaTemporal?.toFixed(2) ?? '–',
      cost: Math.round(row.cost),
      'false promotions': `${row.falsePromotions.toFixed(1)} of ${row.promotions.toFixed(1)}`,
      delay: row.evaluation?.detectionDelay?.toFixed(0) ?? '–',
      forgetting: row.forgetting === null ? '–' : percent(row.forgetting),
    };
  });
}

/** Without the sign: the table is wide. */
const percent = (share: number): string => (100 * share).toFixed(1);
