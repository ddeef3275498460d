import { alarmTimeline } from '../plots/alarmTimeline';
import type { Figure } from '../plots/figure';
import { heatTable } from '../plots/heatTable';
import { labeledScatter } from '../plots/labeledScatter';
import { lineWithBand } from '../plots/lineWithBand';
import type { StreamComparison } from './streamComparison';
import { RUN_LENGTH, SHIFTS, type AlarmScore } from './streams/alarmStudy';
import type { ModelScore } from './streams/prequentialStudy';
import { strawManFindings } from './streams/strawManFindings';

/** The figures of a comparison of streaming detectors, by the names of their files. */
export type StreamComparisonFigures = Readonly<Record<'delay' | 'recall' | 'shifts' | 'timeline' | 'accuracy', Figure>>;

/**
 * Draws delay against false alarms, what is detected under each schedule, delays by the size of the shift, when who alarmed, and
 * the accuracy over a stream. The last two show INSECTS and Electricity where they are, else SEA and LED.
 * @example
 * show((await streamComparisonFigures(comparison)).delay);
 */
export async function streamComparisonFigures(comparison: StreamComparison): Promise<StreamComparisonFigures> {
  const real = comparison.withoutReal === null;
  return {
    delay: await delayFigure(comparison),
    recall: await recallFigure(comparison),
    shifts: await shiftsFigure(comparison),
    timeline: await timelineFigure(comparison, real ? 'INSECTS' : 'SEA, sudden'),
    accuracy: await accuracyFigure(comparison, real ? 'Electricity' : 'LED, gradual'),
  };
}

function delayFigure({ alarms, runs }: StreamComparison): Promise<Figure> {
  const calm = new Map(of(alarms, 'errors, none').map(({ contestant, evaluation }) => [contestant, evaluation]));
  const found = of(alarms, 'errors, sudden').filter(({ evaluation }) => evaluation.detectionDelay !== null);
  return labeledScatter({
    title: 'The price of speed',
    subtitle: `Error rate 0.1 to 0.3 at once, ${runs} streams of ${RUN_LENGTH} values; detectors at their defaults`,
    xLabel: 'false alarms per 1000 values where nothing drifts',
    yLabel: 'mean delay (values)',
    xScale: 'symlog',
    points: found.map(({ contestant, role, evaluation }) => ({
      name: contestant + unlessAll(evaluation.episodeRecall!),
      x: calm.get(contestant)!.falseAlarmsPer1000,
      y: evaluation.detectionDelay!,
      role: role === 'detector' ? 'ours' : 'baseline',
    })),
    note: 'Good is at the lower left. In brackets the share of the drifts that was detected at all, where some were missed. "Never" has no delay and is not here.',
  });
}

/** The share of the drifts that was detected, where it is not all of them. */
const unlessAll = (recall: number): string => (recall < 1 ? ` (${Math.round(100 * recall)} %)` : '');

function recallFigure({ alarms }: StreamComparison): Promise<Figure> {
  const schedules = ['sudden', 'gradual', 'incremental', 'recurring'];
  return alarmTable(alarms, {
    title: 'Detected before the next change',
    subtitle: 'Share of the drifts of an error rate between 0.1 and 0.3, by schedule',
    columns: schedules.map((name) => [name, `errors, ${name}`]),
    value: ({ evaluation }) => evaluation.episodeRecall,
    note: 'Detectors at defaults that look for rising errors only see every second change of a recurring drift.',
  });
}

function shiftsFigure({ alarms }: StreamComparison): Promise<Figure> {
  return alarmTable(alarms, {
    title: 'Delay by the size of the shift',
    subtitle:
      'Mean number of values until the alarm after a sudden shift of the mean of normal numbers; in brackets the share detected, where not all; – is none',
    columns: SHIFTS.map((shift) => [`${shift} sd`, `numbers, shift ${shift} sd`]),
    value: ({ evaluation }) => evaluation.detectionDelay,
    format: (value, { evaluation }) => value.toFixed(0) + unlessAll(evaluation.episodeRecall!),
    domain: [0, 1000],
    note: 'Read it beside the false alarms: an alarm every 10 values is quick too.',
  });
}

interface AlarmTable {
  readonly title: string;
  readonly subtitle: string;
  readonly note: string;
  /** Heading and stream. */
  readonly columns: readonly (readonly [string, string])[];
  readonly value: (score: AlarmScore) => number | null;
  readonly format?: (value: number, score: AlarmScore) => string;
  readonly domain?: readonly [number, number];
}

function alarmTable(alarms: readonly AlarmScore[], { columns, value, format, ...around }: AlarmTable): Promise<Figure> {
  const contestants = of(alarms, columns[0][1]);
  const scores = contestants.map(({ contestant }) =>
    columns.map(([, stream]) => of(alarms, stream).find((score) => score.contestant === contestant)!),
  );
  return heatTable({
    ...around,
    rows: contestants.map(({ contestant }) => contestant),
    apart: contestants.filter(({ role }) => role === 'straw man').map(({ contestant }) => contestant),
    columns: columns.map(([heading]) => heading),
    values: scores.map((row) => row.map(value)),
    format: format && ((number, i, j) => format(number, scores[i][j])),
    width: 560,
  });
}

function timelineFigure({ models, streams }: StreamComparison, name: string): Promise<Figure> {
  const { samples, truth, unannotated } = streams.find((stream) => stream.name === name)!;
  const rows = models.filter(({ stream, role }) => stream === name && role !== 'naive prediction');
  return alarmTimeline({
    title: `Who alarmed when: ${name}`,
    subtitle: 'Alarms at the errors of a naive Bayes model that forgets everything at each of them',
    length: samples.length,
    rows: rows.map(({ contestant, alarms, role }) => ({
      ...{ name: contestant, alarms },
      role: role === 'detector' ? 'detector' : 'straw man',
    })),
    changes: [...truth, ...unannotated.map((change) => ({ ...change, annotated: false }))],
  });
}

function accuracyFigure({ models, streams }: StreamComparison, name: string): Promise<Figure> {
  const stream = streams.find((one) => one.name === name)!;
  const scores = models.filter((score) => score.stream === name);
  const [{ detector }] = strawManFindings({ streams: [stream], models });
  const shown = [detector, ...['never', 'every 1000', 'no-change'].map((one) => named(scores, one))];
  return lineWithBand({
    title: `Accuracy over time: ${name}`,
    subtitle: 'Prequential accuracy of naive Bayes in windows of 500 samples, beside repeating the last label',
    xLabel: 'sample',
    yLabel: 'accuracy',
    series: shown.map(({ contestant, role, curve }) => ({
      name: role === 'straw man' ? `forgets ${contestant}` : contestant,
      points: thin(curve),
      ...(role === 'naive prediction' && { color: '#808080' }),
    })),
    width: 640,
  });
}

/** A hundred points or so: the window is wide. */
function thin<Point>(points: readonly Point[]): Point[] {
  const step = Math.ceil(points.length / 100);
  return points.filter((_, i) => i % step === 0);
}

const of = (alarms: readonly AlarmScore[], stream: string): AlarmScore[] =>
  alarms.filter((one) => one.stream === stream);
const named = (scores: readonly ModelScore[], name: string): ModelScore =>
  scores.find(({ contestant }) => contestant === name)!;
