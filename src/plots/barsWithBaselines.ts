import type { CardOptions } from './card';
import { figure, type Figure } from './figure';
import { loadPlot } from './packages';
import { plotToSvg } from './plotToSvg';
import { COLORS } from './style';
import { textWidth } from './text';
import { FONT_SIZES } from './style';

/** One bar: a method and how well it does. */
export interface BarRow {
  readonly name: string;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  /** What is ours stands out from what it is compared with (default "baseline"). */
  readonly role?: 'ours' | 'baseline';
}

/** What a comparison with baselines shows. */
export interface BarsWithBaselinesOptions extends Omit<CardOptions, 'legend'> {
  readonly rows: readonly BarRow[];
  /** What the value is, with its unit. */
  readonly valueLabel: string;
  /** Ends of the axis (default 0 to 1). Bars start at the lower end. */
  readonly domain?: readonly [number, number];
  /** What guessing reaches, drawn as a dashed line. */
  readonly chance?: number;
  /** Decimals of the values written beside the bars (default 3). */
  readonly digits?: number;
  /** Pixels (default 640). */
  readonly width?: number;
}

/**
 * A bar for each method in the order given, with its interval and its value in words.
 * @throws {RangeError} if there are no rows or two share a name.
 * @example
 * show(await barsWithBaselines({ title: 'Embedders', valueLabel: 'image AUROC', chance: 0.5, rows: [{ name: 'mean colour', value: 0.6 }] }));
 */
export async function barsWithBaselines(options: BarsWithBaselinesOptions): Promise<Figure> {
  return figure(drawBars(options));
}

const BAR_HEIGHT = 30;

function drawBars({
  rows,
  valueLabel,
  domain = [0, 1],
  chance,
  digits = 3,
  width = 640,
  ...around
}: BarsWithBaselinesOptions): string {
  checkRows(rows);
  const Plot = loadPlot();
  const labels = rows.map((row) => ({ ...row, end: row.high ?? row.value, text: valueText(row, digits) }));
  const marginRight = 24 + Math.max(...labels.map(({ end, text }) => overhang(end, text, domain, width)));
  const plot = {
    marginTop: chance === undefined ? 4 : 20,
    marginBottom: 40,
    marginLeft: 16 + Math.max(...rows.map(({ name }) => textWidth(name, FONT_SIZES.text))),
    marginRight,
    x: { domain },
    y: { domain: rows.map(({ name }) => name), label: null, padding: 0.3 },
    marks: [
      Plot.gridX({ ticks: 5, stroke: COLORS.grid, strokeOpacity: 1 }),
      Plot.axisX({ ticks: 5, label: valueLabel, labelAnchor: 'center', labelArrow: 'none' }),
      Plot.barX(rows, {
        x1: () => domain[0],
        x2: 'value',
        y: 'name',
        fill: ({ role = 'baseline' }: BarRow) => COLORS[role],
      }),
      ...(chance === undefined ? [] : chanceLine(Plot, chance)),
      ...rows.filter(({ low, high }) => low !== undefined && high !== undefined).map((row) => whisker(Plot, row)),
      Plot.text(labels, {
        x: 'end',
        y: 'name',
        text: 'text',
        textAnchor: 'start',
        dx: 8,
        stroke: COLORS.card,
        strokeWidth: 4,
        fill: COLORS.ink,
      }),
    ],
  };
  return plotToSvg({ ...around, plot, width, height: rows.length * BAR_HEIGHT + plot.marginTop + plot.marginBottom });
}

type Plotter = ReturnType<typeof loadPlot>;

const whisker = (Plot: Plotter, row: BarRow): unknown =>
  Plot.ruleY([row], { y: 'name', x1: 'low', x2: 'high', stroke: COLORS.ink, strokeWidth: 1.5, marker: 'tick' });

function chanceLine(Plot: Plotter, chance: number): unknown[] {
  return [
    Plot.ruleX([chance], { stroke: COLORS.threshold, strokeWidth: 1.5, strokeDasharray: '5,3' }),
    Plot.text(['chance'], {
      x: () => chance,
      text: (d: string) => d,
      frameAnchor: 'top',
      dy: -15,
      fontSize: FONT_SIZES.small,
    }),
  ];
}

function valueText({ value, low, high }: BarRow, digits: number): string {
  const interval = low === undefined || high === undefined ? '' : ` [${low.toFixed(digits)}, ${high.toFixed(digits)}]`;
  return value.toFixed(digits) + interval;
}

/** How far a value's text reaches beyond the end of the axis, taking the axis for half of the picture at least. */
function overhang(end: number, text: string, [low, high]: readonly [number, number], width: number): number {
  return Math.max(0, textWidth(text, FONT_SIZES.text) - ((high - end) / (high - low)) * (width / 2));
}

function checkRows(rows: readonly BarRow[]): void {
  const names = rows.map(({ name }) => name);
  if (names.length === 0 || new Set(names).size < names.length)
    throw new RangeError(`invalid rows: expected one or more with different names, got [${names.join(', ')}]`);
}
