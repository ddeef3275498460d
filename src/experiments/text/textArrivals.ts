import { selectTexts, type LabeledTexts } from '../../data/labeledTexts';
import { textReport, type TextReport } from '../../detectors/textReport';
import type { TextEmbedder } from '../../embedding/textEmbedder';
import { auroc } from '../../metrics/auroc';
import { predictedClasses } from '../../metrics/predictedClasses';
import { permutation, type Random } from '../../random';
import { mean } from '../../stats/moments';
import { headClassifier } from './textClassifier';

/** What an assistant is asked, and what arrives that it was not made for. */
export interface TextArrivalsOptions {
  readonly embedder: TextEmbedder;
  readonly random: Random;
  /** What its classifier is trained on. */
  readonly train: LabeledTexts;
  /** Fresh questions of the same kind, for the reference and the batches. */
  readonly fresh: LabeledTexts;
  /** Texts that no class fits. */
  readonly strange: readonly string[];
  /** Texts of each class that the classifier is trained on; default 40. */
  readonly perClass?: number;
  /** Texts of the reference; default 200. */
  readonly reference?: number;
  /** Texts of a batch; default 200. */
  readonly batch?: number;
  /** Share of strange texts in each batch, in [0, 1]. */
  readonly shares?: readonly number[];
  /** Splits of a test; default 499. */
  readonly permutations?: number;
}

/** What came in one after the other, and what was seen of it. */
export interface ArrivalBatch {
  /** Of strange texts. */
  readonly share: number;
  readonly texts: readonly string[];
  /** 1 for a strange text, 0 for a question. */
  readonly strange: Uint8Array;
  /** Share of right answers; to a strange text there is none. */
  readonly accuracy: number;
  /** Mean of the largest probability. */
  readonly confidence: number;
  /** Area under the ROC curve of low confidence as a sign of strange texts; null where there are none, or nothing else. */
  readonly told: number | null;
  readonly report: TextReport;
}

/** An assistant, and the batches that arrived. */
export interface TextArrivals {
  readonly classes: number;
  readonly trainedOn: number;
  readonly reference: number;
  readonly batches: readonly ArrivalBatch[];
}

const MOST = 20;

/** How many of the 20 texts that are least like the reference are strange, and how many those are. */
export function strangeAmongMostDrifted({ report, strange }: ArrivalBatch): readonly [found: number, of: number] {
  const most = report.mostDrifted.slice(0, MOST);
  return [most.filter((i) => strange[i] === 1).length, most.length];
}

const SHARES = [0, 0, 0, 0.05, 0.1, 0.2, 0.4];

/**
 * An assistant answers batches of questions, among which more and more are of another kind. Its classifier is a head on embeddings;
 * each batch is compared with a reference of fresh questions. No row of the sets comes twice.
 * @throws {RangeError} if there are too few fresh questions or strange texts.
 * @example
 * const { batches } = await textArrivals({ embedder, random, train, fresh: test, strange: outOfScope.test });
 * batches.map(({ share, report }) => [share, report.drift]);
 */
export async function textArrivals(options: TextArrivalsOptions): Promise<TextArrivals> {
  const { embedder, random, train, fresh, strange, perClass = 40 } = options;
  const { reference = 200, batch = 200, shares = SHARES, permutations = 499 } = options;
  const known = firstOfEach(train, perClass);
  const classifier = await headClassifier(embedder, known);
  const questions = new Supply('fresh texts', fresh.texts.length, random.fork('fresh'));
  const others = new Supply('strange texts', strange.length, random.fork('strange'));
  const calm = selectTexts(fresh, questions.take(reference)).texts;
  const batches: ArrivalBatch[] = [];
  for (const [i, share] of shares.entries()) {
    const count = Math.round(share * batch);
    const asked = selectTexts(fresh, questions.take(batch - count));
    const texts = [...asked.texts, ...others.take(count).map((k) => strange[k])];
    const isStrange = Uint8Array.from(texts, (_, k) => Number(k >= asked.texts.length));
    const { classes, confidences } = predictedClasses((await classifier.classify(texts)).probabilities);
    batches.push({
      ...{ share, texts, strange: isStrange },
      accuracy: mean(texts.map((_, k) => Number(isStrange[k] === 0 && classes[k] === asked.labels[k]))),
      confidence: mean(confidences),
      told: count === 0 || count === batch ? null : auroc(confidences.map((confidence) => -confidence), isStrange), // prettier-ignore
      report: await textReport(calm, texts, {
        random: random.fork(i),
        embed: (some) => embedder.embed(some),
        permutations,
      }),
    });
  }
  await classifier.release();
  return { classes: train.classes.length, trainedOn: known.texts.length, reference, batches };
}

function firstOfEach(texts: LabeledTexts, count: number): LabeledTexts {
  const seen = texts.classes.map(() => 0);
  return selectTexts(texts, [...texts.labels.keys()].filter((i) => seen[texts.labels[i]]++ < count)); // prettier-ignore
}

/** Places in random order, each handed out once. */
class Supply {
  private readonly order: readonly number[];
  private next = 0;

  constructor(
    private readonly name: string,
    count: number,
    random: Random,
  ) {
    this.order = [...permutation(count, random)];
  }

  take(count: number): readonly number[] {
    this.next += count;
    if (this.next > this.order.length)
      throw new RangeError(`invalid ${this.name}: expected at least ${this.next}, got ${this.order.length}`);
    return this.order.slice(this.next - count, this.next);
  }
}
