import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';
import { randomUUID } from 'node:crypto';
import { ServiceError, statusOf, type ServiceErrorCode } from './serviceError';

interface Refusal {
  readonly code: ServiceErrorCode;
  readonly message: string;
  readonly field?: string;
}

const BUSY_SECONDS = 1;
/** What a client sent comes back in messages, but not all of it. */
const LONGEST = 300;

const byStatus: Readonly<Record<number, ServiceErrorCode>> = {
  400: 'INVALID_REQUEST',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'UNSUPPORTED_MEDIA_TYPE',
  413: 'TOO_LARGE',
  414: 'NOT_FOUND',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'TOO_MANY_REQUESTS',
};

/** Gives every error one shape: `{ error: { code, message, field?, requestId } }`. */
export function useErrorReplies(app: FastifyInstance): void {
  const methodsOf = watchRoutes(app);
  const notFound = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const [path] = request.url.split('?');
    const allowed = methodsOf(path);
    if (allowed.length === 0)
      return send(reply, request, { code: 'NOT_FOUND', message: `there is no ${path}: see /docs` });
    void reply.header('allow', allowed.join(', '));
    return send(reply, request, { code: 'METHOD_NOT_ALLOWED', message: `${path} takes ${allowed.join(', ')}` });
  };
  app.setNotFoundHandler(notFound);
  app.setErrorHandler<FastifyError>((error, request, reply) =>
    // where nothing is found, what is wrong with the body does not matter
    request.is404 && !(error instanceof ServiceError) ? notFound(request, reply) : sendError(error, request, reply),
  );
}

/** Answers with an error; what went wrong inside is for the log, which gets no word of the client's. */
export function sendError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalOf(error);
  if (refusal.code === 'INTERNAL') {
    const at = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)); // prettier-ignore
    request.log.error({ name: error.name, code: error.code, at }, 'request failed');
  }
  return send(reply, request, refusal);
}

/** Answers what is no HTTP, or came too slowly, and hangs up. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy() && undefined;
  const [line, code, message] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', 'TOO_LARGE', 'the headers are too large']
      : ['400 Bad Request', 'INVALID_REQUEST', 'this is no HTTP request that can be read'];
  const body = JSON.stringify({ error: { code, message, requestId: randomUUID() } });
  const head = `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close`;
  socket.end(`HTTP/1.1 ${line}\r\n${head}\r\n\r\n${body}`);
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

function send(reply: FastifyReply, { id }: FastifyRequest, { code, message, field }: Refusal): FastifyReply {
  // no hook sees what Fastify refuses before it knows a route
  void reply.header('x-request-id', id);
  if (statusOf[code] === 503) void reply.header('retry-after', BUSY_SECONDS);
  const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text);
  return reply
    .code(statusOf[code])
    .send({ error: { code, message: short(message), ...(field !== undefined && { field: short(field) }), requestId: id } }); // prettier-ignore
}

function refusalOf(error: FastifyError): Refusal {
  if (error instanceof ServiceError) return error;
  const code = byStatus[error.statusCode ?? 500];
  if (code) return { code, message: error.message };
  return { code: 'INTERNAL', message: 'the request failed: the log of the service has the reason' };
}
