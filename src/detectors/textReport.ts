import type { Matrix } from '../matrix';
import type { Random } from '../random';
import { adjustPValues } from '../stats/adjustPValues';
import { checkProbability } from '../stats/checkProbability';
import { exchange, type Dependence } from '../stats/exchange';
import { distinctiveWords, type DistinctiveWord } from '../stats/text/distinctiveWords';
import { lengthDrift, type LengthDrift } from '../stats/text/lengthDrift';
import { words } from '../stats/text/words';
import { checkMatrix } from './checkMatrix';
import { checkRandom } from './checkRandom';
import { checkTexts } from './checkTexts';
import type { DriftResult, Effect } from './driftResult';
import { hashedText } from './hashedText';
import { ksDrift } from './ksDrift';
import { mmdDrift } from './mmdDrift';
import { powerlessNote } from './powerlessNote';
import { splitUnits } from './splitUnits';
import { countTokens } from './tokenCounts';
import { TokenDrift } from './tokenDrift';
import { vocabularyTest, type VocabularyTest } from './vocabularyTest';

/** Options of `textReport`; `groups` and `blocks` are those of the reference. */
export interface TextReportOptions extends Dependence {
  readonly random: Random;
  /** Embeds texts, a row each; default `hashedText`. */
  readonly embed?: (texts: readonly string[]) => Matrix | Promise<Matrix>;
  /** Default 0.05. */
  readonly alpha?: number;
  /** Default 999, or what it takes to reach alpha after the correction for five tests. */
  readonly permutations?: number;
  /** What ties the texts of the sample. */
  readonly sampleDependence?: Dependence;
}

/** One of the tests of a text report. */
export interface TextTest {
  readonly name: 'mmd' | 'ks' | 'tokens' | 'outOfVocabulary' | 'length';
  readonly statistic: number;
  /** Of this test; for 'ks' corrected for the number of dimensions. */
  readonly pValue: number;
  /** Corrected for the five tests (Holm). */
  readonly adjustedPValue: number;
  /** Whether the adjusted p value is at or below alpha. */
  readonly drift: boolean;
  readonly method: string;
  readonly effect?: Effect;
}

/** What several tests say about two samples of texts; survives JSON. */
export interface TextReport {
  /** The decision for the whole sample: `pValue` ≤ `alpha`. */
  readonly drift: boolean;
  readonly alpha: number;
  /** The smallest adjusted p value. */
  readonly pValue: number;
  readonly tests: readonly TextTest[];
  /** Share of the sample's words that the reference does not know, beside the share that chance gives. */
  readonly outOfVocabulary: VocabularyTest;
  /** Lengths in words. */
  readonly length: LengthDrift;
  /** The 20 words that set the samples apart most clearly. */
  readonly words: readonly DistinctiveWord[];
  /** Rows of the sample, the one whose embedding is least like the reference first. */
  readonly mostDrifted: readonly number[];
  readonly sizes: { readonly reference: number; readonly sample: number };
  readonly notes: readonly string[];
}

const TESTS = 5;
const NAMED = 20;

/**
 * Compares two samples of texts from all sides: MMD and Kolmogorov–Smirnov tests of their embeddings, chi-square of their words,
 * new words, lengths; one decision for all. Null: texts (groups, blocks of texts) are exchangeable; then there is an alarm in at most
 * alpha of the samples, however the tests depend on each other (Holm). The unit is the text in all of them.
 *
 * `words` and `length` take texts for independent; only their p values among `tests` heed groups and blocks.
 * @throws {TypeError} if a text is no string or `embed` gives no matrix; {RangeError} if a sample has fewer than two texts, embeddings have another number of
 * rows than there are texts or other columns, or an option is out of range.
 * @example
 * const report = await textReport(lastMonth, today, { random: createRandom(1), embed: (texts) => bert.embed(texts) });
 * report.drift && report.mostDrifted.slice(0, 5).map((row) => today[row]);
 */
