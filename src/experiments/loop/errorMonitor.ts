import { checkNumber } from '../../errors';
import { probabilities } from '../../nn/softmax';
import { betaln } from '../../stats/distributions/lgamma';
import type { LoopMonitor, MonitorView } from './loopMonitor';
import type { HeldOut } from './retrainLinear';

/** Options of {@link errorMonitor}. */
export interface ErrorMonitorOptions {
  /** Prior probability that the error rate rises at a block, in (0, 1); default 1 in 50. */
  readonly hazard?: number;
}

/** Errors of one block; `at` is the index of its first sample. */
interface Block extends HeldOut {
  readonly at: number;
}

/** Bayes factor from which a change is dated for the training window. */
const DATED = 10;
/** Blocks that are looked back on, at most. */
const LONGEST = 200;

/**
 * The posterior of one rise of the error rate since the deployment, at the start of some block: before it the rate is that of the held-out
 * samples (Beta–binomial), after it any (Jeffreys' prior). Confidence is the probability of a rise for the stated hazard, severity the
 * expected rise given that there was one. Correlated neighbours count as fewer: by (1 − ρ)/(1 + ρ), with ρ their correlation where it is beyond
 * chance.
 * @throws {TypeError | RangeError} if the hazard is not a number in (0, 1).
 * @example
 * const monitor = errorMonitor();
 * monitor.deployed(500, { count: 100, errors: 12 });
 */
export function errorMonitor({ hazard = 1 / 50 }: ErrorMonitorOptions = {}): LoopMonitor {
  checkNumber('hazard', hazard, Number.EPSILON, 1 - Number.EPSILON);
  let [held, end]: [HeldOut, number] = [{ count: 0, errors: 0 }, 0];
  let blocks: Block[] = [];
  let pairs = { count: 0, errors: 0, both: 0, last: 0 };
  return {
    deployed(index, heldOut) {
      [held, end, blocks] = [heldOut, index, []];
      pairs = { count: 0, errors: 0, both: 0, last: 0 };
    },
    add(errors) {
      let wrong = 0;
      for (const error of errors) {
        wrong += error;
        pairs.both += error & pairs.last;
        pairs.last = error;
      }
      blocks.push({ at: end, count: errors.length, errors: wrong });
      if (blocks.length > LONGEST) blocks.shift();
      pairs.count += errors.length;
      pairs.errors += wrong;
      end += errors.length;
    },
    view: () => (blocks.length === 0 ? { severity: 0, confidence: 0, change: null } : view(blocks, held, worth(pairs), hazard)), // prettier-ignore
  };
}

/** How many independent errors one is worth. */
function worth({ count, errors, both }: HeldOut & { readonly both: number }): number {
  const rate = errors / count;
  const correlation = (both / count - rate * rate) / (rate * (1 - rate));
  return correlation > 2.6 / Math.sqrt(count) ? (1 - correlation) / (1 + correlation) : 1;
}

function view(blocks: readonly Block[], held: HeldOut, share: number, hazard: number): MonitorView {
  const cases = changes(blocks, held, share, hazard);
  const weights = probabilities([...cases.map(({ log }) => log), unchanged(blocks, held, share, hazard)]);
  const none = weights[blocks.length];
  if (none === 1) return { severity: 0, confidence: 0, change: null };
  const confidence = 1 - none;
  const severity = cases.reduce((sum, { rise }, i) => sum + weights[i] * rise, 0) / confidence;
  const prior = (1 - hazard) ** blocks.length;
  const factor = (confidence / none) * (prior / (1 - prior));
  const change = factor > DATED ? dated(blocks, weights, confidence) : null;
  return { severity: Math.min(Math.max(severity, 0), 1), confidence, change };
}

/** ln of the evidence of so many errors under a Beta prior. */
const evidence = (errors: number, count: number, a: number, b: number): number =>
  betaln(a + errors, b + count - errors) - betaln(a, b);

function unchanged(blocks: readonly Block[], { count, errors }: HeldOut, share: number, hazard: number): number {
  const all = blocks.reduce((sum, block) => [sum[0] + share * block.errors, sum[1] + share * block.count], [0, 0]);
  return evidence(all[0], all[1], 0.5 + errors, 0.5 + count - errors) + blocks.length * Math.log1p(-hazard);
}

/** A rise at the start of each block: ln of its weight, and its expected size. A fall has no weight. */
function changes(
  blocks: readonly Block[],
  held: HeldOut,
  share: number,
  hazard: number,
): { readonly log: number; readonly rise: number }[] {
  const [wrong, right] = [0.5 + held.errors, 0.5 + held.count - held.errors];
  let [errors, count] = [0, 0];
  let [later, rest] = [0, 0];
  for (const block of blocks) [later, rest] = [later + share * block.errors, rest + share * block.count];
  return blocks.map((block, i) => {
    const rise = (0.5 + later) / (1 + rest) - (wrong + errors) / (wrong + right + count);
    const prior = Math.log(hazard) + i * Math.log1p(-hazard);
    const log = evidence(errors, count, wrong, right) + evidence(later, rest, 0.5, 0.5) + prior;
    [errors, count] = [errors + share * block.errors, count + share * block.count];
    [later, rest] = [later - share * block.errors, rest - share * block.count];
    return { log: rise > 0 ? log : -Infinity, rise };
  });
}

/** Median and 90 % interval of the change. */
function dated(blocks: readonly Block[], weights: Float64Array, all: number): MonitorView['change'] {
  const quantile = (level: number): number => {
    let [sum, i] = [weights[0], 0];
    while (sum < level * all && i < blocks.length - 1) sum += weights[++i];
    return blocks[i].at;
  };
  return { low: quantile(0.05), estimate: quantile(0.5), high: quantile(0.95) };
}
