import type { CardOptions } from './card';
import { figure, type Figure } from './figure';
import { loadPlot } from './packages';
import { plotToSvg } from './plotToSvg';
import { COLORS, FONT_SIZES, SERIES_COLORS, SERIES_SYMBOLS } from './style';
import { shortNumber } from './text';

/** The accuracy of samples that were predicted with about the same confidence. */
export interface ReliabilityPoint {
  readonly confidence: number;
  readonly accuracy: number;
  /** Ends of the interval of the accuracy. */
  readonly low: number;
  readonly high: number;
}

/** What a reliability plot shows. */
export interface ReliabilityPlotOptions extends Omit<CardOptions, 'legend'> {
  readonly series: readonly { readonly name: string; readonly points: readonly ReliabilityPoint[] }[];
  /** Where both axes begin, in [0, 1); default 0. */
  readonly start?: number;
  /** Pixels (default 440 × 400). */
  readonly width?: number;
  readonly height?: number;
}

/**
 * Accuracy against confidence with intervals: on the dashed diagonal a model is calibrated, below it overconfident.
 * @throws {RangeError} if there is no series, one has no points, or a number is not in [0, 1].
 * @example
 * show(await reliabilityPlot({ title: 'Calibration', series: [{ name: 'as trained', points }] }));
 */
export async function reliabilityPlot(options: ReliabilityPlotOptions): Promise<Figure> {
  return figure(drawReliability(options));
}

function drawReliability(options: ReliabilityPlotOptions): string {
  const { series, start = 0, width = 440, height = 400, title, subtitle, note } = options;
  checkSeries(series);
  const Plot = loadPlot();
  const domain = [start, 1];
  const axis = { domain, ticks: 5, labelArrow: 'none', tickFormat: (value: number) => shortNumber(value, 3) } as const;
  const plot = {
    ...{ marginTop: 26, marginBottom: 42, marginLeft: 52, marginRight: 16 },
    x: { ...axis, label: 'confidence (mean probability of the predicted class)', labelAnchor: 'center' },
    y: { ...axis, label: 'accuracy (share that is right)' },
    marks: [
      Plot.gridX({ ticks: 5, stroke: COLORS.grid, strokeOpacity: 1 }),
      Plot.gridY({ ticks: 5, stroke: COLORS.grid, strokeOpacity: 1 }),
      Plot.line([[start, start], [1, 1]], { stroke: COLORS.muted, strokeDasharray: '5,3' }), // prettier-ignore
      Plot.text([[start, start]], {
        ...{ text: () => 'calibrated', dx: 8, dy: -22, rotate: -42, textAnchor: 'start', clip: false },
        ...{ fontSize: FONT_SIZES.small, fill: COLORS.muted },
      }),
      ...series.flatMap(({ points }, i) => pointMarks(Plot, points, i, series.length)),
    ],
  };
  const legend = series.map(({ name }, i) => ({ label: name, color: SERIES_COLORS[i], mark: 'line' as const }));
  return plotToSvg({ title, subtitle, note, legend, plot, width, height });
}

function pointMarks(
  Plot: ReturnType<typeof loadPlot>,
  points: readonly ReliabilityPoint[],
  index: number,
  count: number,
): unknown[] {
  const color = SERIES_COLORS[index % SERIES_COLORS.length];
  const symbol = SERIES_SYMBOLS[index % SERIES_SYMBOLS.length] as 'circle';
  // intervals of several series stand beside each other
  const dx = (index - (count - 1) / 2) * 4;
  return [
    Plot.ruleX(points, { x: 'confidence', y1: 'low', y2: 'high', stroke: color, strokeWidth: 1.5, dx }),
    Plot.line(points, { x: 'confidence', y: 'accuracy', stroke: color, strokeWidth: 2, dx }),
    Plot.dot(points, { x: 'confidence', y: 'accuracy', fill: color, r: 3.5, symbol, dx }),
  ];
}

function checkSeries(series: ReliabilityPlotOptions['series']): void {
  if (series.length === 0) throw new RangeError('invalid series: expected at least one, got none');
  for (const { name, points } of series) {
    if (points.length === 0)
      throw new RangeError(`invalid series: expected points in ${JSON.stringify(name)}, got none`);
    const wrong = points.find((point) => !Object.values(point).every((value) => value >= 0 && value <= 1));
    if (wrong) throw new RangeError(`invalid series: expected numbers in [0, 1], got ${JSON.stringify(wrong)}`);
  }
}
