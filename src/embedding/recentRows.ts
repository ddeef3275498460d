/** A bounded number of rows by key: those used longest ago are forgotten. */
export class RecentRows {
  private readonly rows = new Map<string, Float32Array>();

  constructor(private readonly limit: number) {}

  get(key: string): Float32Array | undefined {
    const found = this.rows.get(key);
    if (found) this.put(key, found);
    return found;
  }

  set(key: string, row: Float32Array): void {
    // a copy: a view would keep the whole matrix that the row is of
    this.put(key, row.slice());
  }

  private put(key: string, row: Float32Array): void {
    // a map keeps the order of insertion: the first is the one used longest ago
    this.rows.delete(key);
    this.rows.set(key, row);
    if (this.rows.size > this.limit) this.rows.delete(this.rows.keys().next().value!);
  }
}
