import { expect } from 'chai';
import type { FastifyInstance } from 'fastify';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serviceClaims } from '../../src/experiments/service/serviceClaims';
import { serviceFigures } from '../../src/experiments/service/serviceFigures';
import { writeServiceScenarios } from '../../src/experiments/service/serviceFiles';
import { serviceScenarios, type ServiceScenarios } from '../../src/experiments/service/serviceScenarios';
import { buildServer } from '../../src/server/buildServer';
import { createClient } from '../../src/server/client';
import { models } from '../../src/server/defaultModels';
import { scratchFolder } from '../helpers/tinyClass';

describe('scenarios of the service', function () {
  this.timeout(60_000);
  let app: FastifyInstance;
  let scenarios: ServiceScenarios;
  const seen: number[] = [];
  before(async () => {
    app = await buildServer({ models });
    const client = createClient(await app.listen({ port: 0, host: '127.0.0.1' }));
    const few = { count: 40, calmSeeds: 2, ladderSeeds: 1, severities: [0, 1] };
    scenarios = await serviceScenarios(client, { ...few, onProgress: (done, total) => seen.push(done / total) });
  });
  after(() => app.close());

  it('hold what they claim, also when they are few', () => {
    const claims = serviceClaims(scenarios);
    expect(claims.filter(({ holds }) => !holds)).deep.equal([]);
    expect(new Set(claims.map(({ id }) => id)).size).equal(10);
    expect(seen).lengthOf(10);
    expect(seen.at(-1)).equal(1);
  });

  it('would not hold if the service alarmed always, saw nothing, or forgot', () => {
    const alarmed = scenarios.calm.cnn.map((answer) => ({ ...answer, drift: true }));
    const ladders = scenarios.ladders.map((ladder) => ({ ...ladder, steps: [...ladder.steps].reverse() }));
    const reload = { ...scenarios.reload, after: ['cnn'], same: false };
    const broken = serviceClaims({ ...scenarios, calm: { cnn: [...alarmed, ...alarmed] }, ladders, reload });
    expect(broken.filter(({ holds }) => holds)).deep.equal([]);
  });

  it('are drawn and written', async () => {
    const { folder, remove } = await scratchFolder();
    await writeServiceScenarios(scenarios, await serviceFigures(scenarios), folder);
    expect(readFileSync(join(folder, 'figures/p_values.svg'), 'utf8'))
      .contain('vocabularyShift')
      .contain('log₁₀ p');
    expect(JSON.parse(readFileSync(join(folder, 'scenarios.json'), 'utf8'))).deep.equal(scenarios);
    await remove();
  });
});
