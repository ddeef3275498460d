import type { CardOptions } from './card';
import { figure, type Figure } from './figure';
import { loadPlot } from './packages';
import { plotToSvg } from './plotToSvg';
import { COLORS, FONT_SIZES } from './style';
import { shortNumber, textWidth } from './text';

/** One point with its name beside it. */
export interface ScatterPoint {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** What is ours stands out from what it is compared with (default "baseline"). */
  readonly role?: 'ours' | 'baseline';
}

/** What a scatter plot of few named points shows. */
export interface LabeledScatterOptions extends Omit<CardOptions, 'legend'> {
  readonly points: readonly ScatterPoint[];
  /** What the axes mean, with the unit. */
  readonly xLabel: string;
  readonly yLabel: string;
  /** Both axes start at 0; a symmetric logarithm has room for it and for large values (default "linear"). */
  readonly xScale?: 'linear' | 'symlog';
  /** Pixels (default 640 × 360). */
  readonly width?: number;
  readonly height?: number;
}

const MARGIN = { top: 24, bottom: 42, left: 60 };
const LABEL_GAP = FONT_SIZES.text + 3;
const LABEL_OFFSET = 9;
const RADIUS = 4.5;
/** Where a symmetric logarithm turns from linear to logarithmic. */
const CONSTANT = 0.1;

/**
 * Few points of two figures ≥ 0, each named; names stand where they cover no point and no other name, as long as there is room.
 * @throws {RangeError} if there are no points or a number is negative or not finite.
 * @example
 * show(await labeledScatter({ title: 'Speed', xLabel: 'false alarms', yLabel: 'delay', points: [{ name: 'Ddm', x: 0.2, y: 186 }] }));
 */
export async function labeledScatter(options: LabeledScatterOptions): Promise<Figure> {
  return figure(drawScatter(options));
}

interface Pixel {
  readonly x: number;
  readonly y: number;
}
type ToPixel = (point: ScatterPoint) => Pixel;

/** How far along the axis a value lies. */
function shareOf(value: number, highest: number, symlog: boolean): number {
  return symlog ? Math.log1p(value / CONSTANT) / Math.log1p(highest / CONSTANT) : value / highest;
}

