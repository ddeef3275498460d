/** The nearest integer, the even one of two as near: as IEEE 754, NumPy and Python round. */
export function roundHalfToEven(x: number): number {
  const rounded = Math.round(x);
  return rounded - x === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
