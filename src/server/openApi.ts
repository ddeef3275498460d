import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import type { loadServerPackages } from './packages';

/** How the service describes itself: OpenAPI 3.1 from the schemas of its routes. */
export function openApiOptions(
  { jsonSchemaTransform }: ReturnType<typeof loadServerPackages>['zod'],
  withKeys: boolean,
): FastifyDynamicSwaggerOptions {
  return {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'driftlab',
        description: 'Predictions, and whether what is asked about has drifted.',
        version: '1',
      },
      ...(withKeys && {
        components: { securitySchemes: { key: { type: 'apiKey', name: 'x-api-key', in: 'header' } } },
        security: [{ key: [] }],
      }),
    },
    transform: jsonSchemaTransform,
  };
}

/** The pages at /docs load nothing from elsewhere, also where the service has no TLS of its own. */
export const DOCS_POLICY = [
  "default-src 'self'",
  "img-src 'self' data:",
  "style-src 'self' 'unsafe-inline'",
  "object-src 'none'",
  "base-uri 'self'",
  "frame-ancestors 'none'",
].join('; ');
