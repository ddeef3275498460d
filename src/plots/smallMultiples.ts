import type { CardOptions, LegendEntry } from './card';
import { figure, type Figure } from './figure';
import type { Series, SeriesPoint } from './lineWithBand';
import { loadPlot } from './packages';
import { plotToSvg } from './plotToSvg';
import { COLORS, FONT_SIZES, SERIES_COLORS, SERIES_SYMBOLS } from './style';
import { shortNumber } from './text';

/** One of several plots with the same axes. */
export interface LinePanel {
  readonly name: string;
  /** The same names in every panel. */
  readonly series: readonly Omit<Series, 'color'>[];
}

/** What small multiples show. */
export interface SmallMultiplesOptions extends Omit<CardOptions, 'legend'> {
  readonly panels: readonly LinePanel[];
  readonly xLabel: string;
  readonly yLabel: string;
  /** Ends of the axes of all panels (default 0 to 1). */
  readonly xDomain?: readonly [number, number];
  readonly yDomain?: readonly [number, number];
  /** A dashed horizontal line in every panel. */
  readonly reference?: number;
  /** Panels in a row (default 4). */
  readonly columns?: number;
  /** Pixels (default 820, and 150 for each row of panels). */
  readonly width?: number;
  readonly height?: number;
}

interface Mark extends SeriesPoint {
  readonly series: number;
  readonly fx: number;
  readonly fy: number;
}

/**
 * The same lines in several small plots with one pair of axes, so that they can be compared at a glance.
 * @throws {RangeError} if there is no panel, panels differ in their series, or a number is not finite.
 * @example
 * show(await smallMultiples({ title: 'Drifts', xLabel: 'severity', yLabel: 'share', panels: [{ name: 'typos', series }] }));
 */
export async function smallMultiples(options: SmallMultiplesOptions): Promise<Figure> {
  return figure(drawPanels(options));
}

function drawPanels(options: SmallMultiplesOptions): string {
  const { panels, xLabel, yLabel, xDomain = [0, 1], yDomain = [0, 1], reference, columns = 4 } = options;
  checkPanels(panels);
  const rows = Math.ceil(panels.length / columns);
  const { width = 820, height = 60 + 150 * rows, title, subtitle, note } = options;
  const Plot = loadPlot();
  const places = panels.map(({ name }, i) => ({ name, fx: i % columns, fy: Math.floor(i / columns) }));
  const facet = { fx: 'fx', fy: 'fy' } as const;
  const at = { x: 'x', y: 'y', ...facet } as const;
  const plot = {
    ...{ marginTop: 22, marginBottom: 42, marginLeft: 52, marginRight: 8 },
    x: { domain: xDomain, label: xLabel, labelAnchor: 'center', labelArrow: 'none', ticks: 3, tickFormat: short },
    y: { domain: yDomain, label: yLabel, ticks: 3, tickFormat: short },
    fx: { domain: range(Math.min(columns, panels.length)), axis: null, padding: 0.1 },
    fy: { domain: range(rows), axis: null, padding: 0.24 },
    marks: [
      Plot.gridY({ ticks: 5, stroke: COLORS.grid, strokeOpacity: 1 }),
      ...(reference === undefined
        ? []
        : [Plot.ruleY(places, { y: () => reference, ...facet, stroke: COLORS.muted, strokeDasharray: '5,3' })]),
      ...panels[0].series.flatMap((_, k) => {
        const [color, symbol] = [SERIES_COLORS, SERIES_SYMBOLS].map((list) => list[k % list.length]);
        const own = panels.flatMap(({ series }, i) =>
          series[k].points.map((point): Mark => ({ ...point, series: k, fx: places[i].fx, fy: places[i].fy })),
        );
        return [
          Plot.line(own, { ...at, stroke: color, strokeWidth: 2 }),
          Plot.dot(own, { ...at, fill: color, r: 2.5, symbol: symbol as 'circle' }),
        ];
      }),
      Plot.text(places, {
        ...{ text: 'name', ...facet, frameAnchor: 'top', lineAnchor: 'bottom', dy: -7 },
        ...{ fontSize: FONT_SIZES.text, fontWeight: 'bold' },
      }),
    ],
  };
  const legend = panels[0].series.map(({ name }, k): LegendEntry => ({
    label: name,
    color: SERIES_COLORS[k % SERIES_COLORS.length],
    mark: 'line',
  }));
  return plotToSvg({ title, subtitle, note, legend, plot, width, height });
}

const short = (value: number): string => shortNumber(value, 3);

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

function checkPanels(panels: readonly LinePanel[]): void {
  if (panels.length === 0) throw new RangeError('invalid panels: expected at least one, got none');
  const names = ({ series }: LinePanel): string => series.map(({ name }) => name).join(', ');
  const other = panels.find((panel) => names(panel) !== names(panels[0]));
  if (other)
    throw new RangeError(`invalid panels: expected the series ${names(panels[0])} in each, got ${names(other)}`);
  for (const { name, series } of panels)
    for (const point of series.flatMap(({ points }) => points))
      if (!Number.isFinite(point.x) || !Number.isFinite(point.y))
        throw new RangeError(`invalid panels: expected finite numbers in ${name}, got (${point.x}, ${point.y})`);
}
