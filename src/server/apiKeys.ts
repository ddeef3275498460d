import type { onRequestHookHandler } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import { ServiceError } from './serviceError';

const digest = (key: string): Buffer => createHash('sha256').update(key).digest();

/**
 * Refuses requests whose x-api-key is not one of those with the given SHA-256 digests (hex); takes the same time for every key.
 * @throws {RangeError} if a digest is none.
 */
export function keyHook(digests: readonly string[]): onRequestHookHandler {
  const known = digests.map((text) => {
    if (!/^[0-9a-f]{64}$/.test(text))
      throw new RangeError('invalid apiKeys: expected SHA-256 digests of 64 hex digits');
    return Buffer.from(text, 'hex');
  });
  return ({ headers }, _, done) => {
    const key = headers['x-api-key'];
    const sent = digest(String(key));
    const matches = known.filter((one) => timingSafeEqual(one, sent));
    if (key !== undefined && matches.length > 0) done();
    else done(new ServiceError('UNAUTHORIZED', 'a key is needed: send it in the header x-api-key'));
  };
}
