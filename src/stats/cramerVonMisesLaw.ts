const NODES = 64;
/** Below this the law has a mass of less than 10⁻¹⁶. */
const LEAST = 0.003;

/**
 * P(ω² ≥ x) for the limiting Cramér–von Mises law, the integral of a squared Brownian bridge: Smirnov's alternating
 * series of integrals (in Anderson & Darling 1952, section 4.3), each by Gauss–Chebyshev quadrature, whose weight takes
 * up the singular ends. Small tails keep their digits.
 */
export function cramerVonMisesSf(x: number): number {
  if (!(x >= LEAST)) return 1;
  let sum = 0;
  for (let j = 1; ; j++) {
    const start = (2 * j - 1) * Math.PI;
    sum += j % 2 === 1 ? arc(x, start) : -arc(x, start);
    if ((x * (start * start - Math.PI ** 2)) / 2 > 45) return Math.min(1, Math.max(0, sum));
  }
}

/** (2/π) ∫ exp(−x s²/2) / √(−s sin s) ds over one arc of the sine below zero, from `start` on. */
function arc(x: number, start: number): number {
  let sum = 0;
  for (let k = 0; k < NODES; k++) {
    const half = ((2 * k + 1) * Math.PI) / (4 * NODES);
    // the way along the arc, from 0 to 1, and to its nearer end
    const way = Math.sin(half) ** 2;
    const end = Math.min(way, Math.cos(half) ** 2);
    const s = start + Math.PI * way;
    sum += Math.exp((-x * s * s) / 2) * Math.sqrt((way * (1 - way)) / (s * Math.sin(Math.PI * end)));
  }
  return (2 * Math.PI * sum) / NODES;
}

/**
 * P(U ≥ u) of Anderson's (1962) rank statistic U without ties. Along a lattice path that takes v of n and w of m
 * values, (v·m − w·n)² / gcd(n, m)² adds up to a linear function of U; its law is built up over the lattice, and what
 * has reached `u` already is put aside, so that small tails are sums of positive terms.
 */
export function cramerVonMisesExact(u: number, n: number, m: number): number {
  const pairs = n * m;
  const total = n + m;
  const divisor = gcd(n, m);
  const bound = Math.floor((total * (6 * u - pairs * (4 * pairs - 1))) / (6 * divisor * divisor));
  if (bound <= 0) return 1;
  let reached = 0;
  let row: Law[] = [];
  for (let v = 0; v <= n; v++) {
    const next: Law[] = [];
    for (let w = 0; w <= m; w++) {
      const left = total - v - w + 1;
      const fromRow = v > 0 ? { law: row[w], share: (n - v + 1) / left } : undefined;
      const fromColumn = w > 0 ? { law: next[w - 1], share: (m - w + 1) / left } : undefined;
      const step = ((v * m - w * n) / divisor) ** 2;
      const { law, lost } = v + w === 0 ? { law: START, lost: 0 } : merge(fromRow, fromColumn, step, bound);
      next.push(law);
      reached += lost;
    }
    row = next;
  }
  return Math.min(1, reached);
}

/** Ascending sums so far, with the probability to be at this place with this sum. */
interface Law {
  readonly sums: Float64Array;
  readonly masses: Float64Array;
}

interface Part {
  readonly law: Law;
  readonly share: number;
}

const START: Law = { sums: Float64Array.of(0), masses: Float64Array.of(1) };
const NOTHING: Part = { law: { sums: new Float64Array(0), masses: new Float64Array(0) }, share: 0 };

/** Two laws added, all sums `step` larger; sums from `bound` on are lost. */
function merge(
  { law: a, share: shareA }: Part = NOTHING,
  { law: b, share: shareB }: Part = NOTHING,
  step: number,
  bound: number,
): { law: Law; lost: number } {
  const sums = new Float64Array(a.sums.length + b.sums.length);
  const masses = new Float64Array(sums.length);
  let lost = 0;
  let count = 0;
  for (let i = 0, j = 0; i < a.sums.length || j < b.sums.length;) {
    const first = i < a.sums.length ? a.sums[i] : Infinity;
    const second = j < b.sums.length ? b.sums[j] : Infinity;
    const sum = Math.min(first, second) + step;
    const mass = (first <= second ? shareA * a.masses[i++] : 0) + (second <= first ? shareB * b.masses[j++] : 0);
    if (sum >= bound) lost += mass;
    else {
      sums[count] = sum;
      masses[count++] = mass;
    }
  }
  return { law: { sums: sums.slice(0, count), masses: masses.slice(0, count) }, lost };
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
