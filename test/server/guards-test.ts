import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { pino } from 'pino';
import { buildServer, type ServerOptions } from '../../src/server/buildServer';
import { driftService } from '../../src/server/driftService';
import { lengths } from './lengths';

const withServer = async (
  options: Partial<ServerOptions>,
  use: (app: Awaited<ReturnType<typeof buildServer>>) => Promise<void>,
): Promise<void> => {
  const app = await buildServer({ models: [lengths], ...options });
  await use(app).finally(() => app.close());
};
const digest = (key: string): string => createHash('sha256').update(key).digest('hex');
const predict = { method: 'POST', url: '/api/v1/predict/lengths', payload: { texts: ['a secret of the client'] } } as const; // prettier-ignore

describe('the server guards itself', () => {
  it('by keys, which health and the description do not need', () =>
    withServer({ apiKeys: [digest('one'), digest('two')] }, async (app) => {
      const status = async (key?: string) =>
        (await app.inject({ ...predict, headers: key === undefined ? {} : { 'x-api-key': key } })).statusCode;
      expect([await status(), await status('three'), await status('one'), await status('two')]).deep.equal([401, 401, 200, 200]); // prettier-ignore
      expect((await app.inject('/healthz')).statusCode).equal(200);
      const description = (await app.inject('/docs/json')).json<{ security: object[]; paths: Record<string, { get: { security?: object[] } }> }>(); // prettier-ignore
      expect(description.security).deep.equal([{ key: [] }]);
      expect(description.paths['/healthz'].get.security).deep.equal([]);
    }));

  it('by a limit to the requests of an address, which health does not count for', () =>
    withServer({ requestsPerMinute: 2 }, async (app) => {
      const statuses = [];
      for (let i = 0; i < 3; i++) statuses.push((await app.inject(predict)).statusCode);
      expect(statuses).deep.equal([200, 200, 429]);
      const reply = await app.inject(predict);
      expect(reply.json()).property('error').include({ code: 'TOO_MANY_REQUESTS' });
      expect(Number(reply.headers['retry-after'])).within(1, 60);
      expect((await app.inject('/healthz')).statusCode).equal(200);
    }));

  it('by headers that let a browser do nothing with an answer but read it', () =>
    withServer({}, async (app) => {
      const { headers } = await app.inject('/api/v1/models');
      expect(headers['content-security-policy']).equal("default-src 'none';frame-ancestors 'none'");
      expect(headers).include({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'SAMEORIGIN' });
      expect(headers).not.have.any.keys('access-control-allow-origin', 'x-powered-by', 'server');
    }));

  it('and logs the route, the status and the id of each request, and no word of the client', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
    const failing = { ...driftService([lengths]), embed: () => Promise.reject(new Error('a secret of the client')) };
    await withServer({ logger, service: failing }, async (app) => {
      const { headers } = await app.inject(predict);
      await app.inject({ method: 'POST', url: '/api/v1/predict/lengths?key=secret', payload: '{"secret' });
      await app.inject({ method: 'GET', url: '/api/v1/references/lengths/secret' });
      const broken = await app.inject({ method: 'PUT', url: '/api/v1/references/lengths/secret', payload: { texts: ['secret', 'secret'] } }); // prettier-ignore
      expect(broken.statusCode).equal(500);
      expect(broken.body).not.include('secret of');
      const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(entries.find(({ reqId }) => reqId === headers['x-request-id']))
        .include({ method: 'POST', route: '/api/v1/predict/lengths', status: 200 })
        .property('ms')
        .a('number');
      const fault = entries.find(({ msg }) => msg === 'request failed')!;
      expect(fault.at)
        .a('array')
        .property('0')
        .match(/guards-test/);
    });
    expect(lines.length).greaterThan(4);
    expect(lines.filter((line) => line.includes('secret'))).deep.equal([]);
  });

  const wrong: readonly (readonly [string, Partial<ServerOptions>, string])[] = [
    ['no models', { models: [] }, 'invalid length of models'],
    ['two models of one name', { models: [lengths, lengths] }, 'expected different names'],
    ['a key that is no digest', { apiKeys: ['one'] }, 'expected SHA-256 digests'],
    ['a limit that is none', { limits: { count: 0 } }, 'invalid limits.count'],
    ['no requests', { requestsPerMinute: 0 }, 'invalid requestsPerMinute'],
  ];
  for (const [what, options, message] of wrong)
    it(`and refuses ${what}`, async () => {
      const error = await buildServer({ models: [lengths], ...options }).catch((failure: Error) => failure);
      expect(error).instanceOf(RangeError).property('message').contain(message);
    });
});
