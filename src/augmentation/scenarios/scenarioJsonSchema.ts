import { z } from 'zod';
import { scenarioSchema } from './scenarioSchema';

/**
 * The JSON schema of a scenario (draft 2020-12), by which an editor completes and checks a file.
 * @example
 * await writeFile('scenario.schema.json', JSON.stringify(scenarioJsonSchema()));
 */
export function scenarioJsonSchema(): Readonly<Record<string, unknown>> {
  return { title: 'driftlab scenario', ...z.toJSONSchema(scenarioSchema) };
}
