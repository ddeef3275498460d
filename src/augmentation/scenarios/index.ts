/** Named stories of drift over time, and custom ones from JSON. */
export { openScenario, type OpenScenarioOptions, type ScenarioBatch, type ScenarioRun } from './openScenario';
export { parseScenario } from './parseScenario';
export type { Scenario, ScenarioChange, ScenarioLabels, ScenarioWhen } from './scenario';
export { scenarioJsonSchema } from './scenarioJsonSchema';
export { scenarioNamed, scenarios, type ScenarioName } from './scenarios';
