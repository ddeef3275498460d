import type { FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';
import { ServiceError } from './serviceError';

type Issue = z.core.$ZodIssue;

/** Validates what a request carries by the zod record of its route. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart }) =>
  (data: unknown) => {
    const result = schema.safeParse(data);
    if (result.success) return { value: result.data };
    const { path, message } = nearest(result.error.issues);
    const field = path.length > 0 ? fieldName(path) : undefined;
    return { error: new ServiceError('INVALID_REQUEST', `${field ?? httpPart ?? 'request'}: ${message}`, field) };
  };

/** The issue to tell: of records among which a request may choose, the one that it comes nearest to. */
function nearest([first]: readonly Issue[]): Pick<Issue, 'path' | 'message'> {
  if (first.code !== 'invalid_union' || first.errors.length === 0) return first;
  const missing = (issues: readonly Issue[]): number =>
    issues.filter(({ code, path }) => path.length === 1 && code === 'unrecognized_keys').length * 100 + issues.length;
  const choice = first.errors.reduce((best, issues) => (missing(issues) < missing(best) ? issues : best));
  const { path, message } = nearest(choice);
  return { path: [...first.path, ...path], message };
}

/** A path as people write it: ['images', 3] is images[3]. */
function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i > 0 ? '.' : ''}${String(part)}`))
    .join('');
}
