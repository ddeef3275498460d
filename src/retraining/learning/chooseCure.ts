import { checkInteger, checkNumber, DriftlabError } from '../../errors';
import { row, type Matrix } from '../../matrix';
import { logProbabilities } from '../../nn/softmax';
import type { Random } from '../../random';
import type { Interval } from '../../stats/interval';
import { mean } from '../../stats/moments';
import { pairedTTest } from '../../stats/pairedTTest';
import { checkLearnable, selectSamples, type LabeledSamples } from './learnable';
import { crossFolds, outOfFold } from './outOfFold';

/** Something that might make predictions right again. Cheaper ones come first in a list. */
export interface Cure {
  readonly name: string;
  /** Logits (or ln p) for the inputs of `test`, after learning from `train` alone. */
  apply(train: LabeledSamples, test: LabeledSamples): Promise<Matrix> | Matrix;
}

/** How well one cure does out of fold. */
export interface CureResult {
  readonly name: string;
  /** Mean log loss in nats. */
  readonly loss: number;
  readonly accuracy: number;
  /** Mean log loss of the cure in hand when its turn came less its own, with a t interval over samples or groups; null for the first. */
  readonly gain: Interval | null;
  /** Null: it is not better than the cure in hand. One-sided; null for the first. */
  readonly pValue: number | null;
}

/** Which cure, and why. Survives JSON. */
export interface CureChoice {
  readonly cure: string;
  readonly because: string;
  readonly results: readonly CureResult[];
  /** What each p value had to be below. */
  readonly threshold: number;
  readonly samples: number;
}

/** Options of {@link chooseCure}. */
export interface ChooseCureOptions {
  readonly random: Random;
  /** Chance of a dearer cure than needed, shared evenly by the comparisons; default 0.05. */
  readonly alpha?: number;
  /** Gain in nats that a dearer cure has to be beyond, default 0. */
  readonly worthwhile?: number;
  /** Default 5. */
  readonly folds?: number;
  /** A name for each sample: samples of a group (a patient) stay in one fold, and the test is of the groups' mean losses. */
  readonly groups?: ArrayLike<number | string>;
  /** Fewest labelled samples, default 100. */
  readonly least?: number;
}

/**
 * The cheapest cure that suffices: each cure learns from all folds but one of labelled present samples and is judged on that one; from
 * the cheapest on, a dearer one takes its place only if its log loss is lower by more than `worthwhile`, by a one-sided paired t test at
 * alpha / comparisons. Samples must not have been used to train the model. Overfitting counts against a cure, since it is
 * judged on what it has not seen. Folds share training samples, so the test is approximate.
 * @throws {DriftlabError} DRIFTLAB_INVALID_DATA for fewer samples than `least`, labels missing or of one class only, or a cure that gives
 * NaN; {RangeError} for wrong options.
 * @example
 * const { cure, because } = await chooseCure(await curesOf(champion, { past, options: { seed: 1 } }), samples, { random });
 */
export async function chooseCure(
  cures: readonly Cure[],
  samples: LabeledSamples,
  { random, alpha = 0.05, worthwhile = 0, folds = 5, groups, least = 100 }: ChooseCureOptions,
): Promise<CureChoice> {
  checkNumber('alpha', alpha, 0, 1);
  checkNumber('worthwhile', worthwhile, 0);
  checkInteger('cures', cures.length, 1);
  const { labels } = checkLearnable('samples', samples, { classes: Infinity, least, kinds: 2 });
  const parts = crossFolds(labels, folds, { random, groups });
  const threshold = alpha / Math.max(1, cures.length - 1);
  const results: CureResult[] = [];
  let hand: { name: string; units: Float64Array } | undefined;
  for (const cure of cures) {
    const { name } = cure;
    const learn = (train: Uint32Array, test: Uint32Array) => cure.apply(selectSamples(samples, train), selectSamples(samples, test)); // prettier-ignore
    const logits = await outOfFold(parts, learn);
    const { losses, accuracy } = judge(name, logits, labels);
    const units = unitMeans(losses, groups);
    const test = hand && pairedTTest(units, hand.units.map((loss) => loss - worthwhile), { alternative: 'greater' }); // prettier-ignore
    results.push({ name, loss: mean(losses), accuracy, gain: test ? raised(test.difference, worthwhile) : null, pValue: test?.pValue ?? null }); // prettier-ignore
    if (!test || test.pValue <= threshold) hand = { name, units };
  }
  const chosen = hand!.name;
  return { cure: chosen, because: reason(chosen, cures, threshold), results, threshold, samples: labels.length };
}

function judge(name: string, logits: Matrix, labels: ArrayLike<number>) {
  let hits = 0;
  const losses = Float64Array.from(labels, (label, i) => {
    const own = row(logits, i);
    if (label >= own.length || own.some((value) => !Number.isFinite(value)))
      throw new DriftlabError(
        'DRIFTLAB_INVALID_DATA',
        `${name}: expected finite logits of more than ${label} classes for sample ${i}, got ${[...own].slice(0, 4).join(', ')}`,
      );
    hits += Number(own.indexOf(Math.max(...own)) === label);
    return -logProbabilities(own)[label];
  });
  return { losses, accuracy: hits / labels.length };
}

function reason(cure: string, cures: readonly Cure[], threshold: number): string {
  const at = cures.findIndex(({ name }) => name === cure);
  const dearer = cures.slice(at + 1).map(({ name }) => name);
  const beaten = at === 0 ? '' : `better than what is cheaper (p ≤ ${Number(threshold.toPrecision(2))})`;
  const enough = dearer.length === 0 ? '' : `no evidence that ${dearer.join(' or ')} would be better`;
  return [beaten, enough].filter((part) => part !== '').join('; ') || 'the only one';
}

/** A mean for each group, in the order in which groups come: they are the independent units. */
function unitMeans(losses: Float64Array, groups: ArrayLike<number | string> | undefined): Float64Array {
  if (!groups) return losses;
  const units = new Map<number | string, number[]>();
  losses.forEach((loss, i) => units.set(groups[i], [...(units.get(groups[i]) ?? []), loss]));
  return Float64Array.from(units.values(), mean);
}

function raised(gain: Interval, by: number): Interval {
  return { ...gain, estimate: gain.estimate + by, low: gain.low + by, high: gain.high + by };
}
