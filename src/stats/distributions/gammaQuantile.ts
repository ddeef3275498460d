import { gammaTails } from './gamma';
import { normalQuantile, normalUpperQuantile } from './normal';
import { solveIncreasing } from './solveIncreasing';
import { poissonMass } from './stirling';

/** The x with P(a, x) = p and Q(a, x) = q, where p + q = 1: the smaller of the two decides. */
export function gammaQuantile(p: number, q: number, a: number): number {
  if (p === 0) return 0;
  if (q === 0) return Infinity;
  // in ln x the logarithm of a tail is close to a line or a parabola
  const lower = p < q;
  const target = Math.log(lower ? p : q);
  const f = (u: number): readonly [number, number] => {
    const x = Math.exp(u);
    const tails = gammaTails(a, x);
    const tail = lower ? tails.lower : tails.upper;
    const value = Math.log(tail) - target;
    return [lower ? value : -value, (a * poissonMass(a, x)) / tail];
  };
  return Math.exp(solveIncreasing(f, Math.log(firstGuess(p, q, a))));
}

/** Wilson & Hilferty (1931), or the power law near 0 where that fails. */
function firstGuess(p: number, q: number, a: number): number {
  const z = p < q ? normalQuantile(p) : normalUpperQuantile(q);
  const root = 1 - 1 / (9 * a) + z / (3 * Math.sqrt(a));
  return root > 0.1 ? a * root ** 3 : Math.max(1e-300, p ** (1 / a) * a);
}
