import { createRequire } from 'node:module';
import { DriftlabError } from '../errors';

const load = createRequire(__filename);

const INSTALL =
  'npm install fastify fastify-type-provider-zod @fastify/helmet @fastify/multipart @fastify/rate-limit @fastify/swagger @fastify/swagger-ui pino';

interface ServerPackages {
  readonly fastify: typeof import('fastify').default;
  readonly helmet: typeof import('@fastify/helmet').default;
  readonly multipart: typeof import('@fastify/multipart').default;
  readonly rateLimit: typeof import('@fastify/rate-limit').default;
  readonly swagger: typeof import('@fastify/swagger').default;
  readonly swaggerUi: typeof import('@fastify/swagger-ui').default;
  readonly zod: typeof import('fastify-type-provider-zod');
}

/**
 * The packages of the server, which are optional to the library.
 * @throws {DriftlabError} DRIFTLAB_MISSING_PACKAGE that says how to install them.
 */
export function loadServerPackages(): ServerPackages {
  const plugin = (name: string): never => (load(name) as { default: never }).default;
  try {
    return {
      fastify: plugin('fastify'),
      helmet: plugin('@fastify/helmet'),
      multipart: plugin('@fastify/multipart'),
      rateLimit: plugin('@fastify/rate-limit'),
      swagger: plugin('@fastify/swagger'),
      swaggerUi: plugin('@fastify/swagger-ui'),
      zod: load('fastify-type-provider-zod') as ServerPackages['zod'],
    };
  } catch (cause) {
    throw new DriftlabError(
      'DRIFTLAB_MISSING_PACKAGE',
      `the server needs packages that are not installed. Run: ${INSTALL}`,
      {
        cause,
      },
    );
  }
}
