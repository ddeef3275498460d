import { show } from '../errors';
import { encodeGraph, GENERATED } from './encodeGraph';
import { tensor, type ElementType, type Tensor } from './tensor';

/** The floating type of a graph: float32 for speed, float64 for reference values and gradient checks. */
export type Precision = 'float32' | 'float64';

/** The size of an axis: a number, a name that is bound at run time, or '?' where it cannot be told before the run. */
export type Dimension = number | string;

/** The sizes of a value's axes. The rank is always known. */
export type Shape = readonly Dimension[];

/** An array that flows through a graph: an input, a constant or the output of a node. */
export interface Value {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: Shape;
}

/** An operator's attribute: integers and strings as they are, a float wrapped so that 1 and 1.0 differ. */
export type Attribute = number | string | readonly number[] | { readonly float: number };

/** One operator of a graph: a plain record, in order of execution. */
export interface GraphNode {
  readonly operator: string;
  readonly domain: string;
  /** `undefined` stands for an optional input that is left out. */
  readonly inputs: readonly (Value | undefined)[];
  readonly outputs: readonly Value[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** What a node's output will be. */
export interface Outcome {
  readonly type: ElementType;
  readonly shape: Shape;
}

const owners = new WeakMap<Value, Graph>();

/**
 * A computation, written down as ONNX operators and run by a session. Operators are functions of values (see `operators`);
 * a shape that cannot work is refused while the graph is written.
 * @example
 * const graph = new Graph('float32');
 * const x = graph.input('x', ['n', 3]);
 * graph.output('y', relu(matmul(x, graph.constant([1, 0, -1], [3, 1]))));
 * const session = await openSession(graph);
 */
export class Graph {
  readonly nodes: GraphNode[] = [];
  readonly inputs: Value[] = [];
  readonly constants = new Map<Value, Tensor>();
  readonly outputs = new Map<string, Value>();
  private readonly names = new Set<string>();
  /** The layer whose parameter came last: what follows is named after it. */
  private layer = '';

  constructor(readonly precision: Precision = 'float32') {}

  /**
   * A value that is given at run time.
   * @throws {RangeError} if the name is taken, empty or begins with '#'.
   */
  input(name: string, shape: Shape, type: ElementType = this.precision): Value {
    const value = this.value(this.claim('input', name), type, shape);
    this.enter(name);
    this.inputs.push(value);
    return value;
  }

  /**
   * A value that is part of the graph, of the graph's precision unless `type` says otherwise. The shape defaults to one axis,
   * and to a scalar for a single number. `name` makes a weight easy to find in the file.
   */
  constant(
    values: number | ArrayLike<number>,
    shape: readonly number[] = typeof values === 'number' ? [] : [values.length],
    { type = this.precision, name }: { type?: ElementType; name?: string } = {},
  ): Value {
    const value = this.value(name === undefined ? this.next('constant') : this.claim('constant', name), type, shape);
    if (name !== undefined) this.enter(name);
    this.constants.set(value, tensor(typeof values === 'number' ? [values] : values, shape, type));
    return value;
  }

  /**
   * Names a value as a result of the graph. A value may have several names.
   * @throws {RangeError} if the name is taken, or the value is of another graph.
   */
  output(name: string, value: Value): void {
    this.own('output', value);
    this.outputs.set(this.claim('output', name), value);
  }

  /** Adds a node. Operators are written with it: they check shapes, this does not. */
  node(
    operator: string,
    inputs: readonly (Value | undefined)[],
    outcomes: readonly Outcome[],
    attributes: Readonly<Record<string, Attribute>> = {},
    domain = '',
  ): Value[] {
    for (const input of inputs) if (input) this.own(operator, input);
    const outputs = outcomes.map(({ type, shape }) => this.value(this.next(operator), type, shape));
    this.nodes.push({ operator, domain, inputs, outputs, attributes });
    return outputs;
  }

  /** The graph as the bytes of an ONNX file (operator set 21, IR version 10). */
  encode(): Uint8Array {
    return encodeGraph(this);
  }

  private value(name: string, type: ElementType, shape: Shape): Value {
    const value = { name, type, shape };
    owners.set(value, this);
    return value;
  }

  private own(operator: string, value: Value): void {
    if (owners.get(value) !== this)
      throw new RangeError(`invalid argument of ${operator}: ${show(value.name)} belongs to another graph`);
  }

  private next(label: string): string {
    const name = `${GENERATED}${this.names.size}-${this.layer}${label}`;
    this.names.add(name);
    return name;
  }

  private enter(name: string): void {
    if (name.includes('.')) this.layer = `${name.slice(0, name.lastIndexOf('.'))}/`;
  }

  private claim(kind: string, name: string): string {
    if (name === '' || name.startsWith(GENERATED))
      throw new RangeError(
        `invalid name of ${kind}: expected one that is not empty and has no leading '${GENERATED}', got ${show(name)}`,
      );
    if (this.names.has(name)) throw new RangeError(`invalid name of ${kind}: ${show(name)} is taken already`);
    this.names.add(name);
    return name;
  }
}

/** The graph that `value` belongs to. */
export function graphOf(value: Value): Graph {
  const graph = owners.get(value);
  if (!graph) throw new TypeError(`invalid value: expected one that a graph has made, got ${show(value)}`);
  return graph;
}
