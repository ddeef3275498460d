import { checkOneOf } from '../errors';
import { normalP } from './normalP';
import { numericSample, type SampleOptions } from './numericSample';
import { ranks } from './ranks';
import { ALTERNATIVES, type Alternative, type TestResult } from './testResult';

/** How `wilcoxon` finds its p value. */
export type WilcoxonMethod = 'auto' | 'exact' | 'conditional' | 'asymptotic';

/** Options of `wilcoxon`. */
export interface WilcoxonOptions extends SampleOptions {
  /** 'greater': differences tend to be positive. Default 'two-sided'. */
  readonly alternative?: Alternative;
  /** Default 'auto'. */
  readonly method?: WilcoxonMethod;
  /** Continuity correction of the asymptotic method, default true. */
  readonly correction?: boolean;
}

/** Up to so many differences 'auto' counts all signs. */
const AUTO_EXACT = 50;

/**
 * Wilcoxon's signed-rank test of paired differences (Wilcoxon 1945); differences of 0 are left out. Null: differences are independent and
 * symmetric about 0. The statistic is W⁺, the sum of the ranks of the positive ones, or for a two-sided test min(W⁺, W⁻).
 *
 * 'exact' counts all signs as if there were no ties; a W⁺ that ties have made a half is rounded to the larger p value. 'conditional'
 * counts all signs of the tied ranks, and is exact with ties. 'asymptotic' is normal with the variance of tied ranks. 'auto' is
 * conditional up to 50 differences (without ties the same as exact), asymptotic beyond. Counting costs O(n³).
 * Without a difference other than 0 the statistic is 0 and p is 1.
 * @throws {TypeError | RangeError} if there are no differences, one is NaN (unless omitted), or an option is unknown.
 * @example
 * wilcoxon([1.6, -0.2, -0.3, 0.6, 0.7, 1.7, 1, -0.1, 0.4, 0.5]).pValue; // 0.0273…
 */
export function wilcoxon(differences: ArrayLike<number>, options: WilcoxonOptions = {}): TestResult {
  const { alternative = 'two-sided', method = 'auto', correction = true, nanPolicy } = options;
  checkOneOf('alternative', alternative, ALTERNATIVES);
  checkOneOf('method', method, ['auto', 'exact', 'conditional', 'asymptotic']);
  const values = numericSample('differences', differences, { nanPolicy }).filter((value) => value !== 0);
  const rank = ranks(values.map(Math.abs));
  const above = rank.reduce((sum, r, i) => (values[i] > 0 ? sum + r : sum), 0);
  const below = (values.length * (values.length + 1)) / 2 - above;
  const used = method === 'auto' ? (values.length <= AUTO_EXACT ? 'conditional' : 'asymptotic') : method;
  return {
    statistic: alternative === 'two-sided' ? Math.min(above, below) : above,
    pValue: values.length === 0 ? 1 : pValues[used](rank, above, alternative, correction),
    method: `Wilcoxon signed-rank test, ${used}, ${alternative}`,
  };
}

type PValue = (rank: Float64Array, above: number, alternative: Alternative, correction: boolean) => number;

const pValues: Readonly<Record<Exclude<WilcoxonMethod, 'auto'>, PValue>> = {
  exact: (rank, above, alternative) =>
    countedP(
      rank.map((_, i) => i + 1),
      above,
      alternative,
    ),
  // mid-ranks are multiples of one half
  conditional: (rank, above, alternative) =>
    countedP(
      rank.map((r) => 2 * r),
      2 * above,
      alternative,
    ),
  asymptotic: (rank, above, alternative, correction) => {
    const n = rank.length;
    const distance = above - (n * (n + 1)) / 4;
    const error = Math.sqrt(rank.reduce((sum, r) => sum + r * r, 0)) / 2;
    const sign = { 'two-sided': Math.sign(distance), greater: 1, less: -1 }[alternative];
    return normalP((distance - (correction ? sign / 2 : 0)) / error, alternative);
  },
};

function countedP(weights: Float64Array, above: number, alternative: Alternative): number {
  const law = signedSumLaw(weights);
  const most = law.length - 1;
  const less = () => sumTo(law, Math.ceil(above));
  // the law is symmetric about half of its largest value
  const greater = () => sumTo(law, most - Math.floor(above));
  if (alternative === 'two-sided') return Math.min(1, 2 * Math.min(less(), greater()));
  return alternative === 'less' ? less() : greater();
}

/** P(S = s) for the sum S of whole weights that each count with probability 1/2. */
function signedSumLaw(weights: Float64Array): Float64Array {
  const law = new Float64Array(weights.reduce((sum, weight) => sum + weight, 0) + 1);
  law[0] = 1;
  let most = 0;
  for (const weight of weights) {
    most += weight;
    for (let s = most; s >= 0; s--) law[s] = (law[s] + (s >= weight ? law[s - weight] : 0)) / 2;
  }
  return law;
}

function sumTo(law: Float64Array, last: number): number {
  let sum = 0;
  for (let s = 0; s <= last; s++) sum += law[s];
  return Math.min(sum, 1);
}
