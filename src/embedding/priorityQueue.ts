/**
 * A queue of integers that gives back first what `precedes` puts first: a binary heap, O(log size) a step. The order of two members must not
 * change while both are inside.
 * @example
 * const queue = new PriorityQueue((a, b) => scores[a] > scores[b]);
 * queue.push(0);
 * queue.pop(); // 0
 */
export class PriorityQueue {
  private readonly items: number[] = [];

  constructor(private readonly precedes: (a: number, b: number) => boolean) {}

  /** The first member, or undefined if there is none. */
  get first(): number | undefined {
    return this.items[0];
  }

  push(item: number): void {
    const { items } = this;
    let at = items.length;
    for (let parent; at > 0 && this.precedes(item, items[(parent = (at - 1) >> 1)]); at = parent)
      items[at] = items[parent];
    items[at] = item;
  }

  /** Removes the first member and returns it; undefined if there is none. */
  pop(): number | undefined {
    const { items } = this;
    const [first] = items;
    const last = items.pop();
    if (items.length > 0) this.sink(last!);
    return first;
  }

  private sink(item: number): void {
    const { items } = this;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child + 1 < items.length && this.precedes(items[child + 1], items[child])) child++;
      if (child >= items.length || !this.precedes(items[child], item)) break;
      items[at] = items[child];
      at = child;
    }
    items[at] = item;
  }
}
