import { prequentialAccuracy } from '../../metrics/prequentialAccuracy';
import { barsWithBaselines } from '../../plots/barsWithBaselines';
import type { Figure } from '../../plots/figure';
import type { SeriesPoint } from '../../plots/lineWithBand';
import { driftEvidence } from '../../retraining/monitoring/driftEvidence';
import { driftPosterior } from '../../retraining/monitoring/driftPosterior';
import { SERIES_COLORS } from '../../plots/style';
import { eventChart, type ChartEvent } from './eventChart';
import type { RetrainingStory } from './retrainingStory';
import type { StoryAlarm } from './storyAlarms';
import type { StoryCycle } from './storyTeller';

/**
 * Accuracy over time of the pipeline, beside never retraining and beside a pipeline without a rollback, with what happened.
 * @example
 * show(await storyAccuracyFigure(story));
 */
export function storyAccuracyFigure(story: RetrainingStory): Promise<Figure> {
  const { dates, right } = story;
  const window = dates.week / 2;
  const curve = (answers: Uint8Array, from = 0) => everyFew(prequentialAccuracy(answers, { window }), dates.batch, Math.max(from, window)); // prettier-ignore
  const back = story.changes.find(({ action }) => action === 'rollback')?.at ?? dates.length;
  return eventChart({
    title: 'A model in production, looked after',
    subtitle: `Share of right answers among the last ${window} patients`,
    note: NOTE,
    ...{ xLabel: 'patients', yLabel: 'accuracy', xDomain: [0, dates.length], yDomain: [0.5, 0.9] },
    series: [
      { name: 'first model for ever', points: curve(right.never), color: SERIES_COLORS[4] },
      { name: 'without the rollback', points: curve(right.withoutRollback, back), color: SERIES_COLORS[3] },
      { name: 'pipeline', points: curve(right.pipeline), color: SERIES_COLORS[0] },
    ],
    events: storyEvents(story),
  });
}

/**
 * The posterior probability of a drift at each look, for a base rate of 0.1, with bars from 0.02 to 0.5.
 * @example
 * show(await storyPosteriorFigure(story));
 */
export function storyPosteriorFigure(story: RetrainingStory): Promise<Figure> {
  return eventChart({
    title: 'How probable is a drift?',
    subtitle: 'Posterior at each look at a week of patients, for a base rate of 0.1; bars: base rates 0.02 to 0.5',
    note: NOTE,
    ...{ xLabel: 'patients', yLabel: 'P(drift)', xDomain: [0, story.dates.length], yDomain: [0, 1] },
    series: [{ name: 'P(drift)', points: posteriors(story.cycles), color: SERIES_COLORS[0] }],
    events: storyEvents(story),
    joined: false,
  });
}

const NOTE =
  'R: the lactate assay is recalibrated. O: an outbreak begins, Z: it is over. !: alarm. v2, v3: a version is deployed; ↩: back to v2.';

/**
 * Which measurements a drift is due to, and by how much each has moved by itself.
 * @example
 * show(await attributionFigure(story.alarms[0], 'Which measurement?'));
 */
export function attributionFigure({ attribution }: StoryAlarm, title: string): Promise<Figure> {
  return barsWithBaselines({
    title,
    subtitle: 'Share of the drift (colour), and shift of the mean by itself (gray, in standard deviations, either way)',
    rows: attribution.flatMap(({ feature, share, shift }) => [
      { name: feature, value: share, role: 'ours' as const },
      { name: `${feature}, by itself`, value: Math.abs(shift), role: 'baseline' as const },
    ]),
    valueLabel: 'share of 1, standard deviations',
    domain: [0, 1.2],
    digits: 2,
  });
}

/** What happened, for the charts. */
function storyEvents({ dates, alarms, changes }: RetrainingStory): ChartEvent[] {
  return [
    { x: dates.recalibration, mark: 'R', world: true },
    { x: dates.outbreak, mark: 'O', world: true },
    { x: dates.outbreakOver, mark: 'Z', world: true },
    ...alarms.map(({ cycle }) => ({ x: cycle.at, mark: '!' })),
    ...changes.map(({ at, action, version }) => ({ x: at, mark: action === 'rollback' ? '↩' : `v${version}` })),
  ];
}

/** P(drift) at each look with the stated base rate, and between a lower and a higher one. */
export function posteriors(cycles: readonly StoryCycle[]): SeriesPoint[] {
  return cycles.flatMap(({ at, found }) => {
    const { evidence } = found?.assessment ?? {};
    if (!evidence) return [];
    const factor = driftEvidence(evidence);
    const [low, y, high] = [0.02, 0.1, 0.5].map((baseRate) => driftPosterior(factor, { baseRate }).probability);
    return [{ x: at, y, low, high }];
  });
}

function everyFew(values: Float64Array, step: number, from: number): SeriesPoint[] {
  return Array.from(values, (y, i) => ({ x: i + 1, y })).filter(({ x }) => x >= from && x % step === 0);
}
