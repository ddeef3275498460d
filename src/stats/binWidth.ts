import { standardDeviation } from './moments';
import { quantile } from './quantile';
import { shape } from './describe';

/** Width of a histogram's bins from ascending values; 0 for one bin. */
type Rule = (sorted: Float64Array) => number;

const spanOf: Rule = (sorted) => sorted[sorted.length - 1] - sorted[0];
const square: Rule = (sorted) => spanOf(sorted) / Math.sqrt(sorted.length);
const sturges: Rule = (sorted) => spanOf(sorted) / (Math.log2(sorted.length) + 1);
const freedmanDiaconis: Rule = (sorted) =>
  (2 * (quantile(sorted, 0.75) - quantile(sorted, 0.25))) / Math.cbrt(sorted.length);

/** The standard deviation with n in the denominator. */
const deviation: Rule = (sorted) =>
  sorted.length === 1 ? 0 : standardDeviation(sorted) * Math.sqrt((sorted.length - 1) / sorted.length);

const doane: Rule = (sorted) => {
  const { length: n } = sorted;
  if (n <= 2 || deviation(sorted) === 0) return 0;
  const skewness = Math.abs(shape(sorted).skewness);
  const scale = Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)));
  return spanOf(sorted) / (1 + Math.log2(n) + Math.log2(1 + skewness / scale));
};

const RULES = {
  sturges,
  sqrt: square,
  fd: freedmanDiaconis,
  scott: (sorted) => Math.cbrt((24 * Math.sqrt(Math.PI)) / sorted.length) * deviation(sorted),
  doane,
  // not narrower than half of the square-root rule: a small interquartile range would give very many bins
  auto: (sorted) => Math.min(Math.max(freedmanDiaconis(sorted), square(sorted) / 2), sturges(sorted)),
} satisfies Record<string, Rule>;

/**
 * NumPy's names: Sturges, square root, Freedman–Diaconis, Scott, Doane, and the rule of Freedman and Diaconis kept
 * within limits.
 */
export type BinRule = keyof typeof RULES;

/** The rules there are. */
export const BIN_RULES = Object.keys(RULES) as readonly BinRule[];

/** The width of bins that a rule gives for ascending values; 0 stands for one bin. */
export function binWidth(sorted: Float64Array, rule: BinRule): number {
  return RULES[rule](sorted);
}
