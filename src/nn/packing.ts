/** How a parameter lies in the memory of a graph: files and people see one layout, the fastest operators may want another. */
export interface Packing {
  /** The shape in the graph, where it is another. */
  readonly shape?: (shape: readonly number[]) => readonly number[];
  pack(values: Float32Array, shape: readonly number[]): Float32Array;
  unpack(values: Float32Array, shape: readonly number[]): Float32Array;
}

/** As it is. */
export const PLAIN: Packing = { pack: (values) => values.slice(), unpack: (values) => values.slice() };

/** A matrix [rows, columns] as its transpose. */
export const TRANSPOSED: Packing = {
  shape: ([rows, columns]) => [columns, rows],
  pack: (values, [rows, columns]) => transposed(values, rows, columns),
  unpack: (values, [rows, columns]) => transposed(values, columns, rows),
};

/** A packing by an order of the elements: place i of the graph holds element `order(shape)[i]`. */
export function reordered(
  shape: (shape: readonly number[]) => readonly number[],
  order: (shape: readonly number[]) => Uint32Array,
): Packing {
  return {
    shape,
    pack: (values, of) => Float32Array.from(order(of), (from) => values[from]),
    unpack: (values, of) => {
      const plain = new Float32Array(values.length);
      order(of).forEach((to, i) => (plain[to] = values[i]));
      return plain;
    },
  };
}

function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(values.length);
  for (let i = 0; i < rows; i++) for (let k = 0; k < columns; k++) turned[k * rows + i] = values[i * columns + k];
  return turned;
}
