import { expect } from 'chai';
import { buildServer } from '../../src/server/buildServer';
import { lengths } from './lengths';

type App = Awaited<ReturnType<typeof buildServer>>;

describe('the server', () => {
  let app: App;
  before(async () => {
    app = await buildServer({ models: [lengths] });
  });
  after(() => app.close());

  const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) => {
    const reply = await app.inject({ method, url, payload });
    return { status: reply.statusCode, body: (reply.body === '' ? null : JSON.parse(reply.body)) as never };
  };

  it('predicts for texts and for simulated data', async () => {
    const sent = await ask('POST', '/api/v1/predict/lengths', { texts: ['a', 'a long long text'] });
    expect(sent.body).property('predictions').deep.equal([
      { label: 'short', confidence: 0.75, probabilities: [0.75, 0.25] },
      { label: 'long', confidence: 0.75, probabilities: [0.25, 0.75] },
    ]); // prettier-ignore
    const { body } = await ask('POST', '/api/v1/predict/lengths', { simulate: true, count: 3 });
    for (const one of (body as { predictions: { label: string; truth: string }[] }).predictions)
      expect(one.truth).equal(one.label);
  });

  it('sees a drift that is injected, none at severity 0, and says the same for the same seed', async () => {
    const detect = (severity: number) => ask('POST', '/api/v1/detect-drift/lengths', { severity, seed: 3 });
    expect((await detect(0)).body).property('drift', false);
    const first = await detect(1);
    expect(first.body).property('drift', true);
    expect(await detect(1)).deep.equal(first);
  });

  it('keeps a reference, compares with it, and forgets it', async () => {
    const texts = Array.from({ length: 40 }, (_, i) => 'x'.repeat(i % 8));
    expect(await ask('PUT', '/api/v1/references/lengths/monday', { texts })).property('status', 201);
    const current = texts.map((text) => `${text}, and much more`);
    const found = await ask('POST', '/api/v1/detect-drift/lengths', { referenceId: 'monday', current });
    expect(found.body).property('drift', true);
    expect(await ask('DELETE', '/api/v1/references/lengths/monday')).property('status', 204);
    expect(await ask('GET', '/api/v1/references/lengths/monday')).property('status', 404);
  });

  const refused: readonly (readonly [string, 'GET' | 'POST', string, object | undefined, number, string])[] = [
    ['a text that is none', 'POST', '/api/v1/predict/lengths', { texts: ['a', 3] }, 400, 'INVALID_REQUEST'],
    ['a severity out of range', 'POST', '/api/v1/detect-drift/lengths', { severity: 2 }, 400, 'INVALID_REQUEST'],
    ['a method that is not there', 'GET', '/api/v1/cleanup', undefined, 405, 'METHOD_NOT_ALLOWED'],
    ['an address that is not there', 'GET', '/nothing', undefined, 404, 'NOT_FOUND'],
  ];
  for (const [what, method, url, payload, status, code] of refused)
    it(`refuses ${what} in the shape of all errors`, async () => {
      const reply = await ask(method, url, payload);
      expect(reply.status).equal(status);
      expect(reply.body).property('error').include({ code });
      expect(reply.body).property('error').property('requestId').a('string');
    });

  it('unloads models, says whether they are loaded, and describes itself', async () => {
    await ask('POST', '/api/v1/predict/lengths', { texts: ['a'] });
    expect((await ask('POST', '/api/v1/cleanup')).body).deep.equal({ unloaded: ['lengths'] });
    expect((await ask('GET', '/api/v1/models')).body)
      .property('models')
      .property('0')
      .property('loaded', false);
    expect((await ask('GET', '/docs/json')).body).property('openapi', '3.1.0');
    expect((await ask('GET', '/healthz')).body).deep.equal({ status: 'ok' });
  });
});
