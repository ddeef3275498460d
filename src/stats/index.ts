/** The public part of the statistics: pure functions, the same in Node and in a browser. */

// what tests share
export type { Interval } from './interval';
export type { NanPolicy, SampleOptions } from './numericSample';
export type { Alternative, TestResult } from './testResult';

// two samples of numbers
export {
  andersonDarling,
  andersonDarlingSamples,
  type AndersonDarlingOptions,
  type AndersonDarlingResult,
  type AndersonDarlingVariant,
} from './andersonDarling';
export { brownForsythe } from './brownForsythe';
export { cramerVonMises, type CramerVonMisesOptions } from './cramerVonMises';
export { effectSize, type EffectSize } from './effectSize';
export { energyDistance } from './energyDistance';
export { eppsSingleton } from './eppsSingleton';
export {
  kolmogorovSmirnov,
  sortedKolmogorovSmirnov,
  type KsMethod,
  type KsOptions,
  type KsResult,
} from './kolmogorovSmirnov';
export { kruskalWallis, type ChiSquareTestResult } from './kruskalWallis';
export { levene, type FTestResult, type LeveneOptions } from './levene';
export { mannWhitney, type MannWhitneyOptions } from './mannWhitney';
export { sortedWasserstein, wasserstein } from './wasserstein';
export type { WeightOptions } from './weightedSample';
export { welch, type WelchOptions, type WelchResult } from './welch';

// categories
export { association, type Association } from './association';
export { categoricalCompare, type CategoricalComparison, type CategoricalOptions } from './categoricalCompare';
export {
  chiSquare,
  goodnessOfFit,
  gTest,
  type ChiSquareOptions,
  type ChiSquareResult,
  type GoodnessOfFitOptions,
} from './chiSquare';
export { contingencyTable, type Contingency, type CountTable, type Label } from './contingency';
export { fisherExact, type FisherOptions } from './fisherExact';

// distances between distributions
export { chanceLevel, type ChanceLevel, type ChanceMeasure, type ChanceOptions } from './chanceLevel';
export { chiSquareDivergence, symmetricChiSquare } from './chiSquareDistance';
export { emdOrdered } from './emdOrdered';
export { crossEntropy, entropy } from './entropy';
export { bhattacharyyaCoefficient, bhattacharyyaDistance, hellinger } from './hellinger';
export { jsDistance, jsDivergence } from './jsDivergence';
export { jeffreysDivergence, klDivergence, type DivergenceOptions } from './klDivergence';
export type { LogBase } from './logBase';
export { permuteCounts, type CountDistance, type PermuteCountsOptions } from './permuteCounts';
export { proportions } from './proportions';
export { psi, type PsiOptions, type PsiSmoothing } from './psi';
export { binCounts, psiBins, type BinStrategy, type PsiBins, type PsiBinsOptions } from './psiBins';
export { euclideanDistance, largestDifference, totalVariation } from './totalVariation';

// two samples of rows
export { hotelling, type HotellingResult } from './hotelling';

// many tests
export { adjustPValues, rejections, type AdjustMethod, type AdjustOptions } from './adjustPValues';
export { combinePValues, type CombineMethod, type CombineOptions } from './combinePValues';
export { maxT, type MaxTOptions } from './maxT';

// two models on the same examples
export { binomialTest, type BinomialTestOptions } from './binomialTest';
export { cochranQ } from './cochranQ';
export { compareRates, type CompareRatesOptions, type RateComparison } from './compareRates';
export { delong, type DelongOptions, type DelongResult } from './delong';
export { agreementTable, mcnemar, type McnemarMethod, type McnemarOptions } from './mcnemar';
export { pairedPermutation, signFlips, type PairedPermutationOptions, type SignFlips } from './pairedPermutation';
export { pairedTTest, type PairedTTestOptions, type PairedTTestResult } from './pairedTTest';
export { proportionInterval, type ProportionMethod, type ProportionOptions } from './proportionInterval';
export { twoProportions, type TwoProportionsOptions, type TwoProportionsResult } from './twoProportions';
export { wilcoxon, type WilcoxonMethod, type WilcoxonOptions } from './wilcoxon';

// intervals and thresholds
export { betaBinomial, type CountLaw } from './betaBinomial';
export { bootstrapInterval, type BootstrapOptions } from './bootstrapInterval';
export { conformalThreshold, type ConformalOptions, type ConformalThreshold } from './conformalThreshold';
export { tInterval, type TIntervalOptions } from './tInterval';

// one sample
export type { BinRule } from './binWidth';
export { describe, type Description } from './describe';
export { ecdf, type Ecdf } from './ecdf';
export { histogram, type Histogram, type HistogramOptions } from './histogram';
export { quantile, type QuantileMethod, type QuantileOptions } from './quantile';
export { ranks, type RankOptions } from './ranks';
export { sortNumbers } from './sortNumbers';

// laws
export { betaCdf, betaQuantile, betaSf } from './distributions/beta';
export { binomialCdf, binomialPmf, binomialSf } from './distributions/binomial';
export { cauchySf } from './distributions/cauchy';
export { chiSquareCdf, chiSquareSf, chiSquareUpperQuantile } from './distributions/chiSquare';
export { fCdf, fSf } from './distributions/f';
export { gammaP, gammaQ } from './distributions/gamma';
export { hypergeometricCdf, hypergeometricPmf, hypergeometricSf } from './distributions/hypergeometric';
export { kolmogorovSf } from './distributions/kolmogorov';
export { ksoneSf } from './distributions/ksone';
export { kstwoSf } from './distributions/kstwo';
export { normalCdf, normalLogSf, normalQuantile, normalSf, normalUpperQuantile } from './distributions/normal';
export { poissonCdf, poissonPmf, poissonSf } from './distributions/poisson';
export { studentTCdf, studentTSf, studentTUpperQuantile } from './distributions/studentT';
