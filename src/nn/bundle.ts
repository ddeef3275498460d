import type { Graph, Value } from '../compute/graph';
import { reshape, split } from '../compute/operators';
import { elementCount } from '../compute/tensor';
import type { Slot } from './network';

/** Small tensors that go in and out of a step as one vector: a call costs some microseconds for each tensor, and so does each operator. */
export interface Bundle {
  readonly vector: Value;
  /** The tensors by name, and where in the vector they begin. */
  readonly parts: ReadonlyMap<string, { readonly value: Value; readonly start: number }>;
}

/** Tensors of up to so many numbers are small: copying them costs less than carrying each by itself. */
const SMALL = 4096;

/** An input `name` for the small ones of `slots`; undefined if there are fewer than two. */
export function bundle(graph: Graph, name: string, slots: readonly Slot[]): Bundle | undefined {
  const small = slots.filter(({ shape }) => elementCount(shape) <= SMALL);
  if (small.length < 2) return undefined;
  const counts = small.map(({ shape }) => elementCount(shape));
  const vector = graph.input(name, [counts.reduce((sum, count) => sum + count)]);
  let start = 0;
  const parts = split(vector, counts, 0).map((piece, i) => {
    const shape = small[i].value.shape.map(Number);
    const part = { value: shape.length === 1 ? piece : reshape(piece, shape), start };
    start += counts[i];
    return [small[i].name, part] as const;
  });
  return { vector, parts: new Map(parts) };
}
