import type { z } from 'zod';
import type {
  cleanupReply,
  DetectBody,
  detectReply,
  modelsReply,
  PredictBody,
  predictReply,
  ReferenceBody,
  referenceReply,
  referencesReply,
  statusReply,
} from './schemas';
import { ServiceError, type ServiceErrorCode } from './serviceError';

/** Fields with a default may be left out. */
type Asked<Body, Left extends string> = Body extends unknown ? Omit<Body, Left> & Partial<Pick<Body, Left & keyof Body>> : never; // prettier-ignore
/** An image may come as the bytes of a PNG or JPEG file. */
type WithFiles<Body> = { readonly [Key in keyof Body]: Body[Key] extends readonly string[] ? readonly (string | Uint8Array)[] : Body[Key] }; // prettier-ignore

export type PredictQuestion = WithFiles<Asked<PredictBody, 'count' | 'severity' | 'drift' | 'seed'>>;
export type DetectQuestion = WithFiles<Asked<DetectBody, 'alpha' | 'permutations' | 'count' | 'drift' | 'seed'>>;
export type ReferenceQuestion = WithFiles<ReferenceBody>;

/** The routes of the service as functions; an answer that is an error is thrown as {@link ServiceError}. */
export interface DriftClient {
  health(): Promise<z.infer<typeof statusReply>>;
  ready(): Promise<z.infer<typeof statusReply>>;
  models(): Promise<z.infer<typeof modelsReply>>;
  predict(model: string, body: PredictQuestion): Promise<z.infer<typeof predictReply>>;
  detectDrift(model: string, body: DetectQuestion): Promise<z.infer<typeof detectReply>>;
  cleanup(): Promise<z.infer<typeof cleanupReply>>;
  references(model: string): Promise<z.infer<typeof referencesReply>>;
  reference(model: string, id: string): Promise<z.infer<typeof referenceReply>>;
  /** Registers a reference, or replaces it. */
  putReference(model: string, id: string, body: ReferenceQuestion): Promise<z.infer<typeof referenceReply>>;
  deleteReference(model: string, id: string): Promise<void>;
}

/** Where each function of a client goes. */
export const operations = {
  health: ['GET', '/healthz'],
  ready: ['GET', '/readyz'],
  models: ['GET', '/api/v1/models'],
  predict: ['POST', '/api/v1/predict/{model}'],
  detectDrift: ['POST', '/api/v1/detect-drift/{model}'],
  cleanup: ['POST', '/api/v1/cleanup'],
  references: ['GET', '/api/v1/references/{model}'],
  reference: ['GET', '/api/v1/references/{model}/{id}'],
  putReference: ['PUT', '/api/v1/references/{model}/{id}'],
  deleteReference: ['DELETE', '/api/v1/references/{model}/{id}'],
} as const satisfies Readonly<Record<keyof DriftClient, readonly [method: string, path: string]>>;

/** How a client asks. */
export interface ClientOptions {
  /** Sent as x-api-key. */
  readonly apiKey?: string;
  /** Default: that of the platform. */
  readonly fetch?: typeof fetch;
}

/**
 * The service as functions, for Node and browsers. All options of a question have the defaults of the service.
 * @example
 * const client = createClient('http://127.0.0.1:8000');
 * const { drift, pValue } = await client.detectDrift('bert', { severity: 0.5 });
 */
export function createClient(
  baseUrl: string,
  { apiKey, fetch: ask = globalThis.fetch }: ClientOptions = {},
): DriftClient {
  const call = async (name: keyof DriftClient, path: Readonly<Record<string, string>> = {}, body?: object) => {
    const [method, pattern] = operations[name];
    const url = pattern.replace(/\{(\w+)\}/g, (_, part: string) => encodeURIComponent(path[part]));
    const reply = await ask(`${baseUrl.replace(/\/$/, '')}${url}`, {
      method,
      headers: { ...(apiKey !== undefined && { 'x-api-key': apiKey }), ...(body && { 'content-type': 'application/json' }) }, // prettier-ignore
      body: body && JSON.stringify(withBase64(body)),
    });
    const text = await reply.text();
    if (!reply.ok && name !== 'ready') throw errorOf(reply.status, text);
    return (text === '' ? undefined : JSON.parse(text)) as never;
  };
  return {
    health: () => call('health'),
    ready: () => call('ready'),
    models: () => call('models'),
    predict: (model, body) => call('predict', { model }, body),
    detectDrift: (model, body) => call('detectDrift', { model }, body),
    cleanup: () => call('cleanup'),
    references: (model) => call('references', { model }),
    reference: (model, id) => call('reference', { model, id }),
    putReference: (model, id, body) => call('putReference', { model, id }, body),
    deleteReference: (model, id) => call('deleteReference', { model, id }),
  };
}

function withBase64(body: object): object {
  const encode = (value: unknown): unknown => (value instanceof Uint8Array ? base64(value) : value);
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, Array.isArray(value) ? value.map(encode) : value]),
  );
}

function base64(bytes: Uint8Array): string {
  // no spread: an image has more bytes than a call has arguments
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** The error that the service says, or what a proxy before it made of the answer. */
function errorOf(status: number, text: string): Error {
  try {
    const { error } = JSON.parse(text) as { error: { code: ServiceErrorCode; message: string; field?: string } };
    return new ServiceError(error.code, error.message, error.field);
  } catch {
    return new Error(`the service answered ${status}: ${text.slice(0, 200)}`);
  }
}
