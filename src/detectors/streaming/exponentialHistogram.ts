import { integer, list, readFields, record, squareSum, sum } from './detectorState';

/** Buckets of 2^i values each, the oldest first. */
interface Row {
  count: number;
  readonly totals: Float64Array;
  /** Sums of squared deviations from the mean of the bucket. */
  readonly squares: Float64Array;
}

interface SavedRow {
  readonly totals: number[];
  readonly squares: number[];
}

// 2^53 values
const ROWS = 54;

/**
 * A window of values in O(maxBuckets · log width) memory: row i has at most `maxBuckets` buckets that each stand for
 * 2^i values; one more, and its two oldest become one of the next row (Datar et al. 2002; Bifet & Gavaldà 2007, section
 * 4).
 */
export class ExponentialHistogram {
  width = 0;
  total = 0;
  /** Sum of squared deviations from the mean. */
  squares = 0;
  readonly rows: Row[] = [];

  constructor(readonly maxBuckets: number) {
    this.rows.push(this.emptyRow());
  }

  add(value: number): void {
    this.push(0, value, 0);
    this.width++;
    if (this.width > 1) {
      const deviation = value - this.total / (this.width - 1);
      this.squares += ((this.width - 1) * deviation * deviation) / this.width;
    }
    this.total += value;
    for (let i = 0; this.rows[i].count > this.maxBuckets; i++) this.mergeOldest(i);
  }

  /** Forgets the oldest bucket, of a window that has others too. */
  dropOldest(): void {
    const size = 2 ** (this.rows.length - 1);
    const row = this.rows[this.rows.length - 1];
    const [total] = row.totals;
    this.width -= size;
    this.total -= total;
    const difference = total / size - this.total / this.width;
    this.squares -= row.squares[0] + (size * this.width * difference * difference) / (size + this.width);
    shift(row, 1);
    while (this.rows[this.rows.length - 1].count === 0) this.rows.pop();
  }

  toJSON(): object {
    const rows = this.rows.map(({ count, totals, squares }) => ({
      totals: [...totals.subarray(0, count)],
      squares: [...squares.subarray(0, count)],
    }));
    return { total: this.total, squares: this.squares, rows };
  }

  /** The window that `value` is the JSON of. */
  static read(maxBuckets: number, name: string, value: unknown): ExponentialHistogram {
    const row = record<SavedRow>({ totals: list(sum, maxBuckets), squares: list(squareSum, maxBuckets) });
    const rows = list(row, ROWS);
    const saved = readFields(name, value, ['total', 'squares', 'rows']);
    const window = new ExponentialHistogram(maxBuckets);
    window.total = sum(`${name}.total`, saved.total);
    window.squares = squareSum(`${name}.squares`, saved.squares);
    for (const [i, { totals, squares }] of rows(`${name}.rows`, saved.rows).entries()) {
      integer(totals.length, totals.length)(`${name}.rows[${i}].squares.length`, squares.length);
      for (const [k, total] of totals.entries()) window.push(i, total, squares[k]);
      window.width += totals.length * 2 ** i;
    }
    const last = window.rows.length - 1;
    if (last > 0) integer(1)(`${name}.rows[${last}].totals.length`, window.rows[last].count);
    return window;
  }

  private push(i: number, total: number, squares: number): void {
    while (i >= this.rows.length) this.rows.push(this.emptyRow());
    const row = this.rows[i];
    row.totals[row.count] = total;
    row.squares[row.count] = squares;
    row.count++;
  }

  private mergeOldest(i: number): void {
    const { totals, squares } = this.rows[i];
    const size = 2 ** i;
    const difference = totals[0] / size - totals[1] / size;
    const between = (size * size * difference * difference) / (size + size);
    this.push(i + 1, totals[0] + totals[1], squares[0] + squares[1] + between);
    shift(this.rows[i], 2);
  }

  private emptyRow(): Row {
    const length = this.maxBuckets + 1;
    return { count: 0, totals: new Float64Array(length), squares: new Float64Array(length) };
  }
}

/** Forgets the oldest buckets of a row. */
function shift(row: Row, buckets: number): void {
  const { totals, squares } = row;
  row.count -= buckets;
  // quicker than copyWithin for so few
  for (let k = 0; k < row.count; k++) {
    totals[k] = totals[k + buckets];
    squares[k] = squares[k + buckets];
  }
}
