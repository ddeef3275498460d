/**
 * The u where an increasing function passes through 0, by Newton steps inside a bracket.
 * @param f gives [value, slope]; the slope is a hint that may be wrong
 * @param start near the answer
 */
export function solveIncreasing(f: (u: number) => readonly [value: number, slope: number], start: number): number {
  let low = -Infinity;
  let high = Infinity;
  let u = start;
  for (let i = 0, width = 1; i < 400; i++) {
    const [value, slope] = f(u);
    if (value === 0) return u;
    if (value < 0) low = u;
    else high = u;
    let next = u - value / slope;
    if (!(next > low && next < high)) {
      width *= 2;
      next = low === -Infinity ? high - width : high === Infinity ? low + width : (low + high) / 2;
    }
    if (Math.abs(next - u) <= 1e-16 * Math.abs(u) || next === low || next === high) return next;
    u = next;
  }
  return u;
}
