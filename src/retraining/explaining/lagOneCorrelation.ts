/** Correlation of deviations with those before them, in [0, 1); 0 if it is not beyond what independent values show (2.6 standard errors). */
export function lagOneCorrelation(deviations: Float64Array): number {
  let [products, squares] = [0, 0];
  deviations.forEach((deviation, i) => {
    squares += deviation * deviation;
    if (i > 0) products += deviation * deviations[i - 1];
  });
  const correlation = squares > 0 ? products / squares : 0;
  return correlation > 2.6 / Math.sqrt(deviations.length) ? correlation : 0;
}
