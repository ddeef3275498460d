/**
 * P(X > x) for a standard Cauchy X: atan2 keeps the digits that ½ − atan(x)/π loses.
 * @example
 * cauchySf(1e20); // 3.18309…e-21
 */
export function cauchySf(x: number): number {
  return Math.atan2(1, x) / Math.PI;
}
