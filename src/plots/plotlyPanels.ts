import type { CardOptions } from './card';
import type { PlotlyFigure } from './figure';
import { KINDS, panelsOf, type Panel, type ScorePanels } from './scorePanels';
import { COLORS, FONT_FAMILY, FONT_SIZES } from './style';
import { escapeXml, shortNumber, wrapText } from './text';

type Domain = readonly [number, number];

interface Axis {
  readonly panel: Panel;
  /** What Plotly calls the axes of this panel: nothing, 2, 3, … */
  readonly suffix: string;
  readonly x: Domain;
  readonly y: Domain;
}

const GAP = 0.05;
// Plotly does not break lines
const LINE = 700;
// the row of the good images lies above that of the defect images
const ROWS: Record<Panel['kind'], Domain> = { good: [0.54, 1], defect: [0, 0.46] };

/** The same panels as an interactive figure: zooming one zooms all. */
export function plotlyPanels(panels: ScorePanels, { title, subtitle = '' }: CardOptions, width: number): PlotlyFigure {
  const { runs } = panels;
  const drawn = panelsOf(panels);
  const highest = Math.max(1, ...drawn.flatMap(({ counts }) => counts));
  const axes = drawn.map((panel, i) => ({
    panel,
    suffix: i === 0 ? '' : String(i + 1),
    ...domainOf(panel, runs),
  }));
  const small = subtitle === '' ? [] : wrapText(subtitle, FONT_SIZES.text, LINE).map(smallText);
  const head = [...wrapText(title, FONT_SIZES.title, LINE).map((line) => `<b>${escapeXml(line)}</b>`), ...small];
  return {
    data: [
      ...axes.map(({ panel, suffix }) => trace(panel, suffix, panels)),
      ...(runs.some(({ threshold }) => threshold !== undefined) ? [thresholdEntry] : []),
    ],
    layout: {
      title: {
        text: head.join('<br>'),
        font: { size: FONT_SIZES.title },
        x: 0.02,
        xanchor: 'left',
        y: 0.97,
        yanchor: 'top',
      },
      font: { family: FONT_FAMILY, size: FONT_SIZES.text, color: COLORS.ink },
      paper_bgcolor: COLORS.card,
      plot_bgcolor: COLORS.card,
      width,
      height: 380 + 20 * head.length,
      bargap: 0,
      margin: { l: 50, r: 16, t: 40 + 20 * head.length, b: 80 },
      legend: { orientation: 'h', x: 0, y: -0.2, yanchor: 'top' },
      annotations: axes.flatMap(({ panel, x, y }) => [...heading(panel, x, y), finding(panel, x, y)]),
      shapes: axes.flatMap(({ panel, suffix }) => thresholdLine(panel, suffix, panels)),
      ...Object.fromEntries(axes.flatMap((axis) => axisPair(axis, panels.scoreLabel, highest))),
    },
    config: { displaylogo: false },
  };
}

const smallText = (line: string): string =>
  `<span style="font-size:${FONT_SIZES.text}px;color:${COLORS.muted}">${escapeXml(line)}</span>`;

/** Where a panel lies, in parts of the whole. */
function domainOf({ run, kind }: Panel, runs: ScorePanels['runs']): { x: Domain; y: Domain } {
  const width = (1 + GAP) / runs.length - GAP;
  const start = runs.findIndex(({ name }) => name === run) * (width + GAP);
  return { x: [round(start), round(start + width)], y: ROWS[kind] };
}

function trace({ run, kind, counts }: Panel, suffix: string, { runs, edges }: ScorePanels): Record<string, unknown> {
  return {
    type: 'bar',
    name: `${kind} images`,
    legendgroup: kind,
    showlegend: run === runs[0].name,
    x: counts.map((_, i) => round((edges[i] + edges[i + 1]) / 2)),
    width: counts.map((_, i) => round(edges[i + 1] - edges[i])),
    y: counts,
    text: counts.map((_, i) => `${shortNumber(edges[i], 3)} to ${shortNumber(edges[i + 1], 3)}`),
    textposition: 'none',
    hovertemplate: `%{y} ${kind}, score %{text}<extra>${run}</extra>`,
    marker: { color: COLORS[kind] },
    xaxis: `x${suffix}`,
    yaxis: `y${suffix}`,
  };
}

function axisPair({ panel, suffix, x, y }: Axis, label: string, highest: number): [string, unknown][] {
  const first = suffix === '';
  const lowest = panel.kind === KINDS[KINDS.length - 1];
  const xAxis = { domain: x, anchor: `y${suffix}`, showgrid: false, zeroline: false, showticklabels: lowest };
  const yAxis = { domain: y, anchor: `x${suffix}`, gridcolor: COLORS.grid, zerolinecolor: COLORS.muted };
  const title = lowest ? { title: { text: label, standoff: 6 } } : {};
  // head room for the finding, which stands in a corner
  const scale = first ? { range: [0, 1.25 * highest] } : { matches: 'y' };
  return [
    [`xaxis${suffix}`, { ...xAxis, ...title, ...(first ? {} : { matches: 'x' }) }],
    [`yaxis${suffix}`, { ...yAxis, ...scale, showticklabels: x[0] === 0 }],
  ];
}

function heading({ run, kind }: Panel, x: Domain, y: Domain): Record<string, unknown>[] {
  if (kind !== 'good') return [];
  const font = { size: FONT_SIZES.heading + 1 };
  return [
    {
      text: `<b>${escapeXml(run)}</b>`,
      x: (x[0] + x[1]) / 2,
      y: y[1],
      xref: 'paper',
      yref: 'paper',
      yanchor: 'bottom',
      showarrow: false,
      font,
    },
  ];
}

function finding(panel: Panel, x: Domain, y: Domain): Record<string, unknown> {
  const place = { x: x[1], y: y[1], xref: 'paper', yref: 'paper', xanchor: 'right', yanchor: 'top' };
  return {
    text: panel.finding,
    ...place,
    showarrow: false,
    bgcolor: 'rgba(255,255,255,0.8)',
    font: { size: FONT_SIZES.small },
  };
}

function thresholdLine({ run }: Panel, suffix: string, { runs }: ScorePanels): Record<string, unknown>[] {
  const threshold = runs.find(({ name }) => name === run)?.threshold;
  if (threshold === undefined) return [];
  const x = round(threshold);
  const line = { color: COLORS.threshold, width: 1.5, dash: 'dash' };
  return [{ type: 'line', x0: x, x1: x, y0: 0, y1: 0.85, xref: `x${suffix}`, yref: `y${suffix} domain`, line }];
}

// shapes have no legend of their own
const thresholdEntry = {
  ...{ type: 'scatter', mode: 'lines', name: 'alarm threshold', x: [null], y: [null], hoverinfo: 'skip' },
  line: { color: COLORS.threshold, width: 1.5, dash: 'dash' },
};

const round = (value: number): number => Number(value.toPrecision(8));
