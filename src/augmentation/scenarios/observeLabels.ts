import type { Random } from '../../random';
import type { ScenarioLabels } from './scenario';

/** What becomes known of the labels of a batch. */
export interface ObservedLabels {
  /** What the record says: not the class itself where a treatment has removed the outcome. */
  readonly recorded: Uint8Array;
  /** 1 where the record becomes known. */
  readonly seen: Uint8Array;
  /** The batch with which it becomes known; beyond the run for the last ones where labels are late. */
  readonly arrives: number;
}

/** Where in the run a batch is, and what the model said. */
export interface Observation {
  readonly t: number;
  readonly length: number;
  /** Needed where the model's decisions matter. */
  readonly predictions?: ArrayLike<number>;
  readonly random: Random;
}

/** Whether the model decides which labels are seen or what they say. */
export function needsPredictions({ seen, treatment }: ScenarioLabels = {}): boolean {
  return treatment !== undefined || (seen !== undefined && 'predicted' in seen);
}

/** The labels of a batch as they come. */
export function observeLabels(
  labels: Uint8Array,
  { delay = 0, seen, treatment }: ScenarioLabels,
  { t, length, predictions, random }: Observation,
): ObservedLabels {
  const [treating, looking] = [random.fork('treatment'), random.fork('seen')];
  const treated = treatment !== undefined && t >= treatment.from * length;
  const recorded = labels.map((label, i) => {
    const chance = treating.uniform();
    const reached = treated && label === treatment.label && predictions![i] === label;
    return reached && chance < treatment.effect ? treatment.becomes : label;
  });
  const chanceOf = (i: number): number => {
    if (!seen) return 1;
    if ('share' in seen) return seen.share;
    return predictions![i] === seen.predicted ? 1 : seen.others;
  };
  const mask = labels.map((_, i) => Number(looking.uniform() < chanceOf(i)));
  return { recorded, seen: mask, arrives: t + Math.round(delay * length) };
}
