import { checkOneOf } from '../../errors';
import { deviceScenarios } from './deviceScenarios';
import { populationScenarios } from './populationScenarios';
import type { Scenario } from './scenario';

/**
 * Stories of drift in medical imaging, by name. Labels 0 and 1 and group 1 are those of every stand-in.
 * @example
 * openScenario(scenarios.equipmentAging, images, { random: createRandom(1) });
 */
export const scenarios = { ...populationScenarios, ...deviceScenarios };

/** A name in {@link scenarios}. */
export type ScenarioName = keyof typeof scenarios;

/**
 * The scenario of a name that comes from outside.
 * @throws {RangeError} that lists the known names.
 * @example
 * scenarioNamed('feedbackLoop').description;
 */
export function scenarioNamed(name: string): Scenario {
  return scenarios[checkOneOf('scenario', name, Object.keys(scenarios) as ScenarioName[])];
}