export async function textReport(
  reference: readonly string[],
  sample: readonly string[],
  options: TextReportOptions,
): Promise<TextReport> {
  const { alpha = 0.05, groups, blocks, sampleDependence } = options;
  checkProbability('alpha', alpha);
  checkRandom(options.random);
  checkTexts('reference', reference, 2);
  checkTexts('sample', sample, 2);
  const { permutations = Math.max(999, Math.ceil(TESTS / alpha)) } = options;
  const documents = [reference, sample].map((texts) => texts.map(words)) as [string[][], string[][]];
  const [first, second] = documents.map((texts) => Float64Array.from(texts, ({ length }) => length));
  const units = exchange([reference.length, sample.length], { groups, blocks }, sampleDependence);
  const splits = splitUnits(units, permutations, options.random.fork('vocabulary'));
  const vocabulary = vocabularyTest(countTokens(units, documents.flat()), splits);
  const results = await runDetectors(reference, sample, [first, second], { ...options, alpha, permutations });
  const tests = decide({ ...results, outOfVocabulary: outcomeOf(vocabulary) }, alpha);
  const pValue = Math.min(...tests.map(({ adjustedPValue }) => adjustedPValue));
  return {
    ...{ drift: pValue <= alpha, alpha, pValue, tests },
    outOfVocabulary: vocabulary,
    length: lengthDrift(first, second),
    words: distinctiveWords(...documents).slice(0, NAMED),
    mostDrifted: results.mmd.mostDrifted,
    sizes: results.mmd.sizes,
    notes: powerlessNote(units, alpha, { permutations, factor: TESTS }),
  };
}

type Detected = Readonly<Record<Exclude<TextTest['name'], 'outOfVocabulary'>, DriftResult>>;

async function runDetectors(
  reference: readonly string[],
  sample: readonly string[],
  [first, second]: readonly [Float64Array, Float64Array],
  { embed = hashedText, sampleDependence, random, ...shared }: TextReportOptions,
): Promise<Detected> {
  const rows = await embedAll('reference', reference, embed);
  const others = await embedAll('sample', sample, embed);
  const options = (name: keyof Detected) => ({ ...shared, random: random.fork(name) });
  return {
    mmd: await mmdDrift(rows, options('mmd')).compare(others, sampleDependence),
    ks: await ksDrift(rows, options('ks')).compare(others, sampleDependence),
    tokens: await new TokenDrift(reference, options('tokens')).compare(sample, sampleDependence),
    length: await ksDrift({ words: first }, options('length')).compare({ words: second }, sampleDependence),
  };
}

const outcomeOf = ({ rate, pValue }: VocabularyTest): Outcome => ({
  statistic: rate,
  pValue,
  method: 'share of words that the reference lacks, exchanging texts',
});

async function embedAll(
  name: string,
  texts: readonly string[],
  embed: NonNullable<TextReportOptions['embed']>,
): Promise<Matrix> {
  const embedded = await embed(texts);
  checkMatrix('embed', embedded, 0);
  if (embedded.rows !== texts.length)
    throw new RangeError(`invalid embed: expected ${texts.length} rows for ${name}, got ${embedded.rows}`);
  return embedded;
}

type Outcome = Pick<DriftResult, 'statistic' | 'pValue' | 'method' | 'effect'>;

function decide(results: Readonly<Record<TextTest['name'], Outcome>>, alpha: number): TextTest[] {
  const all = Object.entries(results) as [TextTest['name'], Outcome][];
  const adjusted = adjustPValues(
    all.map(([, { pValue }]) => pValue),
    'holm',
  );
  return all.map(([name, { statistic, pValue, method, effect }], i) => ({
    ...{ name, statistic, pValue, adjustedPValue: adjusted[i], drift: adjusted[i] <= alpha, method },
    ...(effect && { effect }),
  }));
}
