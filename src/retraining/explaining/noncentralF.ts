import { lgamma } from '../../stats/distributions/lgamma';

/**
 * ln of the likelihood of the noncentrality λ of an F law with d1 and d2 degrees of freedom, up to a constant: −λ/2 + ln 1F1((d1 + d2)/2;
 * d1/2; λy/2) for the share y = d1·F/(d1·F + d2) of the sum of squares (Johnson, Kotz & Balakrishnan 1995, ch. 30). The series has
 * positive terms and is summed from its largest one. O(√λ) for large λ.
 */
export function noncentralFLogLikelihood(lambda: number, share: number, d1: number, d2: number): number {
  const [a, b, z] = [(d1 + d2) / 2, d1 / 2, (lambda * share) / 2];
  if (z === 0) return -lambda / 2;
  const largest = Math.floor(Math.max(0, peak(a, b, z)));
  const log = lgamma(a + largest) - lgamma(a) - lgamma(b + largest) + lgamma(b) + largest * Math.log(z) - lgamma(largest + 1); // prettier-ignore
  let sum = 1;
  for (let i = largest, term = 1; term > 1e-17 * sum; i++) sum += term *= ((a + i) * z) / ((b + i) * (i + 1));
  for (let i = largest, term = 1; i > 0 && term > 1e-17 * sum; i--)
    sum += term *= ((b + i - 1) * i) / ((a + i - 1) * z);
  return log + Math.log(sum) - lambda / 2;
}

/** Where the terms stop growing: the larger root of i² + (b + 1 − z)·i + b − a·z. */
function peak(a: number, b: number, z: number): number {
  const half = (z - b - 1) / 2;
  return half + Math.sqrt(Math.max(0, half * half + a * z - b));
}
