import type { Claim } from '../claims';
import type { ChangePointCoverage } from './changePointCoverage';
import type { RetrainingStory } from './retrainingStory';
import { wardAt } from './storyDates';
import type { StoryCycle } from './storyTeller';

/**
 * What the story of a model in production claims, with what came out.
 * @example
 * await writeClaims('out/claims.json', storyClaims(story, changePointCoverage(createRandom(1))));
 */
export function storyClaims(story: RetrainingStory, coverage: ChangePointCoverage): Claim[] {
  return [monitored(story), dated(story, coverage), attributed(story), causes(story), cured(story), rescued(story), kept(story)]; // prettier-ignore
}

function monitored(story: RetrainingStory): Claim {
  const [drifted, quiet] = [true, false].map((wanted) =>
    story.cycles.filter((cycle) => hasDrifted(story, cycle) === wanted).map(({ decided }) => decided!.confidence),
  );
  const [least, most] = [Math.min(...drifted), Math.max(...quiet)];
  return {
    id: 'story-monitor',
    claim: 'The monitor sees both changes in the first window that holds them, and nothing in the weeks between',
    expected: 'P(drift) at least 0.95 with, at most 0.5 without a change',
    measured: `${least.toFixed(3)} or more in ${drifted.length} windows, ${most.toFixed(3)} or less in ${quiet.length}`,
    holds: drifted.length >= 2 && least >= 0.95 && most <= 0.5,
  };
}

/** Whether the ward at the end of a window is another one than that of the reference. */
function hasDrifted({ dates, changes }: RetrainingStory, { at }: StoryCycle): boolean {
  const deployed = changes.filter((change) => change.at < at).at(-1)?.at ?? 1;
  const [before, now] = [wardAt(dates, deployed - 1), wardAt(dates, at - 1)];
  return before.assay !== now.assay || before.outbreak !== now.outbreak;
}

function dated({ alarms, dates }: RetrainingStory, { windows, held }: ChangePointCoverage): Claim {
  const change = alarms[0]?.cycle.found?.explanation?.change ?? null;
  const off = change === null ? Infinity : Math.abs(change.estimate - dates.recalibration);
  const share = held / windows;
  return {
    id: 'story-change-point',
    claim: 'The recalibration is dated well, and the 90 % interval means what it says',
    expected: 'off by at most 50 patients; in redrawn windows the interval holds the truth in 86 to 97 %',
    measured: `off by ${off}, interval ${change?.low} to ${change?.high} (truth ${dates.recalibration}); ${(100 * share).toFixed(0)} % of ${windows}`,
    holds: off <= 50 && share >= 0.86 && share <= 0.97,
  };
}

function attributed({ alarms }: RetrainingStory): Claim {
  const share = (alarm: number, name: string) => alarms[alarm]?.attribution.find(({ feature }) => feature === name)?.share ?? 0; // prettier-ignore
  const moved = [share(0, 'lactate'), share(1, 'temperature')];
  const followers = [share(0, 'white cells'), share(1, 'heart rate')];
  const say = (shares: readonly number[]) => shares.map((one) => one.toFixed(2)).join(' and ');
  return {
    id: 'story-attribution',
    claim: 'The measurement that moved gets the drift, and the one that goes with it does not',
    expected: 'lactate and temperature at least 0.9 each, white cells and heart rate at most 0.1',
    measured: `${say(moved)}, against ${say(followers)}`,
    holds: moved.every((one) => one >= 0.9) && followers.every((one) => one <= 0.1),
  };
}

function causes({ alarms, cycles }: RetrainingStory): Claim {
  const at = alarms[0] ? cycles.indexOf(alarms[0].cycle) : -1;
  const [without, labelled] = [cycles[at], cycles[at + 1]].map((cycle) => cycle?.found?.explanation?.moved);
  return {
    id: 'story-cause',
    claim: 'What moved cannot be told without labels, and can with them',
    expected: 'cannotTell with 0 labels, inputsAndConcept with labels',
    measured: `${without?.cause} with ${without?.labels} labels, ${labelled?.cause} with ${labelled?.labels}`,
    holds: without?.cause === 'cannotTell' && without.labels === 0 && labelled?.cause === 'inputsAndConcept',
  };
}

function cured({ dates, changes, cycles, right }: RetrainingStory): Claim {
  const deployed = changes.find(({ version }) => version === 2)?.at ?? dates.length;
  const { week, recalibration, outbreak } = dates;
  const [ordinary, cure] = [share(right.pipeline, recalibration - 4 * week, recalibration), share(right.pipeline, deployed, outbreak)]; // prettier-ignore
  const reason = cycles.find(({ version }) => version === 2)?.because ?? '';
  return {
    id: 'story-cure',
    claim: 'An assay that reads lower is cured by a shift of the intercept: nothing dearer is asked for',
    expected: 'the cure is the intercept, and accuracy within 4 points of ordinary weeks',
    measured: `${reason.split(':')[0]}, ${points(cure - ordinary)} points`,
    holds: reason.startsWith('intercept:') && Math.abs(cure - ordinary) <= 0.04,
  };
}

function rescued({ dates, changes, verdicts, right }: RetrainingStory): Claim {
  const back = changes.find(({ action }) => action === 'rollback');
  const late = (back?.at ?? Infinity) - dates.outbreakOver;
  const saved = wrong(right.withoutRollback) - wrong(right.pipeline);
  return {
    id: 'story-rollback',
    claim:
      'A second challenger passes its trial and regresses when the outbreak ends; the watch goes back before any window is full',
    expected: 'PASS; version 2 again within 300 patients; at least 100 wrong answers fewer than without',
    measured: `${verdicts[1]?.outcome}; version ${back?.version ?? 'none'} within ${late}; ${saved} fewer`,
    holds: verdicts[1]?.outcome === 'PASS' && back?.version === 2 && late <= 300 && saved >= 100,
  };
}

function kept({ audit, continued }: RetrainingStory): Claim {
  const { report, forged, whole } = audit;
  const found = forged.problems.map(({ kind }) => kind).join(', ');
  return {
    id: 'story-record',
    claim:
      'Every step is on record: the log fits the checkpoints, a forged word is found, and a restart changes nothing',
    expected: 'all decisions vouched for, the store whole, one changed content found, the same status',
    measured: `${report.vouched} of ${report.size} vouched for, ${whole ? 'whole' : 'damaged'}, ${found || 'nothing found'}, ${continued ? 'the same' : 'another'}`,
    holds: report.ok && report.vouched === report.size && whole && found === 'changed content' && continued,
  };
}

function share(right: Uint8Array, from: number, to: number): number {
  const part = right.subarray(from, to);
  return part.reduce((sum, one) => sum + one, 0) / part.length;
}

function wrong(right: Uint8Array): number {
  return right.reduce((sum, one) => sum + 1 - one, 0);
}

const points = (difference: number): string => `${difference < 0 ? '−' : '+'}${Math.abs(100 * difference).toFixed(1)}`;
