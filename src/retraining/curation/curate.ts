import { checkOneOf } from '../../errors';
import type { Matrix } from '../../matrix';
import type { Random } from '../../random';
import { checkLearnable, selectSamples, type LabeledSamples } from '../learning/learnable';
import { classBalance, type ClassBalance } from './classBalance';
import { duplicates } from './duplicates';
import { outlyingRows } from './outlyingRows';
import { suspiciousLabels } from './suspiciousLabels';

/** Why a sample is questionable. */
export type CurationReason = 'duplicate' | 'contradiction' | 'outlier' | 'suspiciousLabel';

/** A questionable sample. */
export interface Finding {
  readonly row: number;
  readonly reason: CurationReason;
  readonly because: string;
}

/** Options of {@link curate}. */
export interface CurateOptions {
  readonly random: Random;
  readonly classes: number;
  /** Which findings are left out; default all. */
  readonly drop?: readonly CurationReason[];
  /** Distance up to which two samples are the same, default 0: equal. */
  readonly within?: number;
  /** Inputs of the past; without them outliers are not looked for. */
  readonly past?: Matrix;
  /** Share of good samples that is taken for outliers at most, default 0.01. */
  readonly alpha?: number;
  /** Out-of-fold logits; without them labels are not looked at. */
  readonly logits?: Matrix;
}

/** What curation found and what it left. */
export interface Curation {
  readonly samples: LabeledSamples;
  /** Rows that were kept, in order. */
  readonly keep: readonly number[];
  readonly findings: readonly Finding[];
  /** What was not looked at, or not acted on, and why. */
  readonly notes: readonly string[];
  readonly balance: { readonly before: ClassBalance; readonly after: ClassBalance };
}

const REASONS: readonly CurationReason[] = ['duplicate', 'contradiction', 'outlier', 'suspiciousLabel'];
// beyond chance: this many outliers are a drift, and leaving them out would leave out what is to be learnt
const DRIFT = 0.001;

/**
 * Looks through samples before something is learnt from them: duplicates (the first stays), contradictions (the same input with another label:
 * neither can be trusted, both go), outliers against the past, labels that a model does not believe. A report and a filter, each
 * finding with its reason. So many outliers that chance does not explain them (p < 0.001) are a drift: none is left out then.
 * @throws {DriftlabError} DRIFTLAB_INVALID_DATA for samples that cannot be learnt from; {RangeError} for wrong options.
 * @example
 * const { samples: clean, findings } = await curate(samples, { random, classes: 2, past: old.inputs, logits });
 */
export async function curate(
  samples: LabeledSamples,
  { random, classes, drop = REASONS, within = 0, past, alpha = 0.01, logits }: CurateOptions,
): Promise<Curation> {
  const { inputs, labels } = checkLearnable('samples', samples, { classes });
  drop.forEach((reason) => checkOneOf('drop', reason, REASONS));
  const notes: string[] = [];
  const findings = [...(await repeated(samples, within))];
  if (past) findings.push(...(await farOff(inputs, past, { random, alpha }, notes)));
  else notes.push('outliers: not looked for, no past inputs given');
  if (logits) findings.push(...doubted(logits, labels));
  else notes.push('labels: not looked at, no out-of-fold logits given');
  const out = new Set(findings.filter(({ reason }) => drop.includes(reason)).map((finding) => finding.row));
  const keep = [...Array(inputs.rows).keys()].filter((i) => !out.has(i));
  const kept = selectSamples(samples, keep);
  const balance = { before: classBalance(labels, classes), after: classBalance(kept.labels, classes) };
  const lost = balance.after.missing.filter((k) => !balance.before.missing.includes(k));
  if (lost.length > 0) notes.push(`classes: no sample of ${lost.join(', ')} is left`);
  return { samples: kept, keep, findings: findings.sort((a, b) => a.row - b.row), notes, balance };
}

async function repeated({ inputs, labels }: LabeledSamples, within: number): Promise<readonly Finding[]> {
  const found = await duplicates(inputs, { within });
  const contested = new Set(found.filter((one) => labels[one.row] !== labels[one.of]).map(({ of }) => of));
  const what = (distance: number) => (distance === 0 ? 'the same as' : `${distance.toPrecision(3)} from`);
  return [
    ...[...contested].map((i) => finding(i, 'contradiction', `the same input comes with another label than ${labels[i]}`)), // prettier-ignore
    ...found.map(({ row, of, distance }) =>
      contested.has(of)
        ? finding(row, 'contradiction', `${what(distance)} sample ${of}, which has label ${labels[of]}, this ${labels[row]}`) // prettier-ignore
        : finding(row, 'duplicate', `${what(distance)} sample ${of}`),
    ),
  ];
}

async function farOff(
  inputs: Matrix,
  past: Matrix,
  options: { readonly random: Random; readonly alpha: number },
  notes: string[],
): Promise<readonly Finding[]> {
  const { rows, scores, threshold, pValue } = await outlyingRows(inputs, past, options);
  if (pValue < DRIFT) {
    notes.push(`outliers: ${rows.length} of ${inputs.rows} lie beyond ${threshold.toPrecision(3)}, too many for chance (p = ${pValue.toPrecision(2)}): a drift, none left out`); // prettier-ignore
    return [];
  }
  return rows.map((i) => finding(i, 'outlier', `${scores[i].toPrecision(3)} from the past, usual is up to ${threshold.toPrecision(3)}`)); // prettier-ignore
}

function doubted(logits: Matrix, labels: ArrayLike<number>): readonly Finding[] {
  const { suspicious } = suspiciousLabels(logits, labels);
  return suspicious.map(({ row, label, suggested, margin }) =>
    finding(row, 'suspiciousLabel', `label ${label}, but class ${suggested} is likelier by ${margin.toFixed(2)}`),
  );
}

function finding(row: number, reason: CurationReason, because: string): Finding {
  return { row, reason, because };
}
