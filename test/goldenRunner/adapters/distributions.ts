import { betaCdf, betaQuantile, betaSf } from '../../../src/stats/distributions/beta';
import { binomialCdf, binomialPmf, binomialSf } from '../../../src/stats/distributions/binomial';
import { cauchySf } from '../../../src/stats/distributions/cauchy';
import { chiSquareCdf, chiSquareSf, chiSquareUpperQuantile } from '../../../src/stats/distributions/chiSquare';
import { digamma } from '../../../src/stats/distributions/digamma';
import { erf, erfc, erfcinv, erfinv } from '../../../src/stats/distributions/erf';
import { fSf } from '../../../src/stats/distributions/f';
import { gammaP, gammaQ } from '../../../src/stats/distributions/gamma';
import { hypergeometricPmf, hypergeometricSf } from '../../../src/stats/distributions/hypergeometric';
import { kolmogorovSf } from '../../../src/stats/distributions/kolmogorov';
import { ksoneSf } from '../../../src/stats/distributions/ksone';
import { kstwoSf } from '../../../src/stats/distributions/kstwo';
import { betaln, lbinom, lgamma } from '../../../src/stats/distributions/lgamma';
import {
  normalCdf,
  normalLogSf,
  normalQuantile,
  normalSf,
  normalUpperQuantile,
} from '../../../src/stats/distributions/normal';
import { poissonCdf, poissonSf } from '../../../src/stats/distributions/poisson';
import { studentTCdf, studentTSf, studentTUpperQuantile } from '../../../src/stats/distributions/studentT';
import { NOT_COVERED } from '../adapter';

type NumberFunction = (...values: number[]) => number;

const functions = new Map<string, NumberFunction>(
  Object.entries({
    'norm.cdf': normalCdf,
    'norm.sf': normalSf,
    'norm.logsf': normalLogSf,
    'norm.ppf': normalQuantile,
    'norm.isf': normalUpperQuantile,
    'chi2.cdf': chiSquareCdf,
    'chi2.sf': chiSquareSf,
    'chi2.isf': chiSquareUpperQuantile,
    'gamma.p': gammaP,
    'gamma.q': gammaQ,
    't.cdf': studentTCdf,
    't.sf': studentTSf,
    't.isf': studentTUpperQuantile,
    'f.sf': fSf,
    'beta.cdf': betaCdf,
    'beta.sf': betaSf,
    'beta.ppf': betaQuantile,
    'binom.pmf': binomialPmf,
    'binom.cdf': binomialCdf,
    'binom.sf': binomialSf,
    'hypergeom.pmf': hypergeometricPmf,
    'hypergeom.sf': hypergeometricSf,
    'poisson.cdf': poissonCdf,
    'poisson.sf': poissonSf,
    'kolmogorov.sf': kolmogorovSf,
    'kstwo.sf': kstwoSf,
    'ksone.sf': ksoneSf,
    'cauchy.sf': cauchySf,
    lgamma,
    digamma,
    erf,
    erfc,
    erfinv,
    erfcinv,
    betaln,
    lbinom,
  }),
);

export function dist({ fn, args }: { fn: string; args: number[][] }): unknown {
  const evaluate = functions.get(fn);
  return evaluate ? { values: args.map((one) => evaluate(...one)) } : NOT_COVERED;
}
