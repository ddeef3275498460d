import { createHash } from 'node:crypto';
import { checkNumber, show } from '../../errors';
import type { Label } from '../../stats/contingency';
import type { Comparison, Evidence } from './evidence';

/** The models of a trial, by version. */
export interface Contestants {
  readonly champion: string;
  readonly challenger: string;
  /** Every version approved before (the champion may be among them); default none. */
  readonly approved?: readonly string[];
}

/** One sample that all models of a trial have answered. */
export interface ShadowSample {
  /** null or undefined where it is not known. */
  readonly label: Label | null | undefined;
  /** Such as a hospital or a lamp; default none. */
  readonly group?: Label;
  /** The answer of each version. */
  readonly answers: Readonly<Record<string, Label | null | undefined>>;
  /** How good each answer was, more is better (such as a log-likelihood); for the 'permutation' test. */
  readonly scores?: Readonly<Record<string, number>>;
}

type Cell = { -readonly [Key in keyof Comparison]: Comparison[Key] };

/**
 * Counts how a challenger in shadow does beside the champion and all versions approved before, sample by sample.
 * @throws {RangeError} if champion and challenger are one version.
 * @example
 * const trial = new ShadowTrial({ champion: 'v1', challenger: 'v2' });
 * trial.add({ label: 3, answers: { v1: 8, v2: 3 } });
 * judge(trial.evidence(), judgingPlan({ primary: 'bets' })).outcome; // 'INCONCLUSIVE'
 */
export class ShadowTrial {
  private readonly older: readonly string[];
  private readonly hash = createHash('sha256');
  private readonly labels = new Map<Label, number>();
  private readonly tallies = new Map<string, { right: number; missing: number; classes: Map<Label, number> }>();
  private readonly cells = new Map<string, Cell>();
  private readonly differences: number[] = [];
  private count = 0;
  private labelled = 0;

  constructor(readonly contestants: Contestants) {
    const { champion, challenger, approved = [] } = contestants;
    this.older = [...new Set([champion, ...approved])];
    if (this.older.includes(challenger))
      throw new RangeError(`invalid challenger: expected a version that is not approved yet, got ${show(challenger)}`);
    for (const version of [...this.older, challenger])
      this.tallies.set(version, { right: 0, missing: 0, classes: new Map() });
  }

  /**
   * Adds a sample.
   * @throws {RangeError} if a version has given no answer, or only some samples have scores.
   */
  add(sample: ShadowSample): void {
    const { label, group, answers } = sample;
    for (const version of this.tallies.keys())
      if (!Object.hasOwn(answers, version))
        throw new RangeError(`invalid answers: expected one of ${version}, got none`);
    this.hash.update(`${JSON.stringify([label ?? null, group ?? null])}\n`);
    this.count++;
    if (isMissing(label)) {
      for (const version of this.tallies.keys()) this.tally(version, answers[version]);
      return;
    }
    this.addScores(sample);
    this.labelled++;
    this.labels.set(label, (this.labels.get(label) ?? 0) + 1);
    const { challenger } = this.contestants;
    const right = this.tally(challenger, answers[challenger], label);
    for (const version of this.older)
      this.compare(version, this.tally(version, answers[version], label), right, label, group);
  }

  /** What is known so far; `digest` names the samples, default the SHA-256 of their labels and groups. */
  evidence({ digest = this.hash.copy().digest('hex') }: { readonly digest?: string } = {}): Evidence {
    const { champion, challenger, approved = [] } = this.contestants;
    const { count, labelled, labels } = this;
    return {
      ...{ champion, challenger, approved: [...approved] },
      samples: { count, labelled, classes: [...labels], digest },
      answers: [...this.tallies].map(([version, { right, missing, classes }]) => ({
        ...{ version, right, missing, classes: [...classes] },
      })),
      comparisons: [...this.cells.values()].map((cell) => ({ ...cell })),
      differences: this.differences.length > 0 ? [...this.differences] : null,
    };
  }

  private tally(version: string, answer: Label | null | undefined, label?: Label): boolean {
    const own = this.tallies.get(version)!;
    if (isMissing(answer)) own.missing++;
    else own.classes.set(answer, (own.classes.get(answer) ?? 0) + 1);
    const right = label !== undefined && answer === label;
    own.right += Number(right);
    return right;
  }

  private compare(against: string, oldRight: boolean, newRight: boolean, label: Label, group?: Label): void {
    this.cell(against, 'overall', null, oldRight, newRight);
    this.cell(against, 'recall', label, oldRight, newRight);
    if (group !== undefined) this.cell(against, 'group', group, oldRight, newRight);
  }

  private cell(
    against: string,
    metric: Comparison['metric'],
    of: Label | null,
    oldRight: boolean,
    newRight: boolean,
  ): void {
    const key = `${against} ${metric} ${typeof of} ${String(of)}`;
    const cell = this.cells.get(key) ?? { against, metric, of, count: 0, won: 0, lost: 0 };
    this.cells.set(key, cell);
    cell.count++;
    if (newRight && !oldRight) cell.won++;
    if (oldRight && !newRight) cell.lost++;
  }

  private addScores({ scores }: ShadowSample): void {
    const { champion, challenger } = this.contestants;
    const before = this.differences.length > 0;
    if (this.labelled > 0 && before !== (scores !== undefined))
      throw new RangeError('invalid scores: expected them for all labelled samples or for none');
    if (!scores) return;
    const [mine, old] = [challenger, champion].map((version) => checkNumber(`scores.${version}`, scores[version]));
    this.differences.push(mine - old);
  }
}

function isMissing(value: Label | null | undefined): value is null | undefined {
  return value === null || value === undefined || Number.isNaN(value);
}
