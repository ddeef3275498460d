import type { CureChoice } from '../../retraining/learning/chooseCure';
import type { Claim } from '../claims';
import type { CureTrial } from './cureTrials';
import type { DeploymentStory } from './deploymentStory';

/** What the notebook on champion and challenger found. */
export interface RetrainingFindings {
  readonly trials: readonly CureTrial[];
  readonly choice: CureChoice;
  readonly story: DeploymentStory;
}

const UNTRAINED = ['priorCorrection', 'recalibrate', 'batchNorm'];

/**
 * What the notebook on champion and challenger claims, with what came out.
 * @example
 * await writeClaims('out/claims.json', retrainingClaims({ trials, choice, story }));
 */
export function retrainingClaims({ trials, choice, story }: RetrainingFindings): Claim[] {
  return [...cureClaims(trials, choice), ...verdictClaims(story), ...rollbackClaims(story)];
}

function cureClaims(trials: readonly CureTrial[], choice: CureChoice): Claim[] {
  const of = (name: string): CureTrial => trials.find((trial) => trial.name === name)!;
  const [none, replay, incremental] = [of('none'), of('replay'), of('incremental')];
  const recovered = ({ present }: CureTrial) => (present - none.present) / (none.past - none.present);
  const cheap = Math.max(...UNTRAINED.map((name) => recovered(of(name))));
  const kept = replay.past - incremental.past;
  return [
    {
      id: 'cures-without-training',
      claim: 'No correction of outputs or statistics cures a scanner mounted sideways',
      expected: 'each recovers less than 20 % of the lost accuracy',
      measured: `at most ${percent(cheap)}`,
      holds: cheap < 0.2,
    },
    {
      id: 'cures-choice',
      claim: 'The cheapest cure that suffices recovers most of it',
      expected: 'a cure that trains, and at least 80 % of the lost accuracy',
      measured: `${choice.cure}, ${percent(recovered(of(choice.cure)))}`,
      holds: of(choice.cure).steps > 0 && recovered(of(choice.cure)) >= 0.8,
    },
    {
      id: 'cures-forget',
      claim: 'A training from nothing on new digits alone forgets the old ones',
      expected: 'accuracy on the old scanner lower by at least 50 points',
      measured: `${points(none.past - of('full').past)} points`,
      holds: none.past - of('full').past >= 0.5,
    },
    {
      id: 'cures-replay',
      claim: 'Replay learns as much as plain incremental training and keeps the old',
      expected: 'present within 5 points, past better by at least 30 points',
      measured: `${points(replay.present - incremental.present)} and ${points(kept)} points`,
      holds: Math.abs(replay.present - incremental.present) <= 0.05 && kept >= 0.3,
    },
  ];
}

function verdictClaims({ verdicts, replayed, unsigned, signed }: DeploymentStory): Claim[] {
  const [first, last] = [verdicts[0], verdicts[verdicts.length - 1]];
  return [
    {
      id: 'verdict-floor',
      claim: 'Below the floor of samples nothing is promoted, however large the gain',
      expected: 'INCONCLUSIVE, with the number of further samples',
      measured: `${first.outcome}, ${first.further ?? 'no'} further samples`,
      holds: first.outcome === 'INCONCLUSIVE' && first.further !== null,
    },
    {
      id: 'verdict-pass',
      claim: 'On samples enough the challenger passes by the test named beforehand',
      expected: 'PASS, p at most what alpha is left',
      measured: `${last.outcome}, p ${(last.primary?.pValue ?? 1) < 0.001 ? 'below 0.001' : 'above 0.001'} at alpha ${last.alpha.toPrecision(2)}`,
      holds: last.outcome === 'PASS' && last.primary!.pValue <= last.alpha,
    },
    {
      id: 'verdict-replayed',
      claim: 'Every verdict comes out of its record again',
      expected: 'all the same',
      measured: replayed ? 'all the same' : 'one differs',
      holds: replayed,
    },
    {
      id: 'promotion-signed',
      claim: 'It takes the signature of a human to promote',
      expected: 'refused without, promoted with it',
      measured: `${unsigned.outcome}, ${signed.outcome}`,
      holds: unsigned.outcome === 'refused' && signed.outcome === 'promoted',
    },
  ];
}

function rollbackClaims({ action, evidence, history, whole }: DeploymentStory): Claim[] {
  return [
    {
      id: 'rollback',
      claim: 'When the old scanner comes back, the watch restores the former champion',
      expected: 'rolled back to v1 within 200 samples',
      measured: `${action.action}${action.action === 'rolled back' ? ` to v${action.version}` : ''} after ${evidence.length} samples`,
      holds: action.action === 'rolled back' && action.version === 1 && evidence.length <= 200,
    },
    {
      id: 'rollback-recorded',
      claim: 'The record holds every step, and the store is whole',
      expected: 'promotion, promotion, rollback; no problem found',
      measured: `${history.map((change) => change.action).join(', ')}; ${whole ? 'no problem found' : 'problems'}`,
      holds: whole && history.map((change) => change.action).join() === 'promotion,promotion,rollback',
    },
  ];
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
const points = (share: number): string => (100 * share).toFixed(1);
