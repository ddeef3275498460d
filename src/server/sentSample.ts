import type { Limits } from './limits';
import type { SentSample } from './requests';
import type { ServedModel } from './servedModel';
import { ServiceError } from './serviceError';

/** What stands in a JSON body, as the service takes it: texts as they are, images out of base64. */
export function sentSample(
  { takes }: ServedModel,
  sent: readonly string[],
  { imageBytes }: Limits,
  field: string,
): SentSample {
  if (takes === 'texts') return sent;
  return sent.map((text, i) => {
    const bytes = Buffer.from(text, 'base64');
    if (bytes.length > imageBytes)
      throw new ServiceError('TOO_LARGE', `${field}[${i}] has ${bytes.length} bytes: at most ${imageBytes} are taken`);
    return new Uint8Array(bytes);
  });
}
