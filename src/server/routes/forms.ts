import type { FastifyRequest, RouteShorthandOptions } from 'fastify';
import type { Limits } from '../limits';
import { multipartBody, type FormFields } from '../multipartBody';
import { ServiceError } from '../serviceError';

/** A route that takes images takes them as files of a form too; its handler sees the same body. */
export function takeForms(
  takes: 'images' | 'texts',
  fields: FormFields,
  limits: Limits,
): Pick<RouteShorthandOptions, 'preValidation'> {
  return {
    preValidation: async (request: FastifyRequest) => {
      if (!request.isMultipart()) return;
      if (takes === 'texts') throw new ServiceError('UNSUPPORTED_MEDIA_TYPE', 'texts are taken as application/json');
      request.body = await multipartBody(request, fields, limits);
    },
  };
}
