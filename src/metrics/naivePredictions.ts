/**
 * What repeating the last label would have predicted (the no-change or persistent classifier); for the first sample, class 0.
 * @example
 * noChange([1, 1, 0]); // Int32Array [0, 1, 1]
 */
export function noChange(labels: ArrayLike<number>): Int32Array {
  return Int32Array.from(labels, (_, i) => (i === 0 ? 0 : labels[i - 1]));
}

/**
 * What the most frequent label so far would have predicted; the smallest one on ties, for the first sample class 0.
 * @example
 * majorityClass([1, 1, 0, 0]); // Int32Array [0, 1, 1, 1]
 */
export function majorityClass(labels: ArrayLike<number>): Int32Array {
  const counts = new Map<number, number>();
  let best = 0;
  const countOf = (label: number) => counts.get(label) ?? 0;
  return Int32Array.from(labels, (label) => {
    const predicted = best;
    counts.set(label, countOf(label) + 1);
    if (countOf(label) > countOf(best) || (countOf(label) === countOf(best) && label < best)) best = label;
    return predicted;
  });
}
