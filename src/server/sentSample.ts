import type { SentSample } from './requests';
import type { ServedModel } from './servedModel';

/** What stands in a JSON body, as the service takes it: texts as they are, images out of base64. */
export function sentSample({ takes }: ServedModel, sent: readonly string[]): SentSample {
  if (takes === 'texts') return sent;
  return sent.map((text) => new Uint8Array(Buffer.from(text, 'base64')));
}
