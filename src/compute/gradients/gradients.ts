import { graphOf, type GraphNode, type Value } from '../graph';
import { mismatch, showShape } from '../shapes';
import type { Row, Step } from './row';
import { gradientTable } from './table';

interface Shortcut {
  readonly inputs: readonly Value[];
  readonly row: Row;
}

const shortcuts = new WeakMap<Value, Shortcut>();

/**
 * Says how the gradient of `output` goes to `inputs` from which it was computed by several operators, where a formula for all
 * of them is faster or more exact than one row after the other.
 */
export function shortcut(output: Value, inputs: readonly Value[], row: Row): Value {
  shortcuts.set(output, { inputs, row });
  return output;
}

/**
 * Writes the backward pass of `loss` into its graph: the gradient with respect to each of `sources`, of the same shape.
 * What no source needs is not computed. `seed` is the gradient of the loss itself, default 1; it must be given unless the
 * loss is a scalar. A source that the loss does not depend on is an error.
 * @throws {RangeError} for an operator without a gradient; it is named.
 * @example
 * const w = graph.input('w', [3]);
 * const [dw] = gradients(reduceSum(mul(w, w), [0]), [w]); // 2w
 */
export function gradients(loss: Value, sources: readonly Value[], seed?: Value): Value[] {
  const graph = graphOf(loss);
  if (!seed && loss.shape.length > 0) throw mismatch('gradients', 'loss', 'a scalar', showShape(loss.shape));
  const nodes = [...graph.nodes];
  const moved = reach(nodes, sources);
  const found = new Map<Value, Value>([[loss, seed ?? graph.constant(1, [], { type: loss.type })]]);
  for (const node of nodes.reverse()) stepBack(node, moved, found);
  return sources.map((source) => {
    const gradient = found.get(source);
    if (!gradient) throw mismatch('gradients', 'sources', 'values that the loss depends on', source.name);
    return gradient;
  });
}

/** All values that change when a source does. */
function reach(nodes: readonly GraphNode[], sources: readonly Value[]): Set<Value> {
  const moved = new Set(sources);
  for (const { inputs, outputs } of nodes)
    if (inputs.some((input) => input && moved.has(input))) outputs.forEach((output) => moved.add(output));
  return moved;
}

function stepBack(node: GraphNode, moved: ReadonlySet<Value>, found: Map<Value, Value>): void {
  const gradients = node.outputs.map((output) => found.get(output));
  const first = gradients.find((gradient) => gradient !== undefined);
  if (!first || !node.outputs.some((output) => moved.has(output))) return;
  // the table speaks of first outputs; only a split has several that carry gradients
  if (node.operator !== 'Split' && first !== gradients[0])
    throw mismatch('gradients', 'graph', 'a loss that depends on first outputs', label(node));
  const short = shortcuts.get(node.outputs[0]);
  const inputs = short?.inputs ?? node.inputs;
  const { operator, outputs, attributes } = node;
  const step = { operator, inputs: inputs as Value[], outputs, attributes, d: first, gradients };
  const parts = (short?.row ?? rowOf(node))(step);
  inputs.forEach((input, i) => {
    if (!input || !moved.has(input)) return;
    const part = parts[i];
    if (!part) throw mismatch('gradients', 'graph', `an operator with a gradient for input ${i}`, label(node));
    found.set(input, part(found.get(input)));
  });
}

function rowOf(node: GraphNode): (step: Step) => ReturnType<Row> {
  const key = node.domain.endsWith('nchwc') ? `${node.domain}.${node.operator}` : node.operator;
  if (!Object.hasOwn(gradientTable, key))
    throw mismatch('gradients', 'graph', 'operators that have a gradient', label(node));
  return gradientTable[key];
}

function label({ operator, outputs }: GraphNode): string {
  return `${operator} ${showShape(outputs[0].shape)}`;
}