function drawScatter(options: LabeledScatterOptions): string {
  const { points, xLabel, yLabel, xScale = 'linear', width = 640, height = 360, title, subtitle, note } = options;
  checkPoints(points);
  const Plot = loadPlot();
  const domains = { x: domainOf(points.map(({ x }) => x)), y: domainOf(points.map(({ y }) => y)) };
  const marginRight = 24 + Math.max(...points.map(({ name }) => 1.1 * textWidth(name, FONT_SIZES.text)));
  const symlog = xScale === 'symlog';
  const xTicks = symlog ? decades(domains.x[1]) : 6;
  const right = width - marginRight;
  const bottom = height - MARGIN.bottom;
  const toPixel = ({ x, y }: ScatterPoint): Pixel => ({
    x: MARGIN.left + (right - MARGIN.left) * shareOf(x, domains.x[1], symlog),
    y: bottom - (bottom - MARGIN.top) * (y / domains.y[1]),
  });
  const labels = placeLabels(points, toPixel, { left: MARGIN.left, right: width, top: MARGIN.top, bottom });
  const plot = {
    ...{ marginTop: MARGIN.top, marginBottom: MARGIN.bottom, marginLeft: MARGIN.left, marginRight },
    x: { domain: domains.x, ...(symlog && { type: 'symlog', constant: CONSTANT }) },
    y: { domain: domains.y },
    marks: [
      Plot.gridX({ ticks: xTicks as number[], stroke: COLORS.grid, strokeOpacity: 1 }),
      Plot.gridY({ ticks: 5, stroke: COLORS.grid, strokeOpacity: 1 }),
      Plot.axisX({
        ...{ ticks: xTicks as number[], label: xLabel, labelAnchor: 'center', labelArrow: 'none' },
        tickFormat: (value: number) => shortNumber(value, 3),
      }),
      Plot.axisY({ ticks: 5, label: yLabel }),
      ...labels.flatMap((label) => labelMarks(Plot, label)),
      ...(['baseline', 'ours'] as const).map((role) =>
        Plot.dot(
          points.filter((point) => (point.role ?? 'baseline') === role),
          { x: 'x', y: 'y', r: RADIUS, fill: COLORS[role], symbol: role === 'ours' ? 'circle' : 'square' },
        ),
      ),
    ],
  };
  return plotToSvg({ title, subtitle, note, plot, width, height });
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface PlacedLabel extends ScatterPoint {
  readonly dx: number;
  readonly dy: number;
}

/** Beside the point if there is room, else a line above or below, further and further. */
const PLACES = [0, -1, 1, -2, 2, -3, 3].flatMap((line) => [
  { side: 1, dy: line * LABEL_GAP },
  { side: -1, dy: line * LABEL_GAP },
]);

/** Each name takes the first place where it covers no point and no other name. */
function placeLabels(points: readonly ScatterPoint[], toPixel: ToPixel, frame: Box): PlacedLabel[] {
  const taken: Box[] = points.map((point) => boxAround(toPixel(point), RADIUS));
  return points.map((point) => {
    const free = PLACES.find((place) => isFree(labelBox(point, place, toPixel), taken, frame)) ?? PLACES[0];
    taken.push(labelBox(point, free, toPixel));
    return { ...point, dx: free.side * LABEL_OFFSET, dy: free.dy };
  });
}

function labelBox(point: ScatterPoint, { side, dy }: (typeof PLACES)[number], toPixel: ToPixel): Box {
  const { x, y } = toPixel(point);
  const [near, far] = [
    x + side * LABEL_OFFSET,
    x + side * (LABEL_OFFSET + 1.1 * textWidth(point.name, FONT_SIZES.text)),
  ];
  const half = FONT_SIZES.text / 2;
  return { left: Math.min(near, far), right: Math.max(near, far), top: y + dy - half, bottom: y + dy + half };
}

const boxAround = ({ x, y }: Pixel, size: number): Box => ({
  ...{ left: x - size, right: x + size, top: y - size, bottom: y + size },
});

function isFree(box: Box, taken: readonly Box[], frame: Box): boolean {
  if (box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom)
    return false;
  return taken.every(
    (other) => box.right <= other.left || other.right <= box.left || box.bottom <= other.top || other.bottom <= box.top,
  );
}

type Plotter = ReturnType<typeof loadPlot>;

/** A name, and a thin line back to its point where it does not stand beside it. */
function labelMarks(Plot: Plotter, { role = 'baseline', dx, dy, ...point }: PlacedLabel): unknown[] {
  const at = { x: 'x', y: 'y' } as const;
  const halo = { stroke: COLORS.card, strokeWidth: 4, fill: role === 'ours' ? COLORS.ours : COLORS.muted };
  const name = Plot.text([point], { ...at, text: 'name', textAnchor: dx > 0 ? 'start' : 'end', dx, dy, ...halo });
  if (dy === 0) return [name];
  const length = Math.hypot(dx, dy);
  const rotate = (Math.atan2(dx, -dy) * 180) / Math.PI;
  const line = { length, rotate, anchor: 'start', shape: 'spike', fill: 'none', stroke: COLORS.muted } as const;
  return [Plot.vector([point], { ...at, ...line, r: 0, strokeWidth: 1 }), name];
}

function domainOf(values: readonly number[]): readonly [number, number] {
  return [0, 1.08 * Math.max(...values) || 1];
}

/** 0 and powers of ten from the constant on. */
function decades(highest: number): number[] {
  const ticks = [0];
  for (let tick = CONSTANT; tick <= highest; tick *= 10) ticks.push(Number(tick.toPrecision(3)));
  return ticks;
}

function checkPoints(points: readonly ScatterPoint[]): void {
  if (points.length === 0) throw new RangeError('invalid points: expected at least one, got none');
  const wrong = points.find(({ x, y }) => !(x >= 0 && y >= 0 && Number.isFinite(x + y)));
  if (wrong) throw new RangeError(`invalid points: expected finite numbers ≥ 0, got ${JSON.stringify(wrong)}`);
}
