/** Critical values b0 + b1/√m + b2/m of the statistic at each level (Scholz & Stephens 1987, table 2). */
const TABLE = [
  { level: 0.25, b0: 0.675, b1: -0.245, b2: -0.105 },
  { level: 0.1, b0: 1.281, b1: 0.25, b2: -0.305 },
  { level: 0.05, b0: 1.645, b1: 0.678, b2: -0.362 },
  { level: 0.025, b0: 1.96, b1: 1.149, b2: -0.391 },
  { level: 0.01, b0: 2.326, b1: 1.822, b2: -0.396 },
  { level: 0.005, b0: 2.573, b1: 2.364, b2: -0.345 },
  { level: 0.001, b0: 3.085, b1: 3.615, b2: -0.154 },
];

/**
 * The p value of the standardised statistic of m + 1 samples: the logarithm is the least-squares parabola through the
 * table.
 */
export function andersonDarlingTable(
  statistic: number,
  m: number,
): { pValue: number; pValueCapped: boolean; pValueFloored: boolean } {
  const critical = TABLE.map(({ b0, b1, b2 }) => b0 + b1 / Math.sqrt(m) + b2 / m);
  const pValueCapped = statistic < Math.min(...critical);
  const pValueFloored = statistic > Math.max(...critical);
  const logs = TABLE.map(({ level }) => Math.log(level));
  const pValue = pValueCapped ? 0.25 : pValueFloored ? 0.001 : Math.exp(parabola(critical, logs, statistic));
  return { pValue, pValueCapped, pValueFloored };
}

/**
 * The least-squares parabola through the points, at `x`: by polynomials that are orthogonal over them (Forsythe 1957).
 */
function parabola(xs: readonly number[], ys: readonly number[], x: number): number {
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0);
  const ones = xs.map(() => 1);
  const centre = dot(xs, ones) / xs.length;
  const linear = xs.map((value) => value - centre);
  const size = dot(linear, linear);
  const shift =
    dot(
      linear,
      linear.map((value) => value * value),
    ) / size;
  const constant = size / xs.length;
  const square = linear.map((value) => value * value - shift * value - constant);
  const at = x - centre;
  return (
    dot(ys, ones) / xs.length +
    (dot(ys, linear) / size) * at +
    (dot(ys, square) / dot(square, square)) * (at * at - shift * at - constant)
  );
}
