/** The number of samples, where there is one prediction for each label. */
export function checkPairs(predictions: ArrayLike<unknown>, labels: ArrayLike<unknown>): number {
  const n = labels.length;
  if (predictions.length !== n)
    throw new RangeError(`invalid predictions: expected ${n}, one for each label, got ${predictions.length}`);
  if (n === 0) throw new RangeError('invalid labels: expected at least one, got none');
  return n;
}
