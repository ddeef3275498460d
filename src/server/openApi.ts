import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import { formContent, type FormContent } from './formContent';
import type { loadServerPackages } from './packages';

/** What a route takes, by media type. */
interface Operation {
  readonly requestBody?: { readonly content: Record<string, FormContent> };
}

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
    transformObject: (document) => {
      if ('swaggerObject' in document) return document.swaggerObject;
      offerForms(document.openapiObject as { paths: Record<string, Record<string, Operation>> });
      return document.openapiObject;
    },
  };
}

/** Where a body holds images in base64, a form may bring them as files. */
function offerForms({ paths }: { readonly paths: Record<string, Record<string, Operation>> }): void {
  for (const { requestBody } of Object.values(paths).flatMap((path) => Object.values(path))) {
    const form = requestBody && formContent(requestBody.content['application/json'].schema);
    if (form) requestBody.content['multipart/form-data'] = form;
  }
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
