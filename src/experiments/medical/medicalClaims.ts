import { scenarios, type ScenarioName } from '../../augmentation/scenarios/scenarios';
import { WATCHERS, type Watcher } from '../../augmentation/scenarios/scenario';
import type { Claim } from '../claims';
import { BATCH_WATCHERS } from './batchWatchers';
import type { SeverityRow } from './severityStudy';
import type { Timeline } from './timelineStudy';
import { percent } from '../percent';

/**
 * What the medical lab claims, with what came out.
 * @throws {RangeError} if a scenario that a claim is about was not run.
 * @example
 * await writeClaims('out/claims.json', medicalClaims(severity, timelines));
 */
export function medicalClaims(severity: readonly SeverityRow[], timelines: readonly Timeline[]): Claim[] {
  return [...severityClaims(severity), ...watcherClaims(timelines), ...labelClaims(timelines)];
}

function severityClaims(rows: readonly SeverityRow[]): Claim[] {
  const drifts = [...new Set(rows.map(({ drift }) => drift))];
  const ends = drifts.map((drift) => {
    const own = rows.filter((row) => row.drift === drift);
    return { drift, first: own[0], last: own[own.length - 1] };
  });
  const worse = ends.filter(({ first, last }) => last.accuracy.high < first.accuracy.low);
  const surer = ends.filter(({ first, last }) => last.calibration.debiased.low > first.calibration.debiased.estimate);
  const seen = ends.filter(({ last }) => last.alarms.psi);
  return [
    {
      id: 'medical-severity',
      claim: 'Every drift of full severity costs accuracy',
      expected: '95 % interval at severity 1 below that at 0, for each drift',
      measured: `${worse.length} of ${ends.length}`,
      holds: worse.length === ends.length,
    },
    {
      id: 'medical-overconfident',
      claim: 'The model does not know that it is wrong: its confidence is off by more',
      expected:
        'interval of the debiased calibration error at severity 1 above the value at 0, for more than half of the drifts',
      measured: `${surer.length} of ${ends.length}`,
      holds: surer.length > ends.length / 2,
    },
    {
      id: 'medical-pixels-see',
      claim: 'Statistics of pixels see every drift of full severity',
      expected: 'PSI alarms at severity 1, for each drift',
      measured: `${seen.length} of ${ends.length}`,
      holds: seen.length === ends.length,
    },
  ];
}

function watcherClaims(timelines: readonly Timeline[]): Claim[] {
  const told = timelines.flatMap((one) => one.scenario.expect.sees.map((name) => firstAlarm(one, name) !== null));
  const before = timelines.map(({ change, length }) => change?.start ?? length).reduce((sum, count) => sum + count, 0);
  const early = timelines.flatMap(({ alarms, change, length }) =>
    WATCHERS.flatMap((name) => alarms[name].filter((t) => t < (change?.start ?? length))),
  );
  const blind = timelines.flatMap(({ scenario, alarms, length }) =>
    scenario.expect.silent.map((name) => alarms[name].length / length),
  );
  const share = blind.reduce((sum, one) => sum + one, 0) / blind.length;
  return [
    {
      id: 'medical-seen',
      claim: 'Who should see a scenario sees it',
      expected: 'at least 95 % of what the scenarios tell',
      measured: `${count(told)} of ${told.length}`,
      holds: count(told) >= 0.95 * told.length,
    },
    {
      id: 'medical-silent',
      claim: 'Who should not see it stays silent',
      expected: 'alarms in at most 2 % of those batches',
      measured: percent(share),
      holds: share <= 0.02,
    },
    {
      id: 'medical-false-alarms',
      claim: 'Before anything changes there is hardly an alarm',
      expected: 'at most 1 % of batches and watchers',
      measured: `${early.length} of ${before * WATCHERS.length}`,
      holds: early.length <= 0.01 * before * WATCHERS.length,
    },
  ];
}

function labelClaims(timelines: readonly Timeline[]): Claim[] {
  const late = timelineOf(timelines, 'lateLabels');
  const redefined = timelineOf(timelines, 'diseaseRedefined');
  const [loop, treated] = [timelineOf(timelines, 'feedbackLoop'), timelineOf(timelines, 'treatmentEffect')];
  const [pixels, labels] = [firstAlarm(late, 'psi'), firstAlarm(late, 'accuracy')];
  const unseen = BATCH_WATCHERS.reduce((sum, name) => sum + redefined.alarms[name].length, 0);
  const flattery = endGap(loop);
  const slander = -endGap(treated);
  return [
    {
      id: 'medical-late',
      claim: 'Where labels are late, images alarm first',
      expected: 'PSI at least 5 batches before the accuracy chart',
      measured: `batch ${pixels} against ${labels}`,
      holds: pixels !== null && labels !== null && labels - pixels >= 5,
    },
    {
      id: 'medical-concept',
      claim: 'Nobody sees a disease defined anew without labels',
      expected: 'at most 2 alarms of watchers without labels; more than 10 points of accuracy lost',
      measured: `${unseen} alarms, ${points(redefined.cost)} lost`,
      holds: unseen <= 2 && redefined.cost > 0.1,
    },
    {
      id: 'medical-feedback',
      claim: 'In a feedback loop the labels that come flatter the model',
      expected: 'accuracy on them at least 5 points above the true one in the last quarter',
      measured: points(flattery),
      holds: flattery >= 0.05,
    },
    {
      id: 'medical-treatment',
      claim: 'A treatment that works looks like a model that errs',
      expected: 'recorded accuracy at least 5 points below the true one in the last quarter',
      measured: points(slander),
      holds: slander >= 0.05,
    },
  ];
}

/** The first batch in which a watcher alarms after the change began; null without. */
export function firstAlarm({ alarms, change }: Timeline, watcher: Watcher): number | null {
  return change === null ? null : (alarms[watcher].find((t) => t >= change.start) ?? null);
}

function timelineOf(timelines: readonly Timeline[], name: ScenarioName): Timeline {
  const found = timelines.find(({ scenario }) => scenario.name === scenarios[name].name);
  if (!found) throw new RangeError(`invalid timelines: expected one of ${name}`);
  return found;
}

/** Observed less true accuracy over the batches of the last quarter whose labels come; 0 if none do. */
function endGap({ accuracy, observed, length }: Timeline): number {
  const gaps = observed.map((one, t) => (one === null ? null : one - accuracy[t])).slice(Math.ceil(0.75 * length));
  const known = gaps.filter((gap) => gap !== null);
  return known.reduce((sum, gap) => sum + gap, 0) / Math.max(1, known.length);
}

const count = (list: readonly boolean[]): number => list.filter(Boolean).length;
const points = (value: number): string => `${(100 * value).toFixed(1)} points`;
