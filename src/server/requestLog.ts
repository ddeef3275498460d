import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { loadServerPackages } from './packages';

/** How Fastify logs: by this logger, or one of these options, and without lines of its own: they hold addresses as clients wrote them. */
export function loggerOptions(
  logger: unknown,
  { LogController }: ReturnType<typeof loadServerPackages>['fastify'],
): FastifyServerOptions {
  const made = typeof logger === 'object' && logger !== null && 'child' in logger;
  return {
    ...(made ? { loggerInstance: logger as never } : { logger: logger ?? false }),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
  };
}

/** Logs one line for each answer, with the request's id, which the client gets too: the route and no payload, path or address. */
export function useRequestLog(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    void reply.header('x-request-id', request.id);
    done(null, payload);
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request;
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    request.log.info({ method, route: routeOptions.url ?? null, status: reply.statusCode, ms }, 'answered');
    done();
  });
}
