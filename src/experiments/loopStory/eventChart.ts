import { figure, type Figure } from '../../plots/figure';
import { loadPlot } from '../../plots/packages';
import { plotToSvg } from '../../plots/plotToSvg';
import { spread } from '../../plots/spread';
import { COLORS, FONT_SIZES, SERIES_COLORS } from '../../plots/style';
import type { Series } from '../../plots/lineWithBand';

/** Something that happened, as a line across the chart. */
export interface ChartEvent {
  readonly x: number;
  /** Short: it stands above the line. */
  readonly mark: string;
  /** Made by the world (known to those who tell the story), not by the pipeline. */
  readonly world?: boolean;
}

/** What {@link eventChart} shows. */
export interface EventChartOptions {
  readonly title: string;
  readonly subtitle: string;
  readonly note: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly xDomain: readonly [number, number];
  readonly yDomain: readonly [number, number];
  readonly series: readonly Series[];
  readonly events: readonly ChartEvent[];
  /** Whether points are joined by a line; else intervals are bars. Default true. */
  readonly joined?: boolean;
}

const SIZE = { width: 720, height: 320 } as const;
const MARGIN = { marginTop: 34, marginBottom: 42, marginLeft: 52, marginRight: 16 } as const;
const MARK_GAP = 16;

/** Lines over time with what happened meanwhile: orange for the world, black for the pipeline. */
export async function eventChart(options: EventChartOptions): Promise<Figure> {
  const { title, subtitle, note, series } = options;
  const colors = series.map(({ color }, k) => color ?? SERIES_COLORS[k % SERIES_COLORS.length]);
  const lines = series.map(({ name }, k) => ({ label: name, color: colors[k], mark: 'line' as const }));
  const legend = [
    ...lines,
    { label: 'the ward', color: COLORS.defect, mark: 'dashes' as const },
    { label: 'the pipeline acts', color: COLORS.ink, mark: 'dashes' as const },
  ];
  return figure(plotToSvg({ title, subtitle, note, legend, plot: plotOf(options, colors), ...SIZE }));
}

function plotOf({ series, events, joined = true, ...axes }: EventChartOptions, colors: readonly string[]) {
  const Plot = loadPlot();
  return {
    ...MARGIN,
    x: { domain: axes.xDomain, label: axes.xLabel, labelAnchor: 'center', labelArrow: 'none', ticks: 8 },
    y: { domain: axes.yDomain, label: axes.yLabel, ticks: 5 },
    marks: [
      Plot.gridY({ ticks: 5, stroke: COLORS.grid, strokeOpacity: 1 }),
      Plot.ruleX(events, { x: 'x', stroke: colorOf, strokeDasharray: '4,3', strokeWidth: 1.25 }),
      ...marksOfEvents(events, axes.xDomain),
      ...series.flatMap(({ points }, k) =>
        joined
          ? [Plot.line(points, { x: 'x', y: 'y', stroke: colors[k], strokeWidth: 2 })]
          : [
              Plot.ruleX(points, { x: 'x', y1: 'low', y2: 'high', stroke: colors[k], strokeWidth: 5, strokeOpacity: 0.35 }), // prettier-ignore
              Plot.dot(points, { x: 'x', y: 'y', fill: colors[k], r: 4 }),
            ],
      ),
    ],
  };
}

const colorOf = ({ world = false }: ChartEvent): string => (world ? COLORS.defect : COLORS.ink);

/** The marks stand above their lines, moved apart where they would overlap. */
function marksOfEvents(events: readonly ChartEvent[], [low, high]: readonly [number, number]): unknown[] {
  const Plot = loadPlot();
  const unit = (SIZE.width - MARGIN.marginLeft - MARGIN.marginRight) / (high - low);
  const ordered = [...events].sort((a, b) => a.x - b.x);
  const places = spread(ordered.map(({ x }) => (x - low) * unit), MARK_GAP); // prettier-ignore
  return ordered.map((event, i) =>
    Plot.text([event], {
      ...{ x: 'x', text: 'mark', frameAnchor: 'top', dy: -14, dx: places[i] - (event.x - low) * unit },
      ...{ fill: colorOf(event), fontWeight: 'bold', fontSize: FONT_SIZES.text },
    }),
  );
}
