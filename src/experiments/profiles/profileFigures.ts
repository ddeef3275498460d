import type { Figure } from '../../plots/figure';
import { heatTable } from '../../plots/heatTable';
import type { ProfileComparison } from '../../profile/compareProfiles';

const SHOWN = 12;

/** Draws the scores of a comparison beside what chance makes, the largest first, twelve at most. */
export function scoreFigure(title: string, { parts, because }: ProfileComparison): Promise<Figure> {
  const shown = [...parts].sort((a, b) => b.score - a.score).slice(0, SHOWN);
  return heatTable({
    title,
    subtitle: because.length > 150 ? `${because.slice(0, 149)}…` : because,
    rows: shown.map(({ name, measure, status }) => `${name} · ${measure} · ${status}`),
    columns: ['score', 'exceeded by chance'],
    values: shown.map(({ score, chance }) => [score, chance]),
    domain: [0, 1],
    format: (value) => value.toFixed(3),
  });
}
