import type { FastifyRequest, RouteShorthandOptions } from 'fastify';
import type { Limits } from '../limits';
import { multipartBody } from '../multipartBody';

/** A route that takes images takes them as files of a form too; its handler sees the same body. */
export function takeForms(
  takes: 'images' | 'texts',
  lists: readonly string[],
  limits: Limits,
): Pick<RouteShorthandOptions, 'preValidation'> {
  if (takes === 'texts') return {};
  return {
    preValidation: async (request: FastifyRequest) => {
      if (request.isMultipart()) request.body = await multipartBody(request, lists, limits);
    },
  };
}
