/** The newest `size` values of a stream, in order of arrival and of value. O(size) memory, and time of a value. */
export class SortedWindow {
  length = 0;
  private readonly values: Float64Array;
  /** Slots of the values, the smallest value first. */
  private readonly order: Uint32Array;
  /** The slot of the next value, and of the oldest one when the window is full. */
  private next = 0;
  private readonly marks: Int8Array;

  constructor(readonly size: number) {
    this.values = new Float64Array(size);
    this.order = new Uint32Array(size);
    this.marks = new Int8Array(size);
  }

  add(value: number): void {
    if (this.length === this.size) this.removeOldest();
    const place = this.place(value);
    this.order.copyWithin(place + 1, place, this.length);
    this.order[place] = this.next;
    this.values[this.next] = value;
    this.next = (this.next + 1) % this.size;
    this.length++;
  }

  /** Marks a value by how many newer ones there are: 1 and −1 for two samples, 0 for none of them. */
  mark(age: number, sign: -1 | 0 | 1): void {
    this.marks[this.slot(age)] = sign;
  }

  isMarked(age: number): boolean {
    return this.marks[this.slot(age)] !== 0;
  }

  clearMarks(): void {
    this.marks.fill(0);
  }

  /** The largest difference between how many values marked 1, and −1, are at or below a point. */
  largestGap(): number {
    const { order, values, marks, length } = this;
    let gap = 0;
    let largest = 0;
    for (let i = 0; i < length; i++) {
      gap += marks[order[i]];
      // equal values count together
      const ends = i + 1 === length || values[order[i + 1]] !== values[order[i]];
      if (ends && Math.abs(gap) > largest) largest = Math.abs(gap);
    }
    return largest;
  }

  /** The newest `count` values, the oldest of them first. */
  newest(count: number): number[] {
    return Array.from({ length: count }, (_, i) => this.values[this.slot(count - 1 - i)]);
  }

  toJSON(): number[] {
    return this.newest(this.length);
  }

  private slot(age: number): number {
    const slot = this.next - 1 - age;
    return slot < 0 ? slot + this.size : slot;
  }

  private removeOldest(): void {
    let place = this.place(this.values[this.next]);
    while (this.order[place] !== this.next) place++;
    this.order.copyWithin(place, place + 1, this.length);
    this.length--;
  }

  /** Number of smaller values. */
  private place(value: number): number {
    let low = 0;
    for (let high = this.length; low < high;) {
      const middle = (low + high) >>> 1;
      if (this.values[this.order[middle]] < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
