/** A dense row-major matrix: row `i` is `values[i·columns … (i+1)·columns)`. Plain data, never changed by what receives it. */
export interface Matrix<Values extends Float32Array | Float64Array = Float32Array | Float64Array> {
  readonly values: Values;
  readonly rows: number;
  readonly columns: number;
}

/**
 * A matrix over `values`, which are not copied.
 * @throws {RangeError} if there are not rows × columns values.
 * @example
 * matrix(new Float32Array([1, 2, 3, 4]), 2, 2);
 */
export function matrix<Values extends Float32Array | Float64Array>(
  values: Values,
  rows: number,
  columns: number,
): Matrix<Values> {
  if (values.length !== rows * columns)
    throw new RangeError(
      `invalid values: expected ${rows} × ${columns} = ${rows * columns} numbers, got ${values.length}`,
    );
  return { values, rows, columns };
}

/**
 * A float64 matrix from rows of numbers.
 * @throws {RangeError} if the rows differ in length.
 * @example
 * fromRows([[1, 2], [3, 4]]); // { rows: 2, columns: 2, … }
 */
export function fromRows(rows: readonly ArrayLike<number>[]): Matrix<Float64Array> {
  const columns = rows[0]?.length ?? 0;
  const values = new Float64Array(rows.length * columns);
  rows.forEach((row, i) => {
    if (row.length !== columns)
      throw new RangeError(`invalid rows: expected ${columns} numbers in row ${i}, got ${row.length}`);
    values.set(row, i * columns);
  });
  return { values, rows: rows.length, columns };
}

/** Row `index` as a view into the matrix's own memory. */
export function row<Values extends Float32Array | Float64Array>(source: Matrix<Values>, index: number): Values {
  return source.values.subarray(index * source.columns, (index + 1) * source.columns) as Values;
}

/**
 * The rows named by `indices`, copied in that order.
 * @example
 * selectRows(bank, [0, 5, 9]).rows; // 3
 */
export function selectRows<Values extends Float32Array | Float64Array>(
  source: Matrix<Values>,
  indices: ArrayLike<number>,
): Matrix<Values> {
  const { columns } = source;
  const values = new (source.values.constructor as new (length: number) => Values)(indices.length * columns);
  for (let i = 0; i < indices.length; i++) values.set(row(source, indices[i]), i * columns);
  return { values, rows: indices.length, columns };
}

/** The same numbers in float64. */
export function toFloat64({ values, rows, columns }: Matrix): Matrix<Float64Array> {
  return matrix(Float64Array.from(values), rows, columns);
}

/**
 * One matrix out of several, one below the other.
 * @throws {RangeError} if `parts` is empty or the numbers of columns differ.
 */
export function concatRows<Values extends Float32Array | Float64Array>(
  parts: readonly Matrix<Values>[],
): Matrix<Values> {
  if (parts.length === 0) throw new RangeError('invalid parts: expected at least one matrix, got none');
  const { columns, values: first } = parts[0];
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const values = new (first.constructor as new (length: number) => Values)(rows * columns);
  let offset = 0;
  for (const part of parts) {
    if (part.columns !== columns)
      throw new RangeError(`invalid parts: expected ${columns} columns, got ${part.columns}`);
    values.set(part.values, offset);
    offset += part.values.length;
  }
  return { values, rows, columns };
}
