import type { FastifyError, FastifyRequest } from 'fastify';
import type { Limits } from './limits';
import { ServiceError } from './serviceError';

/** Fields of a form that are no single value in JSON, a number or a boolean where it looks like one. */
export interface FormFields {
  /** May come several times. */
  readonly lists: readonly string[];
  /** Stay texts, whatever they look like. */
  readonly texts?: readonly string[];
}

/**
 * A form with files as the JSON body that says the same: files and texts of one name become a list, images in base64.
 * @throws {ServiceError} TOO_LARGE beyond the limits, INVALID_REQUEST for a form that is damaged.
 */
export async function multipartBody(
  request: FastifyRequest,
  { lists, texts = [] }: FormFields,
  { body: most, imageBytes }: Pick<Limits, 'body' | 'imageBytes'>,
): Promise<Record<string, unknown>> {
  const body = new Map<string, unknown>();
  let total = 0;
  try {
    for await (const part of request.parts({ limits: { fileSize: imageBytes }, isPartAFile })) {
      const { fieldname, type } = part;
      const content = type === 'file' ? await part.toBuffer() : Buffer.from(String(part.value));
      total += content.length;
      if (total > most) throw new ServiceError('TOO_LARGE', `the form has more than ${most} bytes`);
      const text = content.toString(type === 'file' ? 'base64' : 'utf8');
      const isText = type === 'file' || lists.includes(fieldname) || texts.includes(fieldname);
      const value = isText ? text : fieldValue(text);
      const earlier = (body.get(fieldname) as unknown[] | undefined) ?? [];
      body.set(fieldname, lists.includes(fieldname) ? [...earlier, value] : value);
    }
  } catch (error) {
    throw formError(error as FastifyError);
  }
  return Object.fromEntries(body);
}

/** An image needs no file name. */
function isPartAFile(_: string | undefined, contentType = '', fileName?: string): boolean {
  return fileName !== undefined || /^(image\/|application\/octet-stream)/.test(contentType);
}

/** Numbers and booleans of a form come as texts. */
function fieldValue(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** What the parser of forms throws at a damaged one has no status. */
function formError(error: FastifyError): Error {
  if (error instanceof ServiceError || (error.statusCode ?? 500) < 500) return error;
  return new ServiceError('INVALID_REQUEST', `the form is damaged: ${error.message}`);
}
