/** What survives JSON. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** A record of JSON values; a property that is undefined is left out. */
export interface JsonObject {
  readonly [name: string]: JsonValue | undefined;
}

/**
 * JSON with one spelling for one value: names sorted by UTF-16 code units, no spaces, numbers as JavaScript prints them
 * (RFC 8785). Properties that are undefined are left out.
 * @param name of the argument, for the error.
 * @throws {TypeError} for what JSON cannot hold (typed arrays, dates, functions …), {RangeError} for NaN and infinities; both
 * name the place.
 * @example
 * canonicalJson('card', { b: 1, a: [true, null] }); // '{"a":[true,null],"b":1}'
 */
export function canonicalJson(name: string, value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new RangeError(`invalid ${name}: expected a finite number, got ${value}`);
  if (value === null || ['number', 'string', 'boolean'].includes(typeof value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((one, i) => canonicalJson(`${name}[${i}]`, one)).join(',')}]`;
  if (!isPlain(value)) throw new TypeError(`invalid ${name}: expected plain JSON, got ${kindOf(value)}`);
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(`${name}.${key}`, value[key])}`);
  return `{${members.join(',')}}`;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value) as unknown;
  // records of another realm (a notebook's, a worker's) have another Object.prototype
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function kindOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? value.constructor.name : typeof value;
}
