import { imageDrifts, type ImageDriftName } from '../../augmentation/imageDrifts';
import { WATCHERS } from '../../augmentation/scenarios/scenario';
import { concatImages, sliceImages } from '../../images';
import type { Figure } from '../../plots/figure';
import { heatTable } from '../../plots/heatTable';
import { lineWithBand } from '../../plots/lineWithBand';
import { pictureGrid } from '../../plots/pictureGrid';
import type { Random } from '../../random';
import { WATCHER_TITLES } from './batchWatchers';
import { firstAlarm } from './medicalClaims';
import type { MedicalModel } from './medicalModel';
import type { SeverityRow } from './severityStudy';
import type { Timeline } from './timelineStudy';

/** The figures of the lab, by the names of their files. */
export type MedicalFigures = Readonly<Record<'accuracy' | 'calibration' | 'fairness' | 'seen' | 'alarms', Figure>>;

/**
 * Draws what the lab measured.
 * @example
 * show((await medicalFigures(severity, timelines)).alarms);
 */
export async function medicalFigures(
  severity: readonly SeverityRow[],
  timelines: readonly Timeline[],
): Promise<MedicalFigures> {
  const bySeverity = (title: string, subtitle: string, value: (row: SeverityRow) => number | null, format = percent) =>
    severityTable(severity, { title, subtitle, value, format });
  return {
    accuracy: await bySeverity('What a drift costs', 'accuracy by severity; the first column is the clean sample', ({ accuracy }) => accuracy.estimate), // prettier-ignore
    calibration: await bySeverity('Is it as sure as it is right?', 'expected calibration error less chance, in points', ({ calibration }) => calibration.debiased.estimate, points), // prettier-ignore
    fairness: await bySeverity('Is one group hit harder?', 'accuracy of the second group less that of the first, in points', ({ gap }) => gap?.estimate ?? null, points), // prettier-ignore
    seen: await bySeverity('Who notices without labels?', 'how many of five watchers alarm, each at level 5 %', ({ alarms }) => Object.values(alarms).filter(Boolean).length / 5, (value) => `${Math.round(5 * value)}`), // prettier-ignore
    alarms: await alarmTable(timelines),
  };
}

/**
 * One image under drifts of growing severity, a row for each drift.
 * @example
 * show(await severityPictures(model, ['contrast', 'jpeg'], createRandom(1)));
 */
export function severityPictures(
  { reference }: MedicalModel,
  drifts: readonly ImageDriftName[],
  random: Random,
): Promise<Figure> {
  const severities = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const image = sliceImages(reference.images, 0, 1);
  const shown = drifts.flatMap((drift) =>
    severities.map((severity) => imageDrifts[drift].apply(image, severity, random.fork(drift))),
  );
  return pictureGrid({
    title: 'One image, drifted more and more',
    subtitle: 'synthetic, no medical meaning',
    images: concatImages(shown),
    captions: drifts.flatMap((drift) => severities.map((severity) => [drift, severity.toFixed(1)])),
    columns: severities.length,
    size: 96,
  });
}

/**
 * Accuracy of the batches of a scenario, by all true labels and by the records that come.
 * @example
 * show(await timelineFigure(timelines[0]));
 */
export function timelineFigure({ scenario, accuracy, observed, change }: Timeline): Promise<Figure> {
  const known = observed.flatMap((y, x) => (y === null ? [] : [{ x, y }]));
  const same = known.length === accuracy.length && known.every(({ x, y }) => y === accuracy[x]);
  return lineWithBand({
    title: scenario.title,
    subtitle: change === null ? 'nothing changes' : `the change begins with batch ${change.start}`,
    xLabel: 'batch',
    yLabel: 'accuracy',
    yDomain: [0, 1],
    series: [
      { name: 'true', points: accuracy.map((y, x) => ({ x, y })) },
      ...(known.length > 0 && !same ? [{ name: 'as recorded', points: known }] : []),
    ],
    height: 220,
  });
}

interface SeverityTable {
  readonly title: string;
  readonly subtitle: string;
  readonly value: (row: SeverityRow) => number | null;
  readonly format: (value: number) => string;
}

function severityTable(
  rows: readonly SeverityRow[],
  { title, subtitle, value, format }: SeverityTable,
): Promise<Figure> {
  const drifts = [...new Set(rows.map(({ drift }) => drift))];
  const severities = [...new Set(rows.map(({ severity }) => severity))];
  const at = (drift: string, severity: number) => rows.find((row) => row.drift === drift && row.severity === severity)!;
  const values = drifts.map((drift) => severities.map((severity) => value(at(drift, severity))));
  const least = Math.min(0, ...values.flat().map((one) => one ?? 0));
  const most = Math.max(...values.flat().map((one) => one ?? 0));
  const columns = severities.map((severity) => severity.toFixed(1));
  return heatTable({
    title,
    subtitle,
    rows: drifts,
    columns,
    values,
    domain: [least, Math.max(most, least + 0.01)],
    format,
  });
}

function alarmTable(timelines: readonly Timeline[]): Promise<Figure> {
  const drifting = timelines.filter(({ change }) => change !== null);
  const delays = drifting.map((one) =>
    WATCHERS.map((name) => {
      const first = firstAlarm(one, name);
      return first === null ? null : first - one.change!.start;
    }),
  );
  const longest = Math.max(1, ...delays.flat().map((delay) => delay ?? 0));
  return heatTable({
    title: 'Who sees it first',
    subtitle: `batches of ${drifting[0].batch} images from the begin of the change to the first alarm; last column: points of accuracy lost at its height`,
    rows: drifting.map(({ scenario }) => scenario.title),
    columns: [...WATCHERS.map((name) => WATCHER_TITLES[name]), 'cost'],
    values: delays.map((row, i) => [
      ...row.map((delay) => (delay === null ? null : 1 - delay / longest)),
      drifting[i].cost,
    ]),
    format: (value, i, j) => (j === WATCHERS.length ? points(value) : `${delays[i][j]}`),
    width: 900,
    note: 'Darker is sooner, or costlier. A dash: no alarm in the whole run. Each watcher alarms in about one of twenty runs without drift.',
  });
}

const percent = (value: number): string => `${Math.round(100 * value)} %`;
const points = (value: number): string => (100 * value).toFixed(0).replace(/^-0$/, '0').replace('-', '−');
