import { expect } from 'chai';
import type { FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { z } from 'zod';
import { digits } from '../../src/data/digits/digits';
import { createRandom } from '../../src/random';
import { buildServer } from '../../src/server/buildServer';
import { createClient, operations, type DriftClient } from '../../src/server/client';
import { models } from '../../src/server/defaultModels';

interface Operation {
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: object } } };
  readonly responses: Readonly<Record<string, { readonly content?: { readonly 'application/json': { readonly schema: object } } }>>; // prettier-ignore
}
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}
interface Call {
  readonly method: string;
  readonly path: string;
  readonly sent?: unknown;
  readonly status: number;
  readonly received: string;
}

/** An address of the description for an address that was called. */
const pattern = (path: string): string => path.replace(/(references\/\w+)\/.+$/, '$1/{id}');

describe('the client, over a socket,', function () {
  this.timeout(60_000);
  let app: FastifyInstance;
  let client: DriftClient;
  let description: Description;
  const calls: Call[] = [];
  before(async () => {
    app = await buildServer({ models });
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    const recording: typeof fetch = async (address, init) => {
      const reply = await fetch(address, init);
      const path = (address as string).slice(url.length);
      const sent = init?.body === undefined ? undefined : (JSON.parse(init.body as string) as unknown);
      calls.push({ method: init!.method!, path, sent, status: reply.status, received: await reply.clone().text() });
      return reply;
    };
    client = createClient(`${url}/`, { fetch: recording });
    description = (await (await fetch(`${url}/docs/json`)).json()) as Description;
  });
  after(() => app.close());

  it('has a function for each operation that the service describes, and no others', () => {
    const served = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\/(cnn|bert)\b/, '/{model}')}`),
    );
    expect([...new Set(served)]).have.members(Object.values(operations).map((place) => place.join(' ')));
  });

  it('asks all there is to ask', async () => {
    const { images, labels } = digits(40, { random: createRandom(5) });
    const files = await Promise.all(
      Array.from(
        labels,
        (_, i) =>
        sharp(images.pixels.subarray(i * 784, (i + 1) * 784), { raw: { width: 28, height: 28, channels: 1 } }).png().toBuffer(), // prettier-ignore
      ),
    );
    const { predictions } = await client.predict('cnn', { images: files });
    expect(predictions.filter(({ label }, i) => label === `${labels[i]}`).length).least(36);
    expect((await client.predict('bert', { texts: ['The bank blocked my card again.'] })).predictions[0].label).match(/^banking /); // prettier-ignore
    const simulated = (await client.predict('bert', { simulate: true, count: 50, seed: 2 })).predictions;
    expect(simulated.filter(({ label, truth }) => label === truth).length).least(40);

    expect((await client.detectDrift('cnn', { severity: 0 })).drift).equal(false);
    expect((await client.detectDrift('bert', { severity: 1, drift: 'vocabularyShift' })).drift).equal(true);
    const kept = await client.putReference('cnn', 'monday', { images: files.slice(0, 20) });
    expect(kept).include({ id: 'monday', model: 'cnn', count: 20 });
    expect(await client.reference('cnn', 'monday')).deep.equal(kept);
    expect((await client.references('cnn')).references).deep.equal([kept]);
    const current = files.slice(20);
    const later = await client.detectDrift('cnn', { referenceId: 'monday', current });
    expect(later).deep.equal(await client.detectDrift('cnn', { reference: files.slice(0, 20), current }));
    expect(await client.deleteReference('cnn', 'monday')).equal(undefined);

    expect((await client.models()).models.map(({ name, loaded }) => [name, loaded])).deep.equal([['cnn', true], ['bert', true]]); // prettier-ignore
    expect(await client.cleanup()).deep.equal({ unloaded: ['cnn', 'bert'] });
    expect([await client.health(), await client.ready()]).deep.equal([{ status: 'ok' }, { status: 'ok' }]);
  });

  it('throws what the service refuses, with its code and field', async () => {
    const error = await client.predict('bert', { texts: [] }).catch((failure: Error) => failure);
    expect(error).include({ name: 'ServiceError', code: 'INVALID_REQUEST', field: 'texts' });
    expect(await client.reference('cnn', 'none').catch((failure: Error) => failure)).include({ code: 'NOT_FOUND' });
  });

  it('sent and got what the description says', () => {
    expect(calls.length).greaterThan(15);
    for (const { method, path, sent, status, received } of calls) {
      const { requestBody, responses } = description.paths[pattern(path)][method.toLowerCase()];
      const schemaOf = (content: { 'application/json': { schema: object } }) =>
        z.fromJSONSchema(content['application/json'].schema as never);
      if (sent !== undefined && status < 400) schemaOf(requestBody!.content).parse(sent);
      const reply = responses[status];
      expect(reply, `${method} ${path} ${status}`).not.equal(undefined);
      if (received !== '') schemaOf(reply.content!).parse(JSON.parse(received));
    }
  });
});
