import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { checkInteger } from '../errors';
import { keyHook } from './apiKeys';
import { driftService } from './driftService';
import { refuseConnection, sendError, useErrorReplies } from './errorReplies';
import { useGuards } from './guards';
import { limitsWith, type Limits } from './limits';
import { DOCS_POLICY, openApiOptions } from './openApi';
import { loadServerPackages } from './packages';
import { queuedService } from './queuedService';
import { memoryStore, type ReferenceStore } from './referenceStore';
import { loggerOptions, useRequestLog } from './requestLog';
import type { DriftService } from './requests';
import { healthRoutes } from './routes/health';
import { modelRoutes } from './routes/models';
import { referenceRoutes } from './routes/references';
import type { ServedModel } from './servedModel';
import { validatorCompiler } from './validation';

/** What a server is made of; everything has a default but the models. */
export interface ServerOptions {
  /** What is served; their work is done by `service`. */
  readonly models: readonly ServedModel[];
  /** Default: the models in this thread. `processService` keeps it free. */
  readonly service?: DriftService;
  /** Where references are kept. Default: memory. */
  readonly store?: ReferenceStore;
  /** Milliseconds since 1970; default the system's clock. */
  readonly clock?: () => number;
  /** A pino logger, or its options; default none. */
  readonly logger?: FastifyServerOptions['logger'] | FastifyServerOptions['loggerInstance'];
  readonly limits?: Partial<Limits>;
  /** SHA-256 digests (hex) of the keys that clients may send as x-api-key; default: no key is needed. */
  readonly apiKeys?: readonly string[];
  /** Requests a minute of one address; default no limit. */
  readonly requestsPerMinute?: number;
}

/** What routes stand on. */
export interface ServerContext {
  readonly models: readonly ServedModel[];
  readonly service: DriftService;
  readonly store: ReferenceStore;
  readonly clock: () => number;
  readonly limits: Limits;
}

/**
 * The service over HTTP: prediction and drift detection for each model, OpenAPI at /docs. Nothing listens yet. When it is closed it
 * finishes what it took.
 * @throws {DriftlabError} DRIFTLAB_MISSING_PACKAGE that says what to install; {TypeError | RangeError} for wrong options.
 * @example
 * const app = await buildServer({ models: [digitsModel(), bertModel()] });
 * await app.listen({ port: 8000 });
 */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const context = contextOf(options);
  const { fastify, zod } = loadServerPackages();
  const app = fastify({
    ...loggerOptions(options.logger, fastify),
    bodyLimit: context.limits.body,
    requestTimeout: context.limits.milliseconds,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) => void sendError(error, request, reply),
    clientErrorHandler: refuseConnection,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(zod.serializerCompiler);
  let closing = false;
  app.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  app.addHook('onClose', () => context.service.close());
  useErrorReplies(app);
  useRequestLog(app);
  useGuards(app, () => closing);
  await usePlugins(app, options, context);
  healthRoutes(app.withTypeProvider<ZodTypeProvider>(), () => closing);
  await app.register(apiOf(context, options.apiKeys), { prefix: '/api/v1' });
  await app.ready();
  return app;
}

function contextOf({ models, service, store, clock, ...options }: ServerOptions): ServerContext {
  checkInteger('length of models', models.length, 1);
  if (options.requestsPerMinute !== undefined) checkInteger('requestsPerMinute', options.requestsPerMinute, 1);
  const limits = limitsWith(options.limits);
  return {
    ...{ models, limits },
    service: queuedService(service ?? driftService(models, limits), limits),
    store: store ?? memoryStore(),
    clock: clock ?? Date.now,
  };
}

function apiOf(context: ServerContext, apiKeys: readonly string[] | undefined) {
  const hook = apiKeys && keyHook(apiKeys);
  return (api: FastifyInstance, _: unknown, done: () => void): void => {
    if (hook) api.addHook('onRequest', hook);
    modelRoutes(api.withTypeProvider<ZodTypeProvider>(), context);
    referenceRoutes(api.withTypeProvider<ZodTypeProvider>(), context);
    done();
  };
}

async function usePlugins(
  app: FastifyInstance,
  { apiKeys, requestsPerMinute }: ServerOptions,
  { limits }: ServerContext,
): Promise<void> {
  const { helmet, multipart, rateLimit, swagger, swaggerUi, zod } = loadServerPackages();
  await app.register(swagger, openApiOptions(zod, apiKeys !== undefined));
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  });
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: DOCS_POLICY, uiConfig: { displayRequestDuration: true } }); // prettier-ignore
  await app.register(multipart, { limits: { files: limits.count, parts: 2 * limits.count, fieldSize: limits.body } });
  if (requestsPerMinute !== undefined)
    await app.register(rateLimit, { max: requestsPerMinute, timeWindow: '1 minute' });
}
