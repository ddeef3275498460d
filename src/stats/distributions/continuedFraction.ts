const TINY = 1e-300;

/**
 * The continued fraction 1 / (b₀ + a₁ / (b₁ + a₂ / (b₂ + …))), by Lentz's method as Thompson and Barnett (1986) changed it.
 * @param term gives [aᵢ, bᵢ] for i = 0, 1, …; a₀ is not used
 */
export function continuedFraction(term: (i: number) => readonly [a: number, b: number]): number {
  const [, first] = term(0);
  let value = first || TINY;
  let c = value;
  let d = 0;
  for (let i = 1; i < 1e7; i++) {
    const [a, b] = term(i);
    d = 1 / (b + a * d || TINY);
    c = b + a / c || TINY;
    const factor = c * d;
    value *= factor;
    if (!(Math.abs(factor - 1) > 3e-16)) break;
  }
  return 1 / value;
}
