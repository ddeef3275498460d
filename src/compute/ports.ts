import { show } from '../errors';
import type { Shape } from './graph';
import { invalid } from './modelFile';
import { compatible, showShape } from './shapes';
import { arrayOf, elementCount, isElementType, type ElementType, type Tensor } from './tensor';

/** What a model takes or gives. */
export interface Port {
  readonly name: string;
  readonly type: ElementType;
  /** Sizes; a name or '?' where any size will do. */
  readonly shape: Shape;
}

/** What the runtime says about an input or output. */
type Metadata =
  | { readonly name: string; readonly isTensor: false }
  | { readonly name: string; readonly isTensor: true; readonly type: string; readonly shape: Shape };

/**
 * Checks a tensor against the input it is for.
 * @throws {RangeError} if it is missing, or of the wrong type or shape.
 */
export function checkFeed({ name, type, shape }: Port, feed: Tensor | undefined): void {
  const invalidFeed = `invalid feed ${show(name)}: expected`;
  const rule = `${invalidFeed} ${type} ${showShape(shape)}, got`;
  if (!feed) throw new RangeError(`${rule} nothing`);
  const fits = feed.shape.length === shape.length && feed.shape.every((size, i) => compatible(size, shape[i]));
  if (feed.type !== type || !fits) throw new RangeError(`${rule} ${feed.type} ${showShape(feed.shape)}`);
  const count = elementCount(feed.shape);
  if (feed.values.length !== count)
    throw new RangeError(`${invalidFeed} ${count} values for ${showShape(feed.shape)}, got ${feed.values.length}`);
  if (!(feed.values instanceof arrayOf(type)))
    throw new RangeError(`${invalidFeed} a ${arrayOf(type).name} for ${type}, got ${feed.values.constructor.name}`);
}

/**
 * Checks a model's inputs or outputs against the names that are expected: all of them must be there, and no others if `exact`.
 * @throws {DriftlabError} DRIFTLAB_INVALID_MODEL otherwise.
 */
export function checkPorts(
  label: string,
  kind: string,
  ports: readonly Port[],
  expected: readonly string[] | undefined,
  exact: boolean,
): void {
  if (!expected) return;
  const missing = expected.find((name) => !has(ports, name));
  if (missing !== undefined) throw invalid(`${label} has no ${kind} ${show(missing)}: it has ${names(ports)}`);
  const unknown = ports.find((port) => !expected.includes(port.name));
  if (exact && unknown)
    throw invalid(`${label} has an ${kind} ${show(unknown.name)} that is not expected; expected: ${list(expected)}`);
}

/** Whether one of the ports has this name. */
export function has(ports: readonly Port[], name: string): boolean {
  return ports.some((port) => port.name === name);
}

/** The names of ports, for messages. */
export function names(ports: readonly Port[]): string {
  return list(ports.map(({ name }) => name));
}

function list(texts: readonly string[]): string {
  return texts.map(show).join(', ') || 'none';
}

/** @throws {DriftlabError} DRIFTLAB_INVALID_MODEL for a type that driftlab does not hold. */
export function port(metadata: Metadata, label: string): Port {
  if (!metadata.isTensor || !isElementType(metadata.type))
    throw invalid(
      `${label} has ${show(metadata.name)} of a type that driftlab does not hold: ${metadata.isTensor ? metadata.type : 'not a tensor'}`,
    );
  return { name: metadata.name, type: metadata.type, shape: metadata.shape.map((size) => size || '?') };
}
