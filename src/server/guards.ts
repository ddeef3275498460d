import type { FastifyInstance } from 'fastify';
import { ServiceError } from './serviceError';

/**
 * What every request meets first. A server that closes takes nothing new; its health is still told. A page of another site, opened in the
 * browser of someone who may reach this server, may not use it: browsers say where a request comes from.
 */
export function useGuards(app: FastifyInstance, closing: () => boolean): void {
  app.addHook('onRequest', ({ url, headers }, _, done) => {
    if (closing() && !/^\/(healthz|readyz)\b/.test(url))
      return done(new ServiceError('BUSY', 'the service is shutting down: ask another one'));
    const site = headers['sec-fetch-site'];
    if (site === 'cross-site' || site === 'same-site')
      return done(new ServiceError('FORBIDDEN', 'requests from pages of other sites are refused'));
    done();
  });
  app.addHook('onSend', (_, reply, payload, done) => {
    // a connection that is kept alive would keep the closing server alive, too
    if (closing()) void reply.header('connection', 'close');
    done(null, payload);
  });
}
