import type { CardOptions } from './card';
import { figure, type Figure } from './figure';
import { loadPlot } from './packages';
import { plotToSvg } from './plotToSvg';
import { spread } from './spread';
import { COLORS, FONT_SIZES, SERIES_COLORS, SERIES_SYMBOLS } from './style';
import { shortNumber, textWidth } from './text';

/** One measured point, with its interval where there is one. */
export interface SeriesPoint {
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
}

/** A named line. */
export interface Series {
  readonly name: string;
  readonly points: readonly SeriesPoint[];
  /** Default: the next colour of the palette. */
  readonly color?: string;
}

/** A value to hold the lines against. */
export interface Reference {
  readonly y: number;
  readonly label: string;
}

/** What a line plot shows. */
export interface LineWithBandOptions extends Omit<CardOptions, 'legend'> {
  readonly series: readonly Series[];
  /** What the axes mean, with the unit. */
  readonly xLabel: string;
  readonly yLabel: string;
  /** Ends of the axes (default: what the points and intervals span). */
  readonly xDomain?: readonly [number, number];
  readonly yDomain?: readonly [number, number];
  /** Dashed horizontal lines. */
  readonly references?: readonly Reference[];
  /** How intervals are drawn: a band for a dense line, bars for single measurements (default "band"). */
  readonly intervals?: 'band' | 'bars';
  /** Write x as a percentage of 1 (default false). */
  readonly percent?: boolean;
  /** Pixels (default 640 × 300). */
  readonly width?: number;
  readonly height?: number;
}

/**
 * Lines with their intervals, each named at its right end.
 * @throws {RangeError} if there is no series, one has no points, or a number is not finite.
 * @example
 * show(await lineWithBand({ title: 'Loss', xLabel: 'step', yLabel: 'loss', series: [{ name: 'train', points }] }));
 */
export async function lineWithBand(options: LineWithBandOptions): Promise<Figure> {
  return figure(drawLines(options));
}

const MARGIN = { top: 26, bottom: 42, left: 52 };
const LABEL_GAP = FONT_SIZES.text + 2;

function drawLines(options: LineWithBandOptions): string {
  const { title, subtitle, note, series, references = [], intervals = 'band', width = 640, height = 300 } = options;
  checkSeries(series);
  const Plot = loadPlot();
  const points = series.flatMap((one) => one.points);
  const xDomain = options.xDomain ?? span(points.map(({ x }) => x));
  const yDomain = options.yDomain ?? padded(span([...points.flatMap(ends), ...references.map(({ y }) => y)]));
  const labels = placeLabels(series, (y) => toPixel(y, yDomain, height));
  const plot = {
    ...{ marginTop: MARGIN.top, marginBottom: MARGIN.bottom, marginLeft: MARGIN.left },
    marginRight: 24 + Math.max(...series.map(({ name }) => 1.1 * textWidth(name, FONT_SIZES.text))),
    x: {
      domain: xDomain,
      label: options.xLabel,
      labelAnchor: 'center',
      labelArrow: 'none',
      ticks: 6,
      ...tickFormat(options),
    },
    y: { domain: yDomain, label: options.yLabel, ticks: 5 },
    marks: [
      Plot.gridY({ ticks: 5, stroke: COLORS.grid, strokeOpacity: 1 }),
      ...references.flatMap((reference) => referenceMarks(Plot, reference, xDomain[0])),
      ...series.flatMap((one, index) =>
        marksOf(Plot, one, { index, count: series.length, intervals, label: labels[index] }),
      ),
    ],
  };
  return plotToSvg({ title, subtitle, note, plot, width, height });
}

const tickFormat = ({ percent = false }: LineWithBandOptions): object =>
  percent ? { tickFormat: (value: number) => `${shortNumber(100 * value, 3)} %` } : {};

type Plotter = ReturnType<typeof loadPlot>;

interface Label {
  readonly x: number;
  readonly y: number;
  readonly dy: number;
}

interface Place {
  readonly index: number;
  readonly count: number;
  readonly intervals: 'band' | 'bars';
  readonly label: Label;
}

const LABEL = { textAnchor: 'start', fontWeight: 'bold' } as const;

function marksOf(Plot: Plotter, series: Series, { index, count, intervals, label }: Place): unknown[] {
  const { points, name, color = SERIES_COLORS[index % SERIES_COLORS.length] } = series;
  const symbol = SERIES_SYMBOLS[index % SERIES_SYMBOLS.length] as 'circle';
  const between = points.filter(({ low, high }) => low !== undefined && high !== undefined);
  // bars of several series stand beside each other
  const dx = intervals === 'bars' ? (index - (count - 1) / 2) * 4 : 0;
  const interval =
    intervals === 'band'
      ? Plot.areaY(between, { x: 'x', y1: 'low', y2: 'high', fill: color, fillOpacity: 0.18 })
      : Plot.ruleX(between, { x: 'x', y1: 'low', y2: 'high', stroke: color, strokeWidth: 1.5, dx });
  return [
    between.length > 0 ? interval : null,
    Plot.line(points, { x: 'x', y: 'y', stroke: color, strokeWidth: 2, dx }),
    points.length <= 40 ? Plot.dot(points, { x: 'x', y: 'y', fill: color, r: 3.5, symbol, dx }) : null,
    Plot.text([label], { x: 'x', y: 'y', text: () => name, ...LABEL, dx: 14, dy: label.dy, fill: color }),
  ];
}

function referenceMarks(Plot: Plotter, { y, label }: Reference, x: number): unknown[] {
  const text = { x: () => x, y: () => y, text: () => label, textAnchor: 'start', dx: 4, dy: -7 } as const;
  return [
    Plot.ruleY([y], { stroke: COLORS.muted, strokeDasharray: '5,3' }),
    Plot.text([label], { ...text, fontSize: FONT_SIZES.small, fill: COLORS.muted }),
  ];
}

/** The names stand at the ends of their lines, moved apart where they would overlap. */
function placeLabels(series: readonly Series[], pixel: (y: number) => number): Label[] {
  const last = series.map(({ points }) => points[points.length - 1]);
  const order = last.map((_, i) => i).sort((a, b) => pixel(last[a].y) - pixel(last[b].y) || a - b);
  const places = spread(
    order.map((i) => pixel(last[i].y)),
    LABEL_GAP,
  );
  return last.map(({ x, y }, i) => ({ x, y, dy: places[order.indexOf(i)] - pixel(y) }));
}

function toPixel(y: number, [low, high]: readonly [number, number], height: number): number {
  const inner = height - MARGIN.top - MARGIN.bottom;
  return MARGIN.top + inner * (1 - (y - low) / (high - low));
}

const ends = ({ y, low = y, high = y }: SeriesPoint): number[] => [low, y, high];

function span(values: readonly number[]): readonly [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  return low < high ? [low, high] : [low - 0.5, high + 0.5];
}

function padded([low, high]: readonly [number, number]): readonly [number, number] {
  return [low - 0.05 * (high - low), high + 0.05 * (high - low)];
}

function checkSeries(series: readonly Series[]): void {
  if (series.length === 0) throw new RangeError('invalid series: expected at least one, got none');
  for (const { name, points } of series) {
    if (points.length === 0)
      throw new RangeError(`invalid series: expected points in ${JSON.stringify(name)}, got none`);
    const wrong = points.find((point) => ![point.x, ...ends(point)].every(Number.isFinite));
    if (wrong)
      throw new RangeError(
        `invalid series: expected finite numbers in ${JSON.stringify(name)}, got ${JSON.stringify(wrong)}`,
      );
  }
}
