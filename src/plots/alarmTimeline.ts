import type { LegendEntry, CardOptions } from './card';
import { figure, type Figure } from './figure';
import { loadPlot } from './packages';
import { plotToSvg } from './plotToSvg';
import { COLORS, FONT_SIZES, SERIES_COLORS } from './style';
import { textWidth } from './text';

/** When somebody alarmed. */
export interface AlarmRow {
  readonly name: string;
  /** Indices in the stream. */
  readonly alarms: readonly number[];
  /** What is compared with stands apart in gray (default "detector"). */
  readonly role?: 'detector' | 'straw man';
}

/** A change of the stream, at an index or over a stretch. */
export interface TimelineChange {
  readonly start: number;
  readonly end: number;
  /** Known to those who made the data (default), or plain in them only. */
  readonly annotated?: boolean;
}

/** What a timeline of alarms shows. */
export interface AlarmTimelineOptions extends Omit<CardOptions, 'legend'> {
  /** Number of samples of the stream. */
  readonly length: number;
  readonly rows: readonly AlarmRow[];
  readonly changes?: readonly TimelineChange[];
  /** Default "sample". */
  readonly xLabel?: string;
  /** What a tick is, for the legend; default "alarm". */
  readonly tick?: string;
  /** Pixels (default 720). */
  readonly width?: number;
}

const ROW_HEIGHT = 22;
const ANNOTATED = COLORS.defect;
const UNANNOTATED = SERIES_COLORS[3];

/**
 * A row of ticks for each detector, one tick an alarm, over the true changes of the stream. Alarms closer than half a pixel
 * are one tick.
 * @throws {RangeError} if there are no rows, two share a name, or an index lies outside the stream.
 * @example
 * show(await alarmTimeline({ title: 'Alarms', length: 2000, rows: [{ name: 'Ddm', alarms: [1051] }], changes: [{ start: 1000, end: 1000 }] }));
 */
export async function alarmTimeline(options: AlarmTimelineOptions): Promise<Figure> {
  return figure(drawTimeline(options));
}

function drawTimeline(options: AlarmTimelineOptions): string {
  const { length, rows, changes = [], xLabel = 'sample', width = 720, title, subtitle, note } = options;
  checkTimeline(options);
  const Plot = loadPlot();
  const names = rows.map(({ name }) => name);
  const marginLeft = 16 + Math.max(...names.map((name) => textWidth(name, FONT_SIZES.text)));
  const unit = length / (width - marginLeft) / 2;
  const ticks = rows.flatMap(({ name, alarms, role = 'detector' }) => {
    const places = new Set(alarms.map((t) => Math.round(t / unit) * unit));
    return [...places].map((x) => ({ name, x, stroke: COLORS[role === 'detector' ? 'ours' : 'baseline'] }));
  });
  const spans = changes.map((change) => ({ ...change, color: change.annotated === false ? UNANNOTATED : ANNOTATED }));
  const plot = {
    ...{ marginTop: 4, marginBottom: 40, marginLeft, marginRight: 12 },
    x: { domain: [0, length] },
    y: { domain: names, label: null, padding: 0.25 },
    marks: [
      Plot.axisX({ ticks: 6, label: xLabel, labelAnchor: 'center', labelArrow: 'none' }),
      Plot.axisY({ tickSize: 0, label: null }),
      Plot.ruleY(names, { y: (name: string) => name, stroke: COLORS.grid }),
      Plot.rectX(
        spans.filter(({ start, end }) => end > start),
        { x1: 'start', x2: 'end', fill: 'color', fillOpacity: 0.15 },
      ),
      Plot.ruleX(
        spans.filter(({ annotated = true }) => annotated),
        { x: 'start', stroke: 'color', strokeWidth: 2 },
      ),
      Plot.ruleX(
        spans.filter(({ annotated = true }) => !annotated),
        { x: 'start', stroke: 'color', strokeWidth: 2, strokeDasharray: '4,3' },
      ),
      Plot.tickX(ticks, { x: 'x', y: 'name', stroke: 'stroke', strokeWidth: 2 }),
    ],
  };
  const height = rows.length * ROW_HEIGHT + plot.marginTop + plot.marginBottom;
  return plotToSvg({ title, subtitle, note, legend: legendOf(options), plot, width, height });
}

function legendOf({ rows, changes = [], tick = 'alarm' }: AlarmTimelineOptions): LegendEntry[] {
  const entries: readonly (LegendEntry | false)[] = [
    { label: tick, color: COLORS.ours, mark: 'line' },
    rows.some(({ role }) => role === 'straw man') && { label: 'of a straw man', color: COLORS.baseline, mark: 'line' },
    changes.some(({ annotated = true }) => annotated) && { label: 'true drift', color: ANNOTATED, mark: 'line' },
    changes.some(({ annotated }) => annotated === false) && {
      ...{ label: 'change that nobody annotated', color: UNANNOTATED, mark: 'dashes' as const },
    },
  ];
  return entries.filter((entry) => entry !== false);
}

function checkTimeline({ length, rows, changes = [] }: AlarmTimelineOptions): void {
  const names = rows.map(({ name }) => name);
  if (names.length === 0 || new Set(names).size < names.length)
    throw new RangeError(`invalid rows: expected one or more with different names, got [${names.join(', ')}]`);
  const places = [...rows.flatMap(({ alarms }) => alarms), ...changes.flatMap(({ start, end }) => [start, end])];
  const wrong = places.find((t) => !(t >= 0 && t <= length));
  if (wrong !== undefined) throw new RangeError(`invalid rows: expected indices in [0, ${length}], got ${wrong}`);
}
