import type { DriftPoint } from '../../data/streams/driftPoint';
import { blip } from '../schedules/blip';
import { gradual } from '../schedules/gradual';
import { incremental } from '../schedules/incremental';
import { recurring } from '../schedules/recurring';
import { changesWithin, type DriftSchedule } from '../schedules/schedule';
import { seasonal } from '../schedules/seasonal';
import { sudden } from '../schedules/sudden';
import type { ScenarioWhen } from './scenario';

/** How far a change has come, batch by batch. */
export interface ChangeExtent {
  /** What truly happens, in batches. */
  readonly truth: readonly DriftPoint[];
  /** Whether a batch is wholly of the old or of the new kind by chance, or lies between the two. */
  readonly mixing: DriftSchedule['mixing'];
  /** In [0, 1], for batch t. */
  at(t: number): number;
}

/** The schedule of a change over `length` batches. */
export function changeExtent(when: ScenarioWhen, length: number): ChangeExtent {
  const schedule = scheduleOf(when, (part) => Math.min(Math.max(1, Math.round(part * length)), length - 1));
  const changes = schedule.changes(length, 2);
  // a later change is asked first, and what it leaves is as the earlier ones say
  const at = (t: number): number =>
    changes.reduce((before, change) => {
      const share = schedule.share(change, t);
      return share * change.to! + (1 - share) * before;
    }, 0);
  return { truth: changesWithin(changes, length), mixing: schedule.mixing, at };
}

function scheduleOf(when: ScenarioWhen, batches: (part: number) => number): DriftSchedule {
  switch (when.schedule) {
    case 'sudden':
      return sudden({ at: batches(when.at) });
    case 'gradual':
      return gradual({ at: batches(when.at), width: batches(when.width) });
    case 'incremental':
      return incremental({ at: batches(when.at), width: batches(when.width) });
    case 'recurring':
      return recurring({ every: batches(when.every) });
    case 'seasonal':
      return seasonal({ period: 2 * batches(when.period / 2) });
    case 'blip':
      return blip({ at: batches(when.at), duration: batches(when.duration) });
  }
}
