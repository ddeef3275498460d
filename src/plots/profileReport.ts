import type { ComparedData, ProfileComparison } from '../profile/compareProfiles';
import type { DistributionComparison, PartComparison } from '../profile/partComparison';
import { PROFILE_REPORT_STYLE } from './profileReportStyle';

const BARS = 24;
const SIZE = { width: 420, height: 120, left: 34, bottom: 16 } as const;
const TITLES = {
  jsDistance: 'JS distance',
  meanShift: 'shift of the mean (sd)',
  tokenOverlap: '1 − word overlap',
} as const;
const ORDER = { alert: 0, warn: 1, ok: 2 } as const;

/**
 * A comparison of profiles as one HTML page, for light and dark screens: the verdict with its reasons, a table of all parts, and a
 * plot of each distribution. It loads nothing, runs no script, and needs no package. About 8 KB a part.
 * @example
 * await writeFile('drift.html', profileReport(compareProfiles(reference, current)));
 */
export function profileReport(comparison: ProfileComparison): string {
  const { status, because, alpha, reference, current, modality } = comparison;
  const parts = [...comparison.parts].sort((a, b) => ORDER[a.status] - ORDER[b.status] || b.score - a.score);
  const title = `Drift of ${modality} data`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}: ${status}</title><style>${PROFILE_REPORT_STYLE}</style></head>
<body><h1>${title} ${badge(status)}</h1>
<p>${escape(because)}</p>
<p class="muted">Reference: ${about(reference)}. Current: ${about(current)}. Without drift chance makes this page warn or alert in at most
${(100 * alpha).toFixed(1)} % of the cases: a score that chance alone exceeds so often, given in its own column, is ok.
* With 0.5 added to all counts, as it were infinite.</p>
<table><thead><tr><th>Status</th><th>Part</th><th>Measure</th><th>Score</th><th>Chance</th><th>KL (bits)</th><th>PSI</th><th>KS</th></tr></thead>
<tbody>${parts.map(row).join('\n')}</tbody></table>
<p class="key"><span class="reference"></span> reference <span class="current"></span> current: share of the rows in each bin of the
reference; the outer bins are open</p>
<div class="plots">${parts.map(figure).join('\n')}</div>
</body></html>
`;
}

function about({ name, rows, sampled }: ComparedData): string {
  const drawn = sampled < rows ? `, a random sample of ${sampled}` : '';
  return `${name === undefined ? '' : `${escape(name)}, `}${rows} rows${drawn}`;
}

const badge = (status: PartComparison['status']): string => `<span class="badge ${status}">${status}</span>`;

function row({ status, name, measure, score, chance, distribution }: PartComparison): string {
  const bounded = (one?: { value: number; error: number }) =>
    one ? `${fixed(one.value)}${one.error > 0 ? ` ± ${fixed(one.error)}` : ''}` : '';
  const kl = distribution ? `${fixed(distribution.klDivergence)}${distribution.klSmoothed ? ' *' : ''}` : '';
  const numbers = [fixed(score), fixed(chance), kl, bounded(distribution?.psi), bounded(distribution?.ks)];
  const cells = numbers.map((text) => `<td class="number">${text}</td>`).join('');
  return `<tr><td>${badge(status)}</td><td>${escape(name)}</td><td>${TITLES[measure]}</td>${cells}</tr>`;
}

function figure({ name, status, because, distribution }: PartComparison): string {
  if (!distribution) return '';
  return `<figure class="${status}"><figcaption><b>${escape(name)}</b> ${badge(status)}<br>${escape(because)}</figcaption>${bars(name, distribution)}</figure>`;
}

function bars(name: string, { names, reference, current }: DistributionComparison): string {
  const { width, height, left, bottom } = SIZE;
  const [p, q] = [reference, current].map(shares);
  const shown = largest(p, q);
  const top = Math.max(...shown.flatMap((i) => [p[i], q[i]]), 1e-9);
  const step = (width - left) / shown.length;
  const room = height - bottom - 6;
  const bar = (share: number, kind: string, x: number, label: string) => {
    const tall = (share / top) * room;
    return `<rect class="${kind}" x="${x.toFixed(1)}" y="${(6 + room - tall).toFixed(1)}" width="${(step * 0.4).toFixed(1)}" height="${tall.toFixed(1)}"><title>${label}: ${kind} ${percent(share)}</title></rect>`;
  };
  const drawn = shown.map((i, place) => {
    const x = left + place * step + step * 0.1;
    const label = escape(names[i]);
    return bar(p[i], 'reference', x, label) + bar(q[i], 'current', x + step * 0.4, label);
  });
  const every = Math.ceil(70 / step);
  const labels = shown.flatMap((i, place) =>
    place % every === 0
      ? [
          `<text x="${(left + (place + 0.5) * step).toFixed(1)}" y="${height - 3}" text-anchor="middle">${escape(cut(names[i]))}</text>`,
        ]
      : [],
  );
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(name)}, reference and current">
<line x1="${left}" x2="${width}" y1="${height - bottom}" y2="${height - bottom}"/><text x="${left - 4}" y="14" text-anchor="end">${percent(top)}</text>
${drawn.join('')}${labels.join('')}</svg>`;
}

function shares(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0) || 1;
  return counts.map((count) => count / total);
}

/** The places of the bars that are drawn: all, or those with the largest shares, in their order. */
function largest(p: readonly number[], q: readonly number[]): number[] {
  const places = p.map((_, i) => i);
  if (places.length <= BARS) return places;
  const first = places.sort((a, b) => Math.max(p[b], q[b]) - Math.max(p[a], q[a])).slice(0, BARS);
  return first.sort((a, b) => a - b);
}

const cut = (text: string): string => ([...text].length > 12 ? `${[...text].slice(0, 11).join('')}…` : text);
const percent = (share: number): string => `${Number((100 * share).toPrecision(2))}%`;
const fixed = (value: number): string => value.toFixed(3);
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]);
