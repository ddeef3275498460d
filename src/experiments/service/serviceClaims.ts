import { proportionInterval } from '../../stats/proportionInterval';
import type { Claim } from '../claims';
import { median } from './median';
import type { ServiceScenarios, SeverityLadder } from './serviceScenarios';

/** How far a median effect may fall from one severity to the next. */
const WOBBLE = 0.05;
const LEVEL = 0.99;

/**
 * What the notebook on the service claims, with what came out.
 * @example
 * await writeClaims('out/claims.json', serviceClaims(scenarios));
 */
export function serviceClaims(scenarios: ServiceScenarios): Claim[] {
  return [
    ...Object.keys(scenarios.calm).map((model) => levelClaim(model, scenarios)),
    ...scenarios.ladders.flatMap((ladder) => [seenClaim(ladder), growthClaim(ladder)]),
    ...reloadClaims(scenarios),
  ];
}

function levelClaim(model: string, { calm, alpha }: ServiceScenarios): Claim {
  const alarms = calm[model].filter(({ drift }) => drift).length;
  const { low } = proportionInterval(alarms, calm[model].length, { level: LEVEL, method: 'clopperPearson' });
  return {
    id: `service-${model}-level`,
    claim: `Without drift the service alarms about ${model} in at most ${percent(alpha)} of questions`,
    expected: `exact ${percent(LEVEL)} interval reaches down to ${percent(alpha)}`,
    measured: `${alarms} of ${calm[model].length}, interval from ${percent(low)}`,
    holds: low <= alpha,
  };
}

function seenClaim({ model, drift, steps }: SeverityLadder): Claim {
  const { answers } = steps[steps.length - 1];
  const alarms = answers.filter((answer) => answer.drift).length;
  return {
    id: `service-${drift}-seen`,
    claim: `At severity 1 it sees ${drift} (${model}) every time`,
    expected: `${answers.length} of ${answers.length}`,
    measured: `${alarms} of ${answers.length}`,
    holds: alarms === answers.length,
  };
}

function growthClaim({ drift, steps }: SeverityLadder): Claim {
  const effects = steps.map(({ answers }) => median(answers.map(({ effect }) => effect)));
  const fall = Math.max(0, ...effects.slice(1).map((effect, i) => effects[i] - effect));
  const low = Math.min(...steps[steps.length - 1].answers.map(({ effectLow }) => effectLow));
  return {
    id: `service-${drift}-grows`,
    claim: `The effect tells how strong ${drift} is: it grows with severity, and is no chance at the end`,
    expected: `median effect never falls by more than ${WOBBLE}; at severity 1 every interval lies above 0`,
    measured: `falls by at most ${fall.toFixed(3)}; intervals from ${low.toFixed(2)}`,
    holds: fall <= WOBBLE && low > 0,
  };
}

function reloadClaims({ reload: { before, unloaded, after, same } }: ServiceScenarios): Claim[] {
  return [
    {
      id: 'service-cleanup',
      claim: 'Cleanup unloads all models that are in memory',
      expected: 'all of them named, none left',
      measured: `${unloaded.join(', ')} unloaded, ${after.length} left`,
      holds: before.length > 0 && before.join() === unloaded.join() && after.length === 0,
    },
    {
      id: 'service-reload',
      claim: 'and they come back when they are asked: the same question gets the same answer, to the last digit',
      expected: 'equal',
      measured: same ? 'equal' : 'different',
      holds: same,
    },
  ];
}

const percent = (share: number): string => `${Number((100 * share).toFixed(1))} %`;
