import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { randomUUID } from 'node:crypto';
import { keyHook } from './apiKeys';
import { driftService } from './driftService';
import { useErrorReplies } from './errorReplies';
import { defaultLimits, type Limits } from './limits';
import { loadServerPackages } from './packages';
import { queuedService } from './queuedService';
import { memoryStore, type ReferenceStore } from './referenceStore';
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
  /** Default: the models in this thread. `workerService` keeps this thread free. */
  readonly service?: DriftService;
  /** Where references are kept. Default: memory. */
  readonly store?: ReferenceStore;
  /** Milliseconds since 1970; default the system's clock. */
  readonly clock?: () => number;
  /** A pino logger, or its options; default none. */
  readonly logger?: FastifyServerOptions['logger'];
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
 * The service over HTTP: prediction and drift detection for each model, OpenAPI at /docs. Nothing listens yet.
 * @throws {DriftlabError} DRIFTLAB_MISSING_PACKAGE that says what to install; {RangeError} for wrong options.
 * @example
 * const app = await buildServer({ models: [digitsModel()] });
 * await app.listen({ port: 8000 });
 */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const limits = { ...defaultLimits, ...options.limits };
  const { models, store = memoryStore(), clock = Date.now } = options;
  const service = queuedService(options.service ?? driftService(models, limits), limits.queue);
  const packages = loadServerPackages();
  const app = packages.fastify({
    logger: options.logger ?? false,
    bodyLimit: limits.body,
    requestTimeout: 2 * limits.milliseconds,
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 100 },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(packages.zod.serializerCompiler);
  useErrorReplies(app);
  app.addHook('onSend', (request, reply, payload, done) => {
    void reply.header('x-request-id', request.id);
    done(null, payload);
  });
  app.addHook('onClose', () => service.close());
  await usePlugins(app, options, limits);
  const context: ServerContext = { models, service, store, clock, limits };
  healthRoutes(app.withTypeProvider<ZodTypeProvider>());
  await app.register(
    (api, _, done) => {
      if (options.apiKeys) api.addHook('onRequest', keyHook(options.apiKeys));
      modelRoutes(api.withTypeProvider<ZodTypeProvider>(), context);
      referenceRoutes(api.withTypeProvider<ZodTypeProvider>(), context);
      done();
    },
    { prefix: '/api/v1' },
  );
  await app.ready();
  return app;
}

async function usePlugins(
  app: FastifyInstance,
  { apiKeys, requestsPerMinute }: ServerOptions,
  limits: Limits,
): Promise<void> {
  const { helmet, multipart, rateLimit, swagger, swaggerUi, zod } = loadServerPackages();
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'driftlab',
        description: 'Predictions, and whether what is asked about has drifted.',
        version: '1',
      },
      ...(apiKeys && {
        components: { securitySchemes: { key: { type: 'apiKey', name: 'x-api-key', in: 'header' } } },
        security: [{ key: [] }],
      }),
    },
    transform: zod.jsonSchemaTransform,
  });
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true, uiConfig: { displayRequestDuration: true } });
  await app.register(helmet, { contentSecurityPolicy: false });
  await app.register(multipart, { limits: { files: limits.count, parts: 2 * limits.count, fieldSize: limits.body } });
  if (requestsPerMinute !== undefined)
    await app.register(rateLimit, { max: requestsPerMinute, timeWindow: '1 minute' });
}
