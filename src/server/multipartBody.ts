import type { FastifyRequest } from 'fastify';
import type { Limits } from './limits';

/**
 * A form with files as the JSON body that says the same: files and texts of one name become a list, images in base64.
 */
export async function multipartBody(
  request: FastifyRequest,
  lists: readonly string[],
  { imageBytes }: Pick<Limits, 'imageBytes'>,
): Promise<Record<string, unknown>> {
  const body = new Map<string, unknown>();
  for await (const part of request.parts({ limits: { fileSize: imageBytes } })) {
    const value =
      part.type === 'file'
        ? (await part.toBuffer()).toString('base64')
        : fieldValue(String(part.value), lists.includes(part.fieldname));
    if (!lists.includes(part.fieldname)) body.set(part.fieldname, value);
    else body.set(part.fieldname, [...((body.get(part.fieldname) as unknown[] | undefined) ?? []), value]);
  }
  return Object.fromEntries(body);
}

/** Numbers and booleans of a form come as texts. */
function fieldValue(text: string, listed: boolean): unknown {
  if (listed) return text;
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
