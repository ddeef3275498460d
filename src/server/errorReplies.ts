import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ServiceError, statusOf, type ServiceErrorCode } from './serviceError';

interface Refusal {
  readonly code: ServiceErrorCode;
  readonly message: string;
  readonly field?: string;
}

const BUSY_SECONDS = 1;

const byStatus: Readonly<Record<number, ServiceErrorCode>> = {
  400: 'INVALID_REQUEST',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'UNSUPPORTED_MEDIA_TYPE',
  413: 'TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'TOO_MANY_REQUESTS',
};

/** Gives every error one shape: `{ error: { code, message, field?, requestId } }`. */
export function useErrorReplies(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const refusal = refusalOf(error);
    if (refusal.code === 'INTERNAL') request.log.error({ err: error }, 'request failed');
    return send(reply, request, refusal);
  });
  const methodsOf = watchRoutes(app);
  app.setNotFoundHandler((request, reply) => {
    const [path] = request.url.split('?');
    const allowed = methodsOf(path);
    if (allowed.length === 0)
      return send(reply, request, { code: 'NOT_FOUND', message: `there is no ${path}: see /docs` });
    void reply.header('allow', allowed.join(', '));
    return send(reply, request, { code: 'METHOD_NOT_ALLOWED', message: `${path} takes ${allowed.join(', ')}` });
  });
}

/** The methods that an address takes, of all routes that are added from now on. */
function watchRoutes(app: FastifyInstance): (path: string) => string[] {
  const routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    const pattern = new RegExp(`^${url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:[^/]+/g, '[^/]+')}$`);
    routes.push({ pattern, methods: [method].flat() });
  });
  return (path) => [...new Set(routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))];
}

/** Answers with an error. */
export function send(reply: FastifyReply, { id }: FastifyRequest, { code, message, field }: Refusal): FastifyReply {
  if (code === 'BUSY') void reply.header('retry-after', BUSY_SECONDS);
  return reply
    .code(statusOf[code])
    .send({ error: { code, message, ...(field !== undefined && { field }), requestId: id } });
}

function refusalOf(error: FastifyError): Refusal {
  if (error instanceof ServiceError) return error;
  if (error.validation)
    return { code: 'INVALID_REQUEST', message: error.message, field: fieldOf(error.validation[0]?.instancePath) };
  const code = byStatus[error.statusCode ?? 500];
  if (code) return { code, message: error.message };
  // what went wrong inside is for the log
  return { code: 'INTERNAL', message: 'the request failed: the log of the service has the reason' };
}

/** A JSON pointer as people write it: /images/3 is images[3]. */
function fieldOf(pointer = ''): string | undefined {
  const parts = pointer.split('/').filter((part) => part !== '');
  if (parts.length === 0) return undefined;
  return parts.reduce((text, part) => (/^\d+$/.test(part) ? `${text}[${part}]` : `${text}.${part}`));
}
