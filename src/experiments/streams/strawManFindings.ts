import type { StreamComparison } from '../streamComparison';
import type { ModelScore } from './prequentialStudy';

/** On one stream: the best detector and the best of what a detector has to beat. */
export interface StrawManFinding {
  readonly stream: string;
  readonly detector: ModelScore;
  readonly strawMan: ModelScore;
  readonly strawManWins: boolean;
  /** The finding in words. */
  readonly sentence: string;
}

/**
 * Where a model that forgets at the alarms of a detector is no better than one that forgets by the clock, or than a naive
 * prediction, says so.
 * @example
 * for (const { sentence } of strawManFindings(comparison)) console.log(sentence);
 */
export function strawManFindings({ streams, models }: Pick<StreamComparison, 'streams' | 'models'>): StrawManFinding[] {
  return streams.map(({ name }) => {
    const scores = models.filter(({ stream }) => stream === name);
    const detector = best(scores.filter(({ role }) => role === 'detector'));
    const strawMan = best(scores.filter(({ role }) => role !== 'detector'));
    const strawManWins = strawMan.accuracy >= detector.accuracy;
    const [winner, other] = strawManWins ? [strawMan, detector] : [detector, strawMan];
    const verdict = strawManWins ? 'A straw man wins' : 'A detector wins';
    const sentence = `${verdict} on ${name}: ${named(winner)} ${percent(winner)} before ${named(other)} ${percent(other)}.`;
    return { stream: name, detector, strawMan, strawManWins, sentence };
  });
}

function best(scores: readonly ModelScore[]): ModelScore {
  return scores.reduce((most, one) => (one.accuracy > most.accuracy ? one : most));
}

const CLOCKED: Readonly<Record<string, string>> = {
  never: 'never forgetting',
  always: 'always forgetting',
  random: 'forgetting at random',
};

function named({ contestant, role }: ModelScore): string {
  if (role !== 'straw man') return contestant;
  return CLOCKED[contestant] ?? `forgetting ${contestant} samples`;
}

const percent = ({ accuracy }: ModelScore): string => `(${(100 * accuracy).toFixed(1)} %)`;
